package org.ckptimage.record;

import io.netty.buffer.ByteBuf;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;
import org.ckptimage.format.FieldType;

/**
 * Reads and writes a number of any type and byte order; one place for the typed and the generic way.
 *
 * <p>Numbers come from a small array, a copy of the fixed part of a record, and are cut out of a word of 8 bytes by
 * shifts. Reading each field from the ByteBuf by its own type costs checks of bounds and reference count in so much code
 * that the compiler gives up inlining: measured twice as long.
 */
final class Numbers {
    private static final VarHandle WORD = MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);
    private static final VarHandle INT = MethodHandles.byteArrayViewVarHandle(int[].class, ByteOrder.LITTLE_ENDIAN);
    private static final VarHandle SHORT = MethodHandles.byteArrayViewVarHandle(short[].class, ByteOrder.LITTLE_ENDIAN);

    /** Bit of a code: the number is signed. The bits below are 64 less the bits of the number. */
    private static final int SIGNED = 64;

    private static final int OFFSET_SHIFT = 7;

    private Numbers() {}

    /** How to cut a number of a type out of a word: its code. Means nothing for structs. */
    static int code(FieldType type) {
        int shift = Long.SIZE - type.size() * Byte.SIZE;
        return type.isSigned() ? shift | SIGNED : shift;
    }

    /** A code and an offset in the fixed part of a struct, in one number. */
    static int access(FieldType type, int offset) {
        return offset << OFFSET_SHIFT | code(type);
    }

    /** A copy of some bytes to read numbers from, longer than they are so that every number begins a whole word. */
    static byte[] copy(ByteBuf bytes, int index, int length) {
        byte[] copy = new byte[length + Long.BYTES - 1];
        bytes.getBytes(index, copy, 0, length);
        return copy;
    }

    /** The 8 bytes at an index of a {@link #copy}, the first one lowest. */
    static long word(byte[] copy, int index) {
        return (long) WORD.get(copy, index);
    }

    /** A number in a {@link #copy} of a fixed part, by its {@link #access}. */
    static long get(byte[] copy, int access, boolean little) {
        return get(copy, access >> OFFSET_SHIFT, access, little);
    }

    /** The number at an index of a {@link #copy}; unsigned types come out unsigned, but for u64. */
    static long get(byte[] copy, int index, int code, boolean little) {
        long word = (long) WORD.get(copy, index);
        // Shifts take the lower 6 bits only.
        word = little ? word << code : Long.reverseBytes(word);
        return (code & SIGNED) == 0 ? word >>> code : word >> code;
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
