package org.ckptimage.io;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;

/** A source read in one byte order. A value; as safe for threads as the source. */
public final class OrderedBytes {
    private final ByteSource source;
    private final boolean little;

    /** Reads {@code source} in {@code order}. */
    public OrderedBytes(ByteSource source, ByteOrder order) {
        this.source = source;
        this.little = order == ByteOrder.LITTLE_ENDIAN;
    }

    /** The bytes themselves. */
    public ByteSource source() {
        return source;
    }

    /** An unsigned byte. */
    public int u8(long position) {
        return source.getByte(position);
    }

    /** An unsigned 16-bit number. */
    public int u16(long position) {
        int value = source.getShortLE(position);
        return little ? value : Short.reverseBytes((short) value) & 0xffff;
    }

    /** A signed 32-bit number. */
    public int s32(long position) {
        int value = source.getIntLE(position);
        return little ? value : Integer.reverseBytes(value);
    }

    /** An unsigned 32-bit number. */
    public long u32(long position) {
        return s32(position) & 0xffffffffL;
    }

    /** A 64-bit number; unsigned ones above 2^63 come out negative. */
    public long u64(long position) {
        long value = source.getLongLE(position);
        return little ? value : Long.reverseBytes(value);
    }

    /** A range as a buffer, for many numbers in a row: see {@link ByteSource#nioBuffer}. */
    public ByteBuffer buffer(long position, int length) {
        return source.nioBuffer(position, length).order(little ? ByteOrder.LITTLE_ENDIAN : ByteOrder.BIG_ENDIAN);
    }
}
