package org.ckptimage.rewrite;

import java.util.Arrays;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.ckptimage.format.AccessMode;

/** Replacements as people write them on a command line: see {@link EditText}. */
final class ReplacementText {
    private ReplacementText() {}

    /** Where the options begin; the text's length if there are none. */
    static int firstOption(String text) {
        int first = text.length();
        for (String option : List.of(",flags=", ",pos=")) {
            int at = text.indexOf(option);
            while (at >= 0 && Escapes.isEscaped(text, at)) {
                at = text.indexOf(option, at + 1);
            }
            first = at >= 0 ? Math.min(first, at) : first;
        }
        return first;
    }

    /**
     * Refuses {@code SEL=FILE,word=value} split at its last {@code =}: a misspelt option, and no selector with a comma.
     *
     * @param before what stands in front of the {@code =}
     * @param value what stands behind it
     * @throws IllegalArgumentException if it is an option that nobody knows
     */
    static void refuseUnknownOption(String before, String value) {
        int comma = before.lastIndexOf(',');
        String word = before.substring(comma + 1);
        boolean isOption = comma > 0
                && before.lastIndexOf('=', comma) > 0
                && !Escapes.isEscaped(before, comma)
                && word.matches("[a-z_-]+");
        // Of names with both characters in them, what they get can be told from an option's value.
        if (isOption && !value.startsWith("/") && !beginsWithKind(value)) {
            throw noOption(word);
        }
    }

    private static boolean beginsWithKind(String text) {
        return Arrays.stream(Replacement.Kind.values())
                .anyMatch(kind -> text.equals(kind.id()) || text.startsWith(kind.id() + ":"));
    }

    private static IllegalArgumentException noOption(String option) {
        return new IllegalArgumentException("'" + option + "' is no option of a replacement (flags=, pos=)");
    }

    /**
     * Reads a replacement.
     *
     * @throws IllegalArgumentException if it is none, with what is wrong
     */
    static Replacement read(String text) {
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
                throw noOption(option);
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
                        return Replacement.named(kind, Escapes.literal(argument));
                }
            }
        }
        String path = Escapes.literal(text);
        if (!path.startsWith("/")) {
            // As likely a mistake in the kind.
            throw new IllegalArgumentException(PathText.notFromTheRoot(path)
                    + "; nor is it one of regular:, dir:, fifo:, chardev: with a path, pipe, eventfd:N");
        }
        return Replacement.file(path);
    }

    private static long counter(String text) {
        try {
            return Long.parseLong(text);
        } catch (NumberFormatException e) {
            throw new IllegalArgumentException("'" + text + "' is no counter of an eventfd (0 to 4294967294)", e);
        }
    }

    private static Replacement withFlags(Replacement replacement, String value) {
        String[] words = value.split("\\+");
        Set<String> flags = new LinkedHashSet<>();
        for (String word : List.of(words).subList(1, words.length)) {
            flags.add(OpenFlags.named(word));
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

    static long offset(String text) {
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
}
