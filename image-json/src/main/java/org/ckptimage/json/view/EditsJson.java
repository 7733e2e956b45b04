package org.ckptimage.json.view;

import static com.google.common.base.Preconditions.checkNotNull;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.ckptimage.format.AccessMode;
import org.ckptimage.image.Image;
import org.ckptimage.record.Lossless;
import org.ckptimage.rewrite.Edit;
import org.ckptimage.rewrite.EditText;
import org.ckptimage.rewrite.FileSelector;
import org.ckptimage.rewrite.MappedFiles;
import org.ckptimage.rewrite.OpenFiles;
import org.ckptimage.rewrite.Position;
import org.ckptimage.rewrite.Replacement;

/**
 * Edits as JSON: a plan file, for scripts and to be edited by hand. What {@link PlanJson} prints is one, too: what a
 * rewrite would do stands beside the edits, and is passed over here.
 *
 * <pre>{@code
 * {"format": "ckpt-image/1", "edits": [
 *   {"edit": "close", "pid": 278, "fd": 3},
 *   {"edit": "delete", "files": "/var/lock/*", "mapped": "keep"},
 *   {"edit": "replace", "files": "278:0", "by": {"kind": "regular", "path": "/in", "access": "r",
 *       "flags": ["O_NONBLOCK"], "position": "clamp"}},
 *   {"edit": "substitute", "files": "type:tty", "fd": 7},
 *   {"edit": "substitute", "files": 12, "path": "/proc/400/fd/0"},
 *   {"edit": "relocate", "from": "/scratch/old", "to": "/scratch/new"},
 *   {"edit": "set", "files": ["278:4", 13], "position": 0, "flags": ["O_APPEND"]},
 *   {"edit": "cloexec", "pid": 278, "fd": 3, "on": true},
 *   {"edit": "cwd", "pid": 278, "path": "/"},
 *   {"edit": "root", "pid": 278, "path": "/srv/job"},
 *   {"edit": "drop-labels"},
 *   {"edit": "drop-queues", "files": {"pid": 278, "fd": 5}},
 *   {"edit": "drop-task", "pid": 281},
 *   {"edit": "renumber", "first": 1},
 *   {"edit": "renumber", "numbers": {"12": 40}}
 * ]}
 * }</pre>
 *
 * <p>{@code files} is a selector as on the command line, an object number, an object ({@code objref}, {@code pid} and
 * {@code fd}, {@code name}, {@code type}, {@code std} or {@code task}), or an array of these. A path, and the
 * {@code name} of a selector, may be {@code {"hex": "2f746dff"}} instead: bytes that are no UTF-8, as the views print
 * them.
 *
 * <p>Holds no state; may be used by many threads.
 */
public final class EditsJson {
    private EditsJson() {}

    /**
     * Reads a plan file.
     *
     * @param in read to its end; stays open
     * @param source what messages call it, a file name
     * @throws IOException if reading fails
     * @throws IllegalArgumentException if it is none: the message says where, by line, column and JSON pointer
     */
    public static List<Edit> read(InputStream in, String source) throws IOException {
        checkNotNull(in, "in");
        checkNotNull(source, "source");
        return EditsReader.read(JsonTree.read(in, source));
    }

    /**
     * Writes a plan file.
     *
     * @param image what the edits are for: what selectors select that are a program's own, is named one by one
     * @param out stays open
     * @throws IOException if the text cannot be written
     */
    public static void write(List<Edit> edits, Image image, OutputStream out) throws IOException {
        checkNotNull(edits, "edits");
        checkNotNull(image, "image");
        checkNotNull(out, "out");
        try (JsonOut json = JsonOut.toBeEdited(out)) {
            json.startObject().field("format", JsonOut.FORMAT);
            array(edits, image, json);
            json.endObject();
        }
    }

    /** The edits alone, as a field of an object that is open. */
    static void array(List<Edit> edits, Image image, JsonOut json) throws IOException {
        json.startArray("edits");
        for (Edit edit : edits) {
            json.startObject();
            write(edit, image, json);
            json.endObject();
        }
        json.endArray();
    }

    private static void write(Edit edit, Image image, JsonOut json) throws IOException {
        if (edit instanceof Edit.CloseDescriptor close) {
            json.field("edit", "close").field("pid", close.pid()).field("fd", close.descriptor());
        } else if (edit instanceof Edit.DeleteFiles delete) {
            json.field("edit", "delete");
            files(delete.files(), image, json);
            mapped(delete.mapped(), json);
        } else if (edit instanceof Edit.ReplaceFiles replace) {
            json.field("edit", "replace");
            files(replace.files(), image, json);
            replacement(replace.replacement(), json);
            mapped(replace.mapped(), json);
        } else if (edit instanceof Edit.SubstituteFiles substitute) {
            json.field("edit", "substitute");
            files(substitute.files(), image, json);
            json.field("fd", substitute.descriptor().number());
        } else if (edit instanceof Edit.SubstituteByPath substitute) {
            json.field("edit", "substitute");
            files(substitute.files(), image, json);
            name("path", substitute.path(), json);
        } else if (edit instanceof Edit.Relocate relocate) {
            json.field("edit", "relocate");
            name("from", relocate.from(), json);
            name("to", relocate.to(), json);
        } else if (edit instanceof Edit.SetPosition set) {
            json.field("edit", "set");
            files(set.files(), image, json);
            json.unsigned("position", set.position());
        } else if (edit instanceof Edit.SetFlags set) {
            json.field("edit", "set");
            files(set.files(), image, json);
            json.strings("flags", set.flags());
        } else {
            writeOfTask(edit, image, json);
        }
    }

    private static void writeOfTask(Edit edit, Image image, JsonOut json) throws IOException {
        if (edit instanceof Edit.SetCloseOnExec set) {
            json.field("edit", "cloexec")
                    .field("pid", set.pid())
                    .field("fd", set.descriptor())
                    .field("on", set.closeOnExec());
        } else if (edit instanceof Edit.SetCwd set) {
            json.field("edit", "cwd").field("pid", set.pid());
            name("path", set.path(), json);
        } else if (edit instanceof Edit.SetRoot set) {
            json.field("edit", "root").field("pid", set.pid());
            name("path", set.path(), json);
        } else if (edit instanceof Edit.DropLabels) {
            json.field("edit", "drop-labels");
        } else if (edit instanceof Edit.DropSocketQueues drop) {
            json.field("edit", "drop-queues");
            files(drop.files(), image, json);
        } else if (edit instanceof Edit.DropTask drop) {
            json.field("edit", "drop-task").field("pid", drop.pid());
        } else if (edit instanceof Edit.Renumber renumber) {
            json.field("edit", "renumber").field("first", renumber.first());
        } else if (edit instanceof Edit.RenumberBy renumber) {
            json.field("edit", "renumber");
            numbers("numbers", renumber.numbers(), json);
        }
    }

    static void numbers(String name, Map<Integer, Integer> numbers, JsonOut json) throws IOException {
        json.startObject(name);
        for (Map.Entry<Integer, Integer> entry : numbers.entrySet()) {
            json.field(entry.getKey().toString(), entry.getValue());
        }
        json.endObject();
    }

    private static void files(FileSelector files, Image image, JsonOut json) throws IOException {
        if (isSpelled(files)) {
            json.field("files", spelled(files));
            return;
        }
        List<String> all =
                files instanceof OpenFiles.AnyOf any && any.selectors().stream().allMatch(EditsJson::isSpelled)
                        ? any.selectors().stream().map(EditsJson::spelled).toList()
                        : files.select(image).stream()
                                .map(file -> Integer.toString(file.objref().number()))
                                .toList();
        json.strings("files", all);
    }

    /** Whether a selector can be said in words that are read back as the same. */
    private static boolean isSpelled(FileSelector files) {
        try {
            return EditText.selector(spelled(files)).equals(files);
        } catch (IllegalArgumentException e) {
            return false;
        }
    }

    private static String spelled(FileSelector files) {
        return Lossless.escaped(files.describe());
    }

    /** A name of any bytes. */
    private static void name(String member, String name, JsonOut json) throws IOException {
        json.bytes(member, Lossless.bytes(name));
    }

    private static void mapped(MappedFiles mapped, JsonOut json) throws IOException {
        if (mapped != MappedFiles.REFUSE) {
            json.field("mapped", mapped.name().toLowerCase(Locale.ROOT));
        }
    }

    private static void replacement(Replacement replacement, JsonOut json) throws IOException {
        json.startObject("by").field("kind", kind(replacement));
        if (replacement.kind().hasName()) {
            name("path", replacement.path(), json);
        }
        if (replacement.kind() == Replacement.Kind.EVENTFD) {
            json.field("count", replacement.count());
        }
        if (replacement.access().isPresent()) {
            json.field("access", access(replacement.access().get()));
        }
        if (replacement.flags().isPresent()) {
            json.strings("flags", replacement.flags().get().stream().sorted().toList());
        }
        if (replacement.position() instanceof Position.At at) {
            json.unsigned("position", at.offset());
        } else {
            json.field("position", position(replacement.position()));
        }
        json.endObject();
    }

    /** The kind's name; one of the null devices by another name than the known ones has a name of its own. */
    private static String kind(Replacement replacement) {
        boolean known = replacement.kind() != Replacement.Kind.NULL_DEVICE
                || Replacement.file(replacement.path()).kind() == Replacement.Kind.NULL_DEVICE;
        return known ? replacement.kind().id() : EditsReader.NULL_DEVICE;
    }

    static String access(AccessMode access) {
        return access == AccessMode.READ_ONLY ? "r" : access == AccessMode.WRITE_ONLY ? "w" : "rw";
    }

    private static String position(Position position) {
        return position instanceof Position.End ? "end" : position instanceof Position.Clamp ? "clamp" : "keep";
    }
}
