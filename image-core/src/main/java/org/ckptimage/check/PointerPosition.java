package org.ckptimage.check;

/**
 * Positions that a restarting kernel takes for a pointer, and follows: those whose low 32 bits are negative. Only files
 * that can seek are sought in.
 */
public final class PointerPosition {
    private static final long BIT = 1L << 31;

    private PointerPosition() {}

    /** Whether a position is one. */
    public static boolean is(long position) {
        return (position & BIT) != 0;
    }

    /** The position that is nearest to it and none. */
    public static long mended(long position) {
        return position & ~BIT;
    }
}
