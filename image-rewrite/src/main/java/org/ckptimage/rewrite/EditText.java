package org.ckptimage.rewrite;

import static com.google.common.base.Preconditions.checkNotNull;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.BiFunction;
import org.ckptimage.format.FileType;

/**
 * Edits as people write them on a command line.
 *
 * <pre>
 * selector    := objref | pid ":" fd | "/" pattern | "name:" pattern | "type:" kind | "std:" pid | "task:" pid
 * replacement := [ kind ":" ] argument ( ",flags=" access ( "+" flag )* | ",pos=" position )*
 * kind        := regular | dir | fifo | chardev | pipe | eventfd
 * access      := r | w | rw          flag := append | nonblock | ... (the names of open(2) in small letters)
 * position    := keep | zero | end | clamp | number
 * </pre>
 *
 * A pattern behind {@code name:} need not begin with a slash: {@code name:pipe:[12]}. The argument is a path, of an
 * eventfd its counter, of a pipe nothing. In patterns and paths {@code \n}, {@code \t}, {@code \r} and {@code \xNN},
 * which is any byte, are what commands print them for; before any other character a backslash takes its meaning away.
 * So a name can be pasted as it is printed, whatever its bytes are ({@link org.ckptimage.record.Lossless} is their form
 * in edits).
 *
 * <pre>{@code
 * RewritePlan plan = Rewrite.of(image)
 *         .delete(EditText.selector("/var/lock/*"))
 *         .replace(EditText.selector("std:278"), EditText.replacement("/dev/null,flags=rw+append"))
 *         .add(EditText.relocation("/t=/srv/job/t"))
 *         .plan();
 * }</pre>
 *
 * <p>Holds no state; may be used by many threads.
 */
public final class EditText {
    private EditText() {}

    /**
     * Reads a selector.
     *
     * @throws IllegalArgumentException if it is none, with what is wrong
     */
    public static FileSelector selector(String text) {
        checkNotNull(text, "text");
        if (text.startsWith("/")) {
            return OpenFiles.named(Escapes.pattern(text));
        }
        int colon = text.indexOf(':');
        if (colon < 0) {
            return OpenFiles.numbered(objectNumberOf(text));
        }
        String before = text.substring(0, colon);
        String behind = text.substring(colon + 1);
        switch (before) {
            case "name":
                return OpenFiles.named(Escapes.pattern(behind));
            case "type":
                return OpenFiles.ofType(type(behind));
            case "std":
                return OpenFiles.standardStreams(number(behind, "pid", text));
            case "task":
                return OpenFiles.ofTask(number(behind, "pid", text));
            default:
                if (!before.matches("-?[0-9]+")) {
                    throw noSelector(text);
                }
                return OpenFiles.at(number(before, "pid", text), number(behind, "descriptor", text));
        }
    }

    private static int objectNumberOf(String text) {
        if (!text.matches("-?[0-9]+")) {
            throw noSelector(text);
        }
        return number(text, "object number", text);
    }

    private static IllegalArgumentException noSelector(String text) {
        return new IllegalArgumentException("'" + text + "' selects no files; say 12 (object number), 278:3 (pid:fd),"
                + " /path/*, name:pipe:*, type:tty, std:278 or task:278");
    }

    private static FileType type(String name) {
        for (FileType type : FileType.values()) {
            if (type.id().equals(name)) {
                return type;
            }
        }
        throw new IllegalArgumentException(
                "'" + name + "' is no type of file (generic, pipe, fifo, socket, tty, epoll, eventfd)");
    }

    /**
     * Reads {@code pid:fd}.
     *
     * @throws IllegalArgumentException if it is something else
     */
    public static Edit.CloseDescriptor descriptor(String text) {
        checkNotNull(text, "text");
        int colon = text.indexOf(':');
        if (colon < 0) {
            throw new IllegalArgumentException("'" + text + "' is no descriptor; say PID:FD");
        }
        return new Edit.CloseDescriptor(
                number(text.substring(0, colon), "pid", text), number(text.substring(colon + 1), "descriptor", text));
    }

    /**
     * Splits {@code SEL=VALUE} at the last {@code =} that no backslash stands before and that is not part of an option
     * behind a comma.
     *
     * @return selector and value
     * @throws IllegalArgumentException if there is no {@code =}, or the last one belongs to an unknown option
     */
    public static List<String> split(String text) {
        checkNotNull(text, "text");
        int options = ReplacementText.firstOption(text);
        for (int i = options - 1; i > 0; i--) {
            if (text.charAt(i) == '=' && !Escapes.isEscaped(text, i)) {
                ReplacementText.refuseUnknownOption(text.substring(0, i), text.substring(i + 1, options));
                return List.of(text.substring(0, i), text.substring(i + 1));
            }
        }
        throw new IllegalArgumentException(
                "'" + text + "' has no '=' between the files and what they get; say SELECTOR=VALUE");
    }

    /**
     * Reads {@code SEL,FD} or {@code SEL=PATH}: the former if a comma and a number end the text.
     *
     * @throws IllegalArgumentException if it is neither
     */
    public static Edit substitution(String text) {
        checkNotNull(text, "text");
        int comma = text.lastIndexOf(',');
        if (comma > 0 && text.substring(comma + 1).matches("[0-9]+")) {
            int descriptor = number(text.substring(comma + 1), "descriptor", text);
            return new Edit.SubstituteFiles(selector(text.substring(0, comma)), InheritedDescriptor.of(descriptor));
        }
        if (text.indexOf('=') < 0) {
            throw new IllegalArgumentException("'" + text + "' is no substitution; say SELECTOR,FD or SELECTOR=PATH");
        }
        List<String> parts = split(text);
        return new Edit.SubstituteByPath(selector(parts.get(0)), Escapes.literal(parts.get(1)));
    }

    /**
     * Reads {@code OLD=NEW}, two absolute paths.
     *
     * @throws IllegalArgumentException if it is something else
     */
    public static Edit.Relocate relocation(String text) {
        checkNotNull(text, "text");
        int equals = text.contains("=/") ? text.lastIndexOf("=/") : text.lastIndexOf('=');
        if (equals < 1) {
            throw new IllegalArgumentException("'" + text + "' is no relocation; say /OLD=/NEW");
        }
        return new Edit.Relocate(
                Escapes.literal(text.substring(0, equals)), Escapes.literal(text.substring(equals + 1)));
    }

    /**
     * Reads a replacement.
     *
     * @throws IllegalArgumentException if it is none, with what is wrong
     */
    public static Replacement replacement(String text) {
        checkNotNull(text, "text");
        return ReplacementText.read(text);
    }

    /**
     * Reads {@code SEL,pos=N,flags=F+F}: what to set of open files, at least one of the two.
     *
     * @throws IllegalArgumentException if it is something else
     */
    public static List<Edit> settings(String text) {
        checkNotNull(text, "text");
        int options = ReplacementText.firstOption(text);
        if (options == text.length()) {
            throw new IllegalArgumentException(
                    "'" + text + "' does not say what to set; say SELECTOR,pos=N or SELECTOR,flags=append+nonblock");
        }
        FileSelector files = selector(text.substring(0, options));
        List<Edit> edits = new ArrayList<>();
        for (String option : text.substring(options + 1).split(",")) {
            String value = option.substring(option.indexOf('=') + 1);
            if (option.startsWith("pos=")) {
                edits.add(new Edit.SetPosition(files, value.equals("zero") ? 0 : ReplacementText.offset(value)));
            } else if (option.startsWith("flags=")) {
                edits.add(new Edit.SetFlags(files, openFlags(value)));
            } else {
                throw new IllegalArgumentException("'" + option + "' cannot be set (pos=, flags=)");
            }
        }
        return edits;
    }

    private static Set<String> openFlags(String value) {
        Set<String> flags = new LinkedHashSet<>();
        for (String word : value.isEmpty() ? new String[0] : value.split("\\+", -1)) {
            if (word.isEmpty() || Set.of("r", "w", "rw").contains(word)) {
                throw new IllegalArgumentException("'" + value + "' are no flags that can be set, as append+nonblock"
                        + " (nothing for none); how a file is accessed stays, only a replacement can be opened anew");
            }
            flags.add(OpenFlags.named(word));
        }
        return flags;
    }

    /**
     * Reads {@code PID:FD=on} or {@code off}.
     *
     * @throws IllegalArgumentException if it is something else
     */
    public static Edit.SetCloseOnExec closeOnExec(String text) {
        checkNotNull(text, "text");
        int equals = text.lastIndexOf('=');
        String value = text.substring(equals + 1);
        if (equals < 0 || !value.equals("on") && !value.equals("off")) {
            throw new IllegalArgumentException("'" + text + "' does not say PID:FD=on or PID:FD=off");
        }
        Edit.CloseDescriptor descriptor = descriptor(text.substring(0, equals));
        return new Edit.SetCloseOnExec(descriptor.pid(), descriptor.descriptor(), value.equals("on"));
    }

    /**
     * Reads {@code PID=PATH}, a working directory.
     *
     * @throws IllegalArgumentException if it is something else
     */
    public static Edit.SetCwd cwd(String text) {
        return folder(text, Edit.SetCwd::new);
    }

    /**
     * Reads {@code PID=PATH}, a root directory.
     *
     * @throws IllegalArgumentException if it is something else
     */
    public static Edit.SetRoot root(String text) {
        return folder(text, Edit.SetRoot::new);
    }

    private static <E extends Edit> E folder(String text, BiFunction<Integer, String, E> edit) {
        checkNotNull(text, "text");
        int equals = text.indexOf('=');
        if (equals < 0) {
            throw new IllegalArgumentException("'" + text + "' is no folder of a process; say PID=/PATH");
        }
        String pid = text.substring(0, equals);
        if (!pid.matches("[0-9]{1,9}")) {
            throw new IllegalArgumentException("'" + pid + "' is no pid in '" + text + "'; say PID=/PATH");
        }
        return edit.apply(Integer.valueOf(pid), Escapes.literal(text.substring(equals + 1)));
    }

    /**
     * Reads a renumbering: nothing or {@code FIRST} for consecutive numbers, {@code OLD=NEW,OLD=NEW} for single ones.
     *
     * @throws IllegalArgumentException if it is something else
     */
    public static Edit renumbering(String text) {
        checkNotNull(text, "text");
        if (!text.contains("=")) {
            return new Edit.Renumber(text.isEmpty() ? 1 : objectNumber(text, text));
        }
        Map<Integer, Integer> numbers = new TreeMap<>();
        for (String pair : text.split(",", -1)) {
            int equals = pair.indexOf('=');
            int old = objectNumber(pair.substring(0, Math.max(equals, 0)), text);
            if (numbers.put(old, objectNumber(pair.substring(equals + 1), text)) != null) {
                throw new IllegalArgumentException("object " + old + " would get two numbers by '" + text + "'");
            }
        }
        return new Edit.RenumberBy(numbers);
    }

    private static int objectNumber(String text, String whole) {
        try {
            int number = Integer.parseInt(text);
            if (number > 0) {
                return number;
            }
        } catch (NumberFormatException e) {
            // Said below, as for what no object can have as its number.
        }
        throw new IllegalArgumentException("'" + text + "'" + (text.equals(whole) ? "" : " in '" + whole + "'")
                + " is no object number (1 to 2147483647); say FIRST, or OLD=NEW and more of them behind commas");
    }

    private static int number(String text, String what, String whole) {
        try {
            int number = Integer.parseInt(text);
            if (number >= 0) {
                return number;
            }
        } catch (NumberFormatException e) {
            // Said below, with what else is no number here.
        }
        throw new IllegalArgumentException("'" + text + "'" + (text.equals(whole) ? "" : " in '" + whole + "'")
                + " is no " + what + ", which is a number from 0 to 2147483647");
    }
}
