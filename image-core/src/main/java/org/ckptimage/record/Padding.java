package org.ckptimage.record;

import java.util.Arrays;

/**
 * The bytes of a record that no field covers: gaps between fields, and bytes behind the last one. Kernels write zeros
 * there and ignore what they read; a tool must not lose them. Almost always {@link #NONE}.
 *
 * <p>Immutable; may be used by many threads.
 */
public final class Padding {
    /** All gaps are zero and nothing stands behind the last field. */
    public static final Padding NONE = new Padding(new byte[0]);

    private final byte[] bytes;

    private Padding(byte[] bytes) {
        this.bytes = bytes;
    }

    /** Padding of these bytes, gaps first, in the order of the record; the array is taken over. */
    static Padding of(byte[] bytes) {
        return new Padding(bytes);
    }

    /** Number of bytes; 0 for {@link #NONE}. */
    public int length() {
        return bytes.length;
    }

    /** The byte at {@code index}; beyond the end 0. */
    byte get(int index) {
        return index < bytes.length ? bytes[index] : 0;
    }

    @Override
    public boolean equals(Object other) {
        // NONE stands for the usual padding, zeros of the usual length; no other instance does, not even an empty one
        // of a record that ends early.
        if (this == NONE || other == NONE) {
            return this == other;
        }
        return other instanceof Padding that && Arrays.equals(bytes, that.bytes);
    }

    @Override
    public int hashCode() {
        return Arrays.hashCode(bytes);
    }

    @Override
    public String toString() {
        return bytes.length == 0 ? "Padding.NONE" : "Padding(" + bytes.length + " bytes)";
    }
}
