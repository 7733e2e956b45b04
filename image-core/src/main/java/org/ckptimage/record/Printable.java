package org.ckptimage.record;

import static com.google.common.base.Preconditions.checkNotNull;

/**
 * Makes any bytes fit to be printed on a terminal or in a log. Whoever made an image chose the names in it: they may
 * hold escape sequences, line ends that forge a line of output, and characters that reverse its direction.
 *
 * <p>Whatever is not plain text is shown byte by byte, {@code \n}, {@code \t}, {@code \r} or {@code \xHH}, and a
 * backslash is doubled; so {@code printf %b} of the result gives the bytes back.
 *
 * <p>Holds no state; may be used by many threads.
 */
public final class Printable {
    private static final char[] HEX = "0123456789abcdef".toCharArray();
    private static final int REPLACEMENT = 0xfffd;

    private Printable() {}

    /** The text up to its NUL, fit to be printed. */
    public static String of(Text text) {
        checkNotNull(text, "text");
        return of(text.toByteArray());
    }

    /** A string, fit to be printed; a character that stands for a byte ({@link Lossless}) as that byte. */
    public static String of(String text) {
        checkNotNull(text, "text");
        int at = 0;
        while (at < text.length() && text.charAt(at) >= ' ' && text.charAt(at) < 0x7f && text.charAt(at) != '\\') {
            at++;
        }
        return at == text.length() ? text : of(Lossless.bytes(text));
    }

    /** Bytes, read as UTF-8 as far as they are, fit to be printed. */
    public static String of(byte[] bytes) {
        checkNotNull(bytes, "bytes");
        StringBuilder out = new StringBuilder(bytes.length);
        for (int at = 0; at < bytes.length; ) {
            int length = sequenceLength(bytes, at);
            int codePoint = length == 0 ? REPLACEMENT : codePoint(bytes, at, length);
            if (length > 0 && codePoint == '\\') {
                out.append("\\\\");
            } else if (length > 0 && isPlain(codePoint)) {
                out.appendCodePoint(codePoint);
            } else {
                for (int i = at; i < at + Math.max(length, 1); i++) {
                    escape(bytes[i], out);
                }
            }
            at += Math.max(length, 1);
        }
        return out.toString();
    }

    /**
     * Whether a character is text that stays where it is put: no control or format character (which hide, reverse or
     * rearrange text), no line or paragraph separator, no half of a pair, and none that Unicode does not know.
     */
    public static boolean isPlain(int codePoint) {
        switch (Character.getType(codePoint)) {
            case Character.CONTROL:
            case Character.FORMAT:
            case Character.LINE_SEPARATOR:
            case Character.PARAGRAPH_SEPARATOR:
            case Character.SURROGATE:
            case Character.PRIVATE_USE:
            case Character.UNASSIGNED:
                return false;
            default:
                return true;
        }
    }

    private static void escape(byte b, StringBuilder out) {
        switch (b) {
            case '\n' -> out.append("\\n");
            case '\t' -> out.append("\\t");
            case '\r' -> out.append("\\r");
            default -> out.append("\\x").append(HEX[b >> 4 & 15]).append(HEX[b & 15]);
        }
    }

    /** Bytes of the well-formed UTF-8 sequence that begins here, or 0 if none does. */
    static int sequenceLength(byte[] bytes, int at) {
        int first = bytes[at] & 0xff;
        if (first < 0x80) {
            return 1;
        }
        int length = first >= 0xf0 ? 4 : first >= 0xe0 ? 3 : 2;
        if (first < 0xc2 || first > 0xf4 || at + length > bytes.length) {
            return 0;
        }
        for (int i = at + 1; i < at + length; i++) {
            if ((bytes[i] & 0xc0) != 0x80) {
                return 0;
            }
        }
        int codePoint = codePoint(bytes, at, length);
        boolean shortest = codePoint >= (length == 4 ? 0x10000 : length == 3 ? 0x800 : 0x80);
        boolean surrogate = codePoint >= Character.MIN_SURROGATE && codePoint <= Character.MAX_SURROGATE;
        return shortest && !surrogate && codePoint <= Character.MAX_CODE_POINT ? length : 0;
    }

    private static int codePoint(byte[] bytes, int at, int length) {
        int value = length == 1 ? bytes[at] : bytes[at] & 0x7f >> length;
        for (int i = at + 1; i < at + length; i++) {
            value = value << 6 | bytes[i] & 0x3f;
        }
        return value;
    }
}
