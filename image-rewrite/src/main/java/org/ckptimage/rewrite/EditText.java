package org.ckptimage.rewrite;

import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import org.ckptimage.format.AccessMode;
import org.ckptimage.format.FileType;

/**
 * Edits as people write them on a command line.
 *
 * <pre>
 * selector    := objref | pid ":" fd | "/" pattern | "type:" kind | "std:" pid | "task:" pid
 * replacement := [ kind ":" ] argument ( ",flags=" access ( "+" flag )* | ",pos=" position )*
 * kind        := regular | dir | fifo | chardev | pipe | eventfd
 * access      := r | w | rw          flag := append | nonblock | ... (the names of open(2) in small letters)
 * position    := keep | zero | end | clamp | number
 * </pre>
 *
 * The argument is a path, of an eventfd its counter, of a pipe nothing. A backslash takes the meaning of the next
 * character away.
 */
public final class EditText {
    private EditText() {}

    /**
     * Reads a selector.
     *
     * @throws IllegalArgumentException if it is none, with what is wrong
     */
    public static FileSelector selector(String text) {
        if (text.startsWith("/")) {
            return OpenFiles.named(text);
        }
        int colon = text.indexOf(':');
        if (colon < 0) {
            return OpenFiles.numbered(number(text, "an object number", text));
        }
        String before = text.substring(0, colon);
        String behind = text.substring(colon + 1);
        switch (before) {
            case "type":
                return OpenFiles.ofType(type(behind));
            case "std":
                return OpenFiles.standardStreams(number(behind, "a pid", text));
            case "task":
                return OpenFiles.ofTask(number(behind, "a pid", text));
            default:
                return OpenFiles.at(number(before, "a pid", text), number(behind, "a descriptor", text));
        }
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
        int colon = text.indexOf(':');
        if (colon < 0) {
            throw new IllegalArgumentException("'" + text + "' is no descriptor; say PID:FD");
        }
        return new Edit.CloseDescriptor(
                number(text.substring(0, colon), "a pid", text),
                number(text.substring(colon + 1), "a descriptor", text));
    }

    /**
     * Splits {@code SEL=VALUE} at the last {@code =} that no backslash stands before and that is not part of an option
     * behind a comma.
     *
     * @return selector and value
     * @throws IllegalArgumentException if there is no {@code =}
     */
    public static List<String> split(String text) {
        int options = firstOption(text);
        for (int i = options - 1; i > 0; i--) {
            if (text.charAt(i) == '=' && text.charAt(i - 1) != '\\') {
                return List.of(text.substring(0, i), text.substring(i + 1));
            }
        }
        throw new IllegalArgumentException("'" + text + "' does not say what stands on which side of a '='");
    }

    /**
     * Reads {@code SEL,FD} or {@code SEL=PATH}: the former if a comma and a number end the text.
     *
     * @throws IllegalArgumentException if it is neither
     */
    public static Edit substitution(String text) {
        int comma = text.lastIndexOf(',');
        if (comma > 0 && text.substring(comma + 1).matches("[0-9]+")) {
            int descriptor = number(text.substring(comma + 1), "a descriptor", text);
            return new Edit.SubstituteFiles(selector(text.substring(0, comma)), InheritedDescriptor.of(descriptor));
        }
        if (text.indexOf('=') < 0) {
            throw new IllegalArgumentException("'" + text + "' is no substitution; say SELECTOR,FD or SELECTOR=PATH");
        }
        List<String> parts = split(text);
        return new Edit.SubstituteByPath(selector(parts.get(0)), absolute(parts.get(1), parts.get(1)));
    }

    /**
     * Reads {@code OLD=NEW}, two absolute paths.
     *
     * @throws IllegalArgumentException if it is something else
     */
    public static Edit.Relocate relocation(String text) {
        int equals = text.lastIndexOf("=/");
        if (equals < 1 || text.charAt(0) != '/') {
            throw new IllegalArgumentException("'" + text + "' is no relocation; say /OLD=/NEW");
        }
        return new Edit.Relocate(text.substring(0, equals), text.substring(equals + 1));
    }

    /** Where the options of a replacement begin; the text's length if there are none. */
    private static int firstOption(String text) {
        int first = text.length();
        for (String option : List.of(",flags=", ",pos=")) {
            int at = text.indexOf(option);
            first = at >= 0 ? Math.min(first, at) : first;
        }
        return first;
    }

    /**
     * Reads a replacement.
     *
     * @throws IllegalArgumentException if it is none, with what is wrong
     */
    public static Replacement replacement(String text) {
        int options = firstOption(text);
        Replacement replacement = withoutOptions(text.substring(0, options));
        if (options == text.length()) {
            return replacement;
        }
        for (String option : text.substring(options + 1).split(",")) {
            String value = option.substring(option.indexOf('=') + 1);
            if (option.startsWith("flags=")) {
                replacement = withFlags(replacement, value);
            } else if (option.startsWith("pos=")) {
                replacement = replacement.position(position(value));
            } else {
                throw new IllegalArgumentException("'" + option + "' is no option of a replacement (flags=, pos=)");
            }
        }
        return replacement;
    }

    private static Replacement withoutOptions(String text) {
        for (Replacement.Kind kind : Replacement.Kind.values()) {
            String prefix = kind.id() + ":";
            if (text.startsWith(prefix) || text.equals(kind.id()) && !kind.hasName()) {
                String argument = text.substring(Math.min(prefix.length(), text.length()));
                switch (kind) {
                    case PIPE:
                        if (!argument.isEmpty()) {
                            throw new IllegalArgumentException("a pipe has no name; say pipe, or fifo:" + argument);
                        }
                        return Replacement.emptyPipe();
                    case EVENTFD:
                        return Replacement.eventfd(argument.isEmpty() ? 0 : counter(argument));
                    default:
                        return Replacement.named(kind, absolute(unescaped(argument), text));
                }
            }
        }
        return Replacement.file(absolute(unescaped(text), text));
    }

    /** On a command line a path that does not begin at the root is more likely a mistake in the kind. */
    private static String absolute(String path, String whole) {
        if (!path.startsWith("/")) {
            throw new IllegalArgumentException("'" + whole + "' is no path that begins with /, nor one of the kinds"
                    + " regular:, dir:, fifo:, chardev: with such a path, pipe, eventfd:N");
        }
        return path;
    }

    private static long counter(String text) {
        try {
            return Long.parseLong(text);
        } catch (NumberFormatException e) {
            throw new IllegalArgumentException("'" + text + "' is no counter of an eventfd (0 to 4294967294)", e);
        }
    }

    private static String unescaped(String text) {
        return text.replaceAll("\\\\(.)", "$1");
    }

    private static Replacement withFlags(Replacement replacement, String value) {
        String[] words = value.split("\\+");
        Set<String> flags = new LinkedHashSet<>();
        for (String word : List.of(words).subList(1, words.length)) {
            flags.add("O_" + word.toUpperCase(Locale.ROOT));
        }
        AccessMode access;
        switch (words[0]) {
            case "r":
                access = AccessMode.READ_ONLY;
                break;
            case "w":
                access = AccessMode.WRITE_ONLY;
                break;
            case "rw":
                access = AccessMode.READ_WRITE;
                break;
            default:
                throw new IllegalArgumentException(
                        "flags begin with r, w or rw, as in flags=rw+append; not with '" + words[0] + "'");
        }
        return replacement.access(access).flags(flags);
    }

    private static Position position(String value) {
        switch (value) {
            case "keep":
                return Position.KEEP;
            case "zero":
                return Position.at(0);
            case "end":
                return Position.END;
            case "clamp":
                return Position.CLAMP;
            default:
                return Position.at(offset(value));
        }
    }

    private static long offset(String text) {
        try {
            long offset = Long.decode(text);
            if (offset >= 0) {
                return offset;
            }
        } catch (NumberFormatException e) {
            // Said below, as for negative numbers.
        }
        throw new IllegalArgumentException(
                "'" + text + "' is no position (keep, zero, end, clamp, or a number of bytes)");
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
        throw new IllegalArgumentException("'" + text + "' is not " + what + " in '" + whole
                + "'; files are selected by 12 (object number), 278:3 (pid:fd), /path/*, type:tty, std:278, task:278");
    }
}
