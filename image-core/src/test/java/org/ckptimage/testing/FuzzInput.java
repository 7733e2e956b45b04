package org.ckptimage.testing;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Arrays;
import java.util.List;

/**
 * The bytes that a fuzzer makes up, read as choices. Where they end, every further choice is the first one, so any
 * bytes at all are an input, and cutting an input makes it a simpler one.
 *
 * <p>Kept apart from the fuzzer's own decoding on purpose: an input that is kept as a test must mean the same in ten
 * years, and seeded random bytes can take the fuzzer's place.
 */
public final class FuzzInput {
    private final ByteBuffer bytes;

    /** Choices out of bytes. */
    public FuzzInput(byte[] bytes) {
        this.bytes = ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN);
    }

    /** Whether no choices are left. */
    public boolean isEmpty() {
        return !bytes.hasRemaining();
    }

    /** A number from 0 to 255. */
    public int octet() {
        return bytes.hasRemaining() ? bytes.get() & 0xff : 0;
    }

    /** A number of 32 bits. */
    public int word() {
        return octet() | octet() << 8 | octet() << 16 | octet() << 24;
    }

    /** A number of 64 bits. */
    public long quad() {
        return word() & 0xffffffffL | (long) word() << 32;
    }

    /** A number from 0 to {@code bound} - 1; takes one byte where that is enough, else two or four. */
    public int below(int bound) {
        if (bound <= 1) {
            return 0;
        }
        int value = bound <= 256 ? octet() : bound <= 65536 ? octet() | octet() << 8 : word();
        return Integer.remainderUnsigned(value, bound);
    }

    /** True or false. */
    public boolean flag() {
        return (octet() & 1) != 0;
    }

    /** One of several, which must not be none. */
    public <T> T of(List<T> several) {
        return several.get(below(several.size()));
    }

    /** The next bytes, at most so many. */
    public byte[] bytes(int most) {
        byte[] taken = new byte[Math.min(most, bytes.remaining())];
        bytes.get(taken);
        return taken;
    }

    /** All bytes that are left. */
    public byte[] rest() {
        return bytes(bytes.remaining());
    }

    @Override
    public String toString() {
        return Arrays.toString(Arrays.copyOfRange(bytes.array(), bytes.position(), bytes.limit()));
    }
}
