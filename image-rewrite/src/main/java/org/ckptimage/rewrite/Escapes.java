package org.ckptimage.rewrite;

import java.util.HexFormat;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.ckptimage.record.Lossless;

/**
 * Backslashes in names that people write: {@code \n}, {@code \t}, {@code \r} and {@code \xNN} are what {@link
 * org.ckptimage.record.Printable} prints them for, so that what is printed can be pasted; before any other character a
 * backslash only takes its meaning away.
 */
final class Escapes {
    private static final Pattern BYTES = Pattern.compile("(?:\\\\x[0-9a-fA-F]{2})+");
    /** What means something in a pattern. */
    private static final String SPECIAL = "\\*?";

    private Escapes() {}

    /** What is meant; bytes that are no UTF-8 as {@link Lossless} has them. */
    static String literal(String text) {
        return read(text, "");
    }

    /**
     * The pattern in which a backslash stands only before what would mean something else without it. Of such a
     * pattern it gives the same.
     */
    static String pattern(String text) {
        return read(text, SPECIAL);
    }

    private static String read(String text, String escaped) {
        StringBuilder out = new StringBuilder();
        Matcher bytes = BYTES.matcher(text);
        for (int at = 0; at < text.length(); ) {
            char c = text.charAt(at);
            if (c != '\\' || at + 1 == text.length()) {
                out.append(c);
                at++;
            } else if (bytes.region(at, text.length()).lookingAt()) {
                append(decode(bytes.group()), escaped, out);
                at = bytes.end();
            } else {
                append(String.valueOf(meaning(text.charAt(at + 1))), escaped, out);
                at += 2;
            }
        }
        return out.toString();
    }

    /** The pattern that fits one name alone. */
    static String literalPattern(String name) {
        StringBuilder out = new StringBuilder();
        append(name, SPECIAL, out);
        return out.toString();
    }

    private static void append(String meant, String escaped, StringBuilder out) {
        for (char c : meant.toCharArray()) {
            out.append(escaped.indexOf(c) < 0 ? "" : "\\").append(c);
        }
    }

    private static char meaning(char behindBackslash) {
        return switch (behindBackslash) {
            case 'n' -> '\n';
            case 't' -> '\t';
            case 'r' -> '\r';
            default -> behindBackslash;
        };
    }

    private static String decode(String run) {
        return Lossless.string(HexFormat.of().parseHex(run.replace("\\x", "")));
    }

    /** Whether a backslash takes the meaning of a character away: an odd number of them stands before it. */
    static boolean isEscaped(String text, int at) {
        int before = at;
        while (before > 0 && text.charAt(before - 1) == '\\') {
            before--;
        }
        return (at - before) % 2 == 1;
    }
}
