package org.ckptimage.json;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;
import org.ckptimage.format.FieldType;

/** Numbers of any size and byte order in arrays of bytes. */
final class Bytes {
    private static final VarHandle SHORT = handle(short[].class);
    private static final VarHandle INT = handle(int[].class);
    private static final VarHandle LONG = handle(long[].class);

    private Bytes() {}

    private static VarHandle handle(Class<?> arrayOf) {
        return MethodHandles.byteArrayViewVarHandle(arrayOf, ByteOrder.LITTLE_ENDIAN);
    }

    /** A number; signed types come out signed, others unsigned, but for u64. */
    static long get(byte[] bytes, int at, FieldType type, boolean little) {
        switch (type.size()) {
            case 1:
                return bytes[at] & 0xff;
            case 2:
                short two = (short) SHORT.get(bytes, at);
                two = little ? two : Short.reverseBytes(two);
                return type.isSigned() ? two : two & 0xffff;
            case 4:
                int four = (int) INT.get(bytes, at);
                four = little ? four : Integer.reverseBytes(four);
                return type.isSigned() ? four : four & 0xffffffffL;
            default:
                long eight = (long) LONG.get(bytes, at);
                return little ? eight : Long.reverseBytes(eight);
        }
    }

    static void put(byte[] bytes, int at, int size, long value, boolean little) {
        for (int i = 0; i < size; i++) {
            int shift = Byte.SIZE * (little ? i : size - 1 - i);
            bytes[at + i] = (byte) (value >>> shift);
        }
    }
}
