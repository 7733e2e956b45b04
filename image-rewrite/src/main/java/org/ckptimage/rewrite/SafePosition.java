package org.ckptimage.rewrite;

import org.ckptimage.check.PointerPosition;

/** Positions in files that can seek, as they are asked for. */
final class SafePosition {
    private SafePosition() {}

    /** @throws RefusedException if a restarting kernel would crash on a position */
    static void require(long position) {
        if (PointerPosition.is(position)) {
            throw new RefusedException("position " + Long.toUnsignedString(position)
                    + " has bit 31 set and would crash the restarting kernel");
        }
    }
}
