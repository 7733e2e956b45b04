package org.ckptimage.record;

import io.netty.buffer.ByteBuf;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;
import org.ckptimage.format.FieldType;

/**
 * Reads and writes a number of any type and byte order; one place for the typed and the generic way.
 *
 * <p>The typed way cuts numbers out of words of 8 bytes, by shifts that are worked out once for a layout: see
 * {@link #access}. So all types are read by the same short code.
 */
final class Numbers {
    private static final VarHandle WORD = MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);
    private static final VarHandle INT = MethodHandles.byteArrayViewVarHandle(int[].class, ByteOrder.LITTLE_ENDIAN);
    private static final VarHandle SHORT = MethodHandles.byteArrayViewVarHandle(short[].class, ByteOrder.LITTLE_ENDIAN);

    // An access: where the word begins, two bits, and two shifts of 6 bits each.
    private static final int WORD_SHIFT = 14;
    private static final int BIG_ENDIAN = 1 << 13;
    private static final int SIGNED = 1 << 12;
    private static final int LEFT_SHIFT = 6;
    private static final int SHIFT_MASK = 63;

    private Numbers() {}

    /**
     * How to read a number of up to 8 bytes out of a struct, in one int: which word of 8 bytes, and by what shifts to
     * cut the number out of it. The word begins with the number or, near the end of the struct, so far before it that
     * it lies inside. Never negative.
     *
     * @param structSize 8 at least, as all structs have
     */
    static int access(int offset, int size, boolean signed, int structSize, boolean little) {
        int at = Math.min(offset, structSize - Long.BYTES);
        int before = (offset - at) * Byte.SIZE;
        int right = Long.SIZE - size * Byte.SIZE;
        int left = little ? right - before : before;
        int bits = (signed ? SIGNED : 0) | (little ? 0 : BIG_ENDIAN);
        return at << WORD_SHIFT | bits | (left & SHIFT_MASK) << LEFT_SHIFT | right & SHIFT_MASK;
    }

    /** Where the word of an access begins in its struct. */
    static int wordAt(int access) {
        return access >> WORD_SHIFT;
    }

    /** A word of an array, for {@link #cut}. */
    static long word(byte[] bytes, int index) {
        return (long) WORD.get(bytes, index);
    }

    /**
     * The number with this access; unsigned ones come out unsigned, but for u64.
     *
     * @param word its word, read as little-endian whatever the image is
     */
    static long cut(long word, int access) {
        long ordered = (access & BIG_ENDIAN) == 0 ? word : Long.reverseBytes(word);
        // Shifts take the lower 6 bits only.
        long number = ordered << (access >> LEFT_SHIFT);
        return (access & SIGNED) == 0 ? number >>> access : number >> access;
    }

    /** The number at an index, of any type; unsigned types come out unsigned, but for u64. */
    static long get(ByteBuf bytes, int index, FieldType type, boolean little) {
        return switch (type) {
            case U8, CHAR -> bytes.getUnsignedByte(index);
            case U16 -> little ? bytes.getUnsignedShortLE(index) : bytes.getUnsignedShort(index);
            case S16 -> little ? bytes.getShortLE(index) : bytes.getShort(index);
            case U32 -> little ? bytes.getUnsignedIntLE(index) : bytes.getUnsignedInt(index);
            case S32 -> little ? bytes.getIntLE(index) : bytes.getInt(index);
            case U64, S64 -> little ? bytes.getLongLE(index) : bytes.getLong(index);
            case STRUCT -> throw new IllegalStateException("a struct is no number");
        };
    }

    /** Writes the lower {@code size} bytes of a number, 1, 2, 4 or 8. */
    static void put(byte[] bytes, int index, int size, long value, boolean little) {
        switch (size) {
            case Byte.BYTES -> bytes[index] = (byte) value;
            case Short.BYTES -> SHORT.set(bytes, index, little ? (short) value : Short.reverseBytes((short) value));
            case Integer.BYTES -> INT.set(bytes, index, little ? (int) value : Integer.reverseBytes((int) value));
            case Long.BYTES -> WORD.set(bytes, index, little ? value : Long.reverseBytes(value));
            default -> throw new IllegalStateException("a struct is no number");
        }
    }
}
