package org.ckptimage.record;

import static com.google.common.base.Preconditions.checkNotNull;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufUtil;
import io.netty.buffer.Unpooled;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.Optional;

/**
 * Bytes that hold a C string: the text ends at the first NUL or at the last byte, whatever comes first; bytes behind
 * the NUL are kept. Any bytes may stand in an image.
 *
 * @param bytes all bytes of the field or payload, NUL and what follows it included
 */
public record Text(ByteBuf bytes) {

    /** The bytes of {@code value} ({@link Lossless}) and a final NUL, as STRING and FILE_NAME records hold them. */
    public static Text withNul(String value) {
        checkNotNull(value, "value");
        return withNul(Lossless.bytes(value));
    }

    /** These bytes and a final NUL. */
    public static Text withNul(byte[] value) {
        checkNotNull(value, "value");
        byte[] terminated = java.util.Arrays.copyOf(value, value.length + 1);
        return new Text(Unpooled.wrappedBuffer(terminated).asReadOnly());
    }

    /** Number of bytes before the first NUL. */
    public int length() {
        int nul = bytes.indexOf(bytes.readerIndex(), bytes.writerIndex(), (byte) 0);
        return nul < 0 ? bytes.readableBytes() : nul - bytes.readerIndex();
    }

    /** The bytes before the first NUL. */
    public byte[] toByteArray() {
        return ByteBufUtil.getBytes(bytes, bytes.readerIndex(), length(), true);
    }

    /** The text as edits name it, with nothing lost: see {@link Lossless}. */
    public String lossless() {
        return Lossless.string(toByteArray());
    }

    /** Whether the text is well-formed UTF-8. */
    public boolean isUtf8() {
        return decoded(toByteArray()).isPresent();
    }

    /** Bytes read as UTF-8; empty if they are none. */
    public static Optional<String> decoded(byte[] bytes) {
        checkNotNull(bytes, "bytes");
        try {
            // A decoder of its own reports what is malformed; String's constructor would replace it.
            return Optional.of(StandardCharsets.UTF_8
                    .newDecoder()
                    .decode(ByteBuffer.wrap(bytes))
                    .toString());
        } catch (CharacterCodingException e) {
            return Optional.empty();
        }
    }

    /** The text, read as UTF-8; bytes that are not come out as U+FFFD. May hold control characters. */
    @Override
    public String toString() {
        return new String(toByteArray(), StandardCharsets.UTF_8);
    }
}
