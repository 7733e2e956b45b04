package org.ckptimage.rewrite;

/**
 * Positions that a restarting kernel takes for a pointer, and follows: those whose low 32 bits are negative. Only files
 * that can seek are sought in.
 */
final class PointerPosition {
    static final long BIT = 1L << 31;

    private PointerPosition() {}

    static boolean is(long position) {
        return (position & BIT) != 0;
    }

    /** @throws RefusedException if a position is one */
    static void refuse(long position) {
        if (is(position)) {
            throw new RefusedException("position " + Long.toUnsignedString(position)
                    + " has bit 31 set and would crash the restarting kernel");
        }
    }
}
