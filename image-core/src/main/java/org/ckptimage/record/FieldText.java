package org.ckptimage.record;

import io.netty.buffer.ByteBuf;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import org.ckptimage.format.FieldType;
import org.ckptimage.format.Flags;
import org.ckptimage.format.ImageFormat;
import org.ckptimage.format.Meaning;
import org.ckptimage.format.ValueNames;

/** Writes numbers of fields for people. */
final class FieldText {
    /** Up to how many bytes are shown, not counted. */
    static final int LONGEST_HEX = 48;

    private static final int HEX = 16;
    private static final int OCTAL = 8;

    private FieldText() {}

    /** A number in the base that goes with its meaning, without sign unless its type has one. */
    static String number(FieldType type, Meaning meaning, long raw) {
        long bits = raw & mask(type);
        return switch (meaning.kind().radix()) {
            case HEX -> "0x" + Long.toHexString(bits);
            case OCTAL -> "0" + Long.toOctalString(bits);
            default -> type.isSigned() ? Long.toString(raw) : Long.toUnsignedString(bits);
        };
    }

    /** What a number stands for, if it stands for something that the number itself does not tell. */
    static Optional<String> explanation(ImageFormat format, FieldType type, Meaning meaning, long raw) {
        return switch (meaning.kind()) {
            case FLAGS ->
                raw == 0
                        ? Optional.empty()
                        : meaning.flags()
                                .map(kind -> Flags.of(kind, format.architecture(), raw & mask(type))
                                        .toString());
            case NAMED -> ValueNames.name(meaning.table(), format, raw);
            case NANOSECONDS ->
                raw == 0 ? Optional.empty() : Optional.of(duration(type, raw).toString());
            case SECONDS -> Times.instantOrNever(raw).map(Instant::toString);
            case LIMIT -> raw == Rlimit.infinity(format.architecture()) ? Optional.of("unlimited") : Optional.empty();
            case REFERENCE -> raw > 0 ? Optional.of("-> " + meaning.object()) : Optional.empty();
            case DEFINITION -> raw > 0 ? Optional.of("= " + meaning.object()) : Optional.empty();
            case ARCHITECTURE ->
                raw == format.architectureNumber()
                        ? Optional.of(format.architecture().id())
                        : Optional.empty();
            case IPV4 -> Optional.of(InetEndpoint.addressText((int) raw));
            default -> Optional.empty();
        };
    }

    /** All bytes up to the last that is not NUL: abstract names begin with a NUL, and garbage may stand behind one. */
    static String withoutFinalNuls(ByteBuf bytes) {
        int last = bytes.forEachByteDesc(b -> b == 0);
        return bytes.toString(bytes.readerIndex(), last + 1 - bytes.readerIndex(), StandardCharsets.UTF_8);
    }

    /** Text in double quotes, what is not printable as escapes: it comes from an image and goes to a terminal. */
    static String quote(String text) {
        StringBuilder quoted = new StringBuilder(text.length() + 2).append('"');
        text.codePoints().forEach(c -> {
            if (c == '"' || c == '\\') {
                quoted.append('\\').appendCodePoint(c);
            } else if (isPrintable(c)) {
                quoted.appendCodePoint(c);
            } else {
                quoted.append(String.format("\\u%04x", c));
            }
        });
        return quoted.append('"').toString();
    }

    private static boolean isPrintable(int c) {
        return switch (Character.getType(c)) {
            case Character.CONTROL,
                    Character.FORMAT,
                    Character.SURROGATE,
                    Character.PRIVATE_USE,
                    Character.UNASSIGNED,
                    Character.LINE_SEPARATOR,
                    Character.PARAGRAPH_SEPARATOR -> false;
            default -> true;
        };
    }

    private static Duration duration(FieldType type, long raw) {
        return type.isSigned() ? Duration.ofNanos(raw) : Times.unsignedNanos(raw);
    }

    private static long mask(FieldType type) {
        return -1L >>> (Long.SIZE - type.size() * Byte.SIZE);
    }
}
