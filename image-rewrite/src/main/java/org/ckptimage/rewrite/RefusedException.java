package org.ckptimage.rewrite;

/**
 * A rewrite is refused: what was asked for cannot be done, or not safely. Nothing has been written. The message says
 * why, with offsets, and what could be asked for instead.
 */
public final class RefusedException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    /** A refusal whose message stands for itself. */
    public RefusedException(String message) {
        super(message);
    }
}
