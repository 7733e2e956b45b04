package org.ckptimage.json.view;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.ckptimage.format.AccessMode;
import org.ckptimage.record.NearName;
import org.ckptimage.rewrite.Edit;
import org.ckptimage.rewrite.EditText;
import org.ckptimage.rewrite.FileSelector;
import org.ckptimage.rewrite.InheritedDescriptor;
import org.ckptimage.rewrite.MappedFiles;
import org.ckptimage.rewrite.OpenFiles;
import org.ckptimage.rewrite.Position;
import org.ckptimage.rewrite.Replacement;

/** Reads the edits of a plan file; what may stand there {@link EditsJson} tells. */
final class EditsReader {
    static final String NULL_DEVICE = "null-device";

    /** Members that tell what the edits do to an image: printed with the edits, and of no meaning when read. */
    private static final Set<String> OUTCOME = Set.of("size", "verdict", "consequences", "handOvers", "renumbered");

    private static final Set<String> MEMBERS = union(Set.of("format", "edits"), OUTCOME);
    private static final Set<String> REPLACEMENT = Set.of("kind", "path", "count", "access", "flags", "position");

    /** How an edit is read, and which members it has beside its name. */
    private record Form(Set<String> members, Function<JsonTree, List<Edit>> reader) {}

    private static final Map<String, Form> FORMS = forms();

    private EditsReader() {}

    private static Set<String> union(Set<String> a, Set<String> b) {
        Set<String> all = new LinkedHashSet<>(a);
        all.addAll(b);
        return all;
    }

    private static Map<String, Form> forms() {
        Map<String, Form> forms = new LinkedHashMap<>();
        add(forms, "close", "pid fd", in -> new Edit.CloseDescriptor(pid(in), fd(in)));
        add(forms, "delete", "files mapped", in -> new Edit.DeleteFiles(files(in), mapped(in)));
        add(
                forms,
                "replace",
                "files by mapped",
                in -> new Edit.ReplaceFiles(files(in), replacement(in.get("by")), mapped(in)));
        add(forms, "substitute", "files fd path", EditsReader::substitution);
        add(
                forms,
                "relocate",
                "from to",
                in -> new Edit.Relocate(in.get("from").name(), in.get("to").name()));
        forms.put("set", new Form(Set.of("files", "position", "flags"), EditsReader::settings));
        add(
                forms,
                "cloexec",
                "pid fd on",
                in -> new Edit.SetCloseOnExec(pid(in), fd(in), in.get("on").flag()));
        add(
                forms,
                "cwd",
                "pid path",
                in -> new Edit.SetCwd(pid(in), in.get("path").name()));
        add(
                forms,
                "root",
                "pid path",
                in -> new Edit.SetRoot(pid(in), in.get("path").name()));
        add(forms, "drop-labels", "", in -> new Edit.DropLabels());
        add(forms, "drop-queues", "files", in -> new Edit.DropSocketQueues(files(in)));
        add(forms, "drop-task", "pid", in -> new Edit.DropTask(pid(in)));
        add(forms, "renumber", "first numbers", EditsReader::renumbering);
        return forms;
    }

    private static void add(Map<String, Form> forms, String name, String members, Function<JsonTree, Edit> reader) {
        Set<String> names = members.isEmpty() ? Set.of() : Set.of(members.split(" "));
        forms.put(name, new Form(names, in -> List.of(reader.apply(in))));
    }

    static List<Edit> read(JsonTree root) {
        if (!root.isObject()) {
            throw root.wrong("a plan file is an object with \"edits\", as `ckpt rewrite --dry-run --json` prints it");
        }
        root.allow(MEMBERS, "a plan file");
        if (root.has("format") && !root.get("format").string().equals(JsonOut.FORMAT)) {
            throw root.get("format").wrong("this is not the format \"" + JsonOut.FORMAT + "\"");
        }
        List<Edit> edits = new ArrayList<>();
        for (JsonTree edit : root.get("edits").items("edits")) {
            edits.addAll(edit(edit));
        }
        return edits;
    }

    private static List<Edit> edit(JsonTree in) {
        JsonTree name = in.get("edit");
        Form form = FORMS.get(name.string());
        if (form == null) {
            throw name.wrong(
                    "there is no edit \"" + name.string() + "\"" + NearName.hint(name.string(), FORMS.keySet()));
        }
        in.allow(union(Set.of("edit"), form.members), "the edit \"" + name.string() + "\"");
        return check(in, () -> form.reader.apply(in));
    }

    private static int pid(JsonTree in) {
        return in.get("pid").number();
    }

    private static int fd(JsonTree in) {
        return in.get("fd").number();
    }

    private static FileSelector files(JsonTree in) {
        return selector(in.get("files"));
    }

    private static FileSelector selector(JsonTree in) {
        if (in.isNumber()) {
            return OpenFiles.numbered(in.number());
        }
        if (in.isString()) {
            return check(in, () -> EditText.selector(in.string()));
        }
        if (in.isArray()) {
            List<FileSelector> all =
                    in.items("selectors").stream().map(EditsReader::selector).toList();
            if (all.isEmpty()) {
                throw in.wrong("no file is selected");
            }
            return new OpenFiles.AnyOf(all);
        }
        if (!in.isObject()) {
            throw in.wrong("files are selected by a string as \"278:3\", a number, an object, or an array of these");
        }
        in.allow(Set.of("objref", "pid", "fd", "name", "type", "std", "task"), "a selector");
        if (in.has("pid") || in.has("fd")) {
            return alone(in, 2, OpenFiles.at(pid(in), fd(in)));
        }
        if (in.has("type")) {
            JsonTree type = in.get("type");
            return alone(in, 1, check(type, () -> EditText.selector("type:" + type.string())));
        }
        if (in.has("name")) {
            return alone(in, 1, named(in.get("name")));
        }
        for (String word : List.of("std", "task")) {
            if (in.has(word)) {
                return alone(in, 1, EditText.selector(word + ":" + in.get(word).number()));
            }
        }
        return alone(in, 1, OpenFiles.numbered(in.get("objref").number()));
    }

    /** A pattern; of a name that is no UTF-8 its bytes. */
    private static FileSelector named(JsonTree in) {
        return in.isObject()
                ? OpenFiles.withName(in.name())
                : check(in, () -> EditText.selector("name:" + in.string()));
    }

    private static FileSelector alone(JsonTree in, int members, FileSelector selector) {
        if (in.names().size() != members) {
            throw in.wrong("a selector says one thing; for several use an array");
        }
        return selector;
    }

    /** What is wrong with a text, said with its place. */
    private static <T> T check(JsonTree at, Supplier<T> reader) {
        try {
            return reader.get();
        } catch (JsonTree.Wrong e) {
            throw e;
        } catch (IllegalArgumentException e) {
            throw at.wrong(e.getMessage());
        }
    }

    private static MappedFiles mapped(JsonTree in) {
        return in.has("mapped") ? oneOf(in.get("mapped"), MappedFiles.values()) : MappedFiles.REFUSE;
    }

    private static <E extends Enum<E>> E oneOf(JsonTree in, E[] values) {
        List<String> names = Stream.of(values)
                .map(value -> value.name().toLowerCase(Locale.ROOT))
                .toList();
        int at = names.indexOf(in.string());
        if (at < 0) {
            throw in.wrong("\"" + in.string() + "\" is none of " + String.join(", ", names));
        }
        return values[at];
    }

    private static Edit substitution(JsonTree in) {
        if (in.has("fd") == in.has("path")) {
            throw in.wrong("a substitution is either by \"fd\", a descriptor to be handed over, or by \"path\"");
        }
        return in.has("fd")
                ? new Edit.SubstituteFiles(files(in), InheritedDescriptor.of(fd(in)))
                : new Edit.SubstituteByPath(files(in), in.get("path").name());
    }

    private static List<Edit> settings(JsonTree in) {
        List<Edit> edits = new ArrayList<>();
        FileSelector files = files(in);
        if (in.has("position")) {
            edits.add(new Edit.SetPosition(files, in.get("position").notNegative()));
        }
        if (in.has("flags")) {
            edits.add(new Edit.SetFlags(files, flags(in.get("flags"))));
        }
        if (edits.isEmpty()) {
            throw in.wrong("nothing is set; say \"position\" or \"flags\"");
        }
        return edits;
    }

    private static Edit renumbering(JsonTree in) {
        if (in.has("first") && in.has("numbers")) {
            throw in.wrong("numbers are either consecutive from \"first\", or chosen by \"numbers\"");
        }
        if (!in.has("numbers")) {
            int first = in.has("first") ? in.get("first").number() : 1;
            return check(in.has("first") ? in.get("first") : in, () -> new Edit.Renumber(first));
        }
        JsonTree pairs = in.get("numbers");
        Map<Integer, Integer> numbers = new TreeMap<>();
        for (String old : pairs.names()) {
            if (!old.matches("[0-9]{1,9}|[12][0-9]{9}") || Long.parseLong(old) > Integer.MAX_VALUE) {
                throw pairs.get(old).wrong("\"" + old + "\" is no object number");
            }
            numbers.put(Integer.valueOf(old), pairs.get(old).number());
        }
        return check(pairs, () -> new Edit.RenumberBy(numbers));
    }

    private static Replacement replacement(JsonTree in) {
        in.allow(REPLACEMENT, "a replacement");
        Replacement replacement = ofKind(in);
        if (in.has("access")) {
            replacement = replacement.access(access(in.get("access")));
        }
        if (in.has("flags")) {
            replacement = replacement.flags(flags(in.get("flags")));
        }
        return in.has("position") ? replacement.position(position(in.get("position"))) : replacement;
    }

    private static Replacement ofKind(JsonTree in) {
        String name = in.has("kind") ? in.get("kind").string() : Replacement.Kind.REGULAR.id();
        Replacement.Kind kind = Stream.of(Replacement.Kind.values())
                .filter(k -> k != Replacement.Kind.NULL_DEVICE && k.id().equals(name))
                .findFirst()
                .orElse(name.equals(NULL_DEVICE) ? Replacement.Kind.NULL_DEVICE : null);
        if (kind == null) {
            throw in.get("kind")
                    .wrong("\"" + name + "\" is none of regular, dir, fifo, chardev, pipe, eventfd, " + NULL_DEVICE);
        }
        if (kind.hasName() != in.has("path")) {
            throw in.wrong(kind.hasName() ? "\"path\" is missing" : "a " + name + " has no path");
        }
        if (in.has("count") && kind != Replacement.Kind.EVENTFD) {
            throw in.get("count").wrong("only an eventfd has a counter");
        }
        if (kind.hasName()) {
            JsonTree path = in.get("path");
            return check(path, () -> Replacement.named(kind, path.name()));
        }
        if (kind == Replacement.Kind.PIPE) {
            return Replacement.emptyPipe();
        }
        return in.has("count")
                ? check(
                        in.get("count"),
                        () -> Replacement.eventfd(in.get("count").notNegative()))
                : Replacement.eventfd(0);
    }

    private static AccessMode access(JsonTree in) {
        for (AccessMode access : AccessMode.values()) {
            if (EditsJson.access(access).equals(in.string())) {
                return access;
            }
        }
        throw in.wrong("\"" + in.string() + "\" is none of r, w, rw");
    }

    private static Set<String> flags(JsonTree in) {
        Set<String> flags = new LinkedHashSet<>();
        for (JsonTree flag : in.items("names such as \"O_APPEND\"")) {
            if (!flag.string().startsWith("O_")) {
                throw flag.wrong("\"" + flag.string() + "\" is no flag of open(2), as \"O_APPEND\"");
            }
            flags.add(flag.string());
        }
        return flags;
    }

    private static Position position(JsonTree in) {
        if (in.isNumber()) {
            return Position.at(in.notNegative());
        }
        switch (in.isString() ? in.string() : "") {
            case "keep":
                return Position.KEEP;
            case "end":
                return Position.END;
            case "clamp":
                return Position.CLAMP;
            default:
                throw in.wrong("a position is \"keep\", \"end\", \"clamp\" or a number of bytes");
        }
    }
}
