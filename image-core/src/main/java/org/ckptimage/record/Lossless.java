package org.ckptimage.record;

import static com.google.common.base.Preconditions.checkNotNull;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;

/**
 * Any bytes as a string, and back, with nothing lost: bytes that are UTF-8 are the characters that they mean; of all
 * others each byte 0x80 to 0xff is one of the characters U+DC80 to U+DCFF, which no text has. Python names files in the
 * same way (PEP 383, {@code surrogateescape}). Edits name files so, since a path of an image may be any bytes.
 *
 * <p>Holds no state; may be used by many threads.
 */
public final class Lossless {
    private static final int ESCAPE = 0xdc00;
    private static final int FIRST = ESCAPE + 0x80;
    private static final int LAST = ESCAPE + 0xff;

    private Lossless() {}

    /** The string that {@link #bytes} turns into these bytes. */
    public static String string(byte[] bytes) {
        checkNotNull(bytes, "bytes");
        StringBuilder out = new StringBuilder(bytes.length);
        for (int at = 0; at < bytes.length; ) {
            int length = Printable.sequenceLength(bytes, at);
            if (length == 0) {
                out.append((char) (ESCAPE + (bytes[at] & 0xff)));
            } else {
                out.append(new String(bytes, at, length, StandardCharsets.UTF_8));
            }
            at += Math.max(length, 1);
        }
        return out.toString();
    }

    /**
     * The bytes that a string stands for.
     *
     * @param string any other half of a surrogate pair than U+DC80 to U+DCFF becomes a question mark
     */
    public static byte[] bytes(String string) {
        checkNotNull(string, "string");
        if (string.chars().noneMatch(c -> FIRST <= c && c <= LAST)) {
            return string.getBytes(StandardCharsets.UTF_8);
        }
        ByteArrayOutputStream out = new ByteArrayOutputStream(string.length());
        string.codePoints().forEach(c -> {
            if (isByte(c)) {
                out.write(c - ESCAPE);
            } else {
                out.writeBytes(Character.toString(c).getBytes(StandardCharsets.UTF_8));
            }
        });
        return out.toByteArray();
    }

    /** The string with {@code \xNN} for each character that stands for a byte, so that it is text. */
    public static String escaped(String string) {
        checkNotNull(string, "string");
        StringBuilder out = new StringBuilder(string.length());
        string.codePoints().forEach(c -> {
            if (isByte(c)) {
                out.append(String.format("\\x%02x", c - ESCAPE));
            } else {
                out.appendCodePoint(c);
            }
        });
        return out.toString();
    }

    /** Whether a string stands for bytes: it has no half of a surrogate pair but those that stand for a byte. */
    public static boolean isBytes(String string) {
        checkNotNull(string, "string");
        return string.codePoints().noneMatch(c -> Character.getType(c) == Character.SURROGATE && !isByte(c));
    }

    /** Whether a character stands for a byte that is no text. */
    public static boolean isByte(int codePoint) {
        return FIRST <= codePoint && codePoint <= LAST;
    }
}
