package org.ckptimage.rewrite;

import org.ckptimage.format.Dialect;

/**
 * A rewrite is refused: what was asked for cannot be done, or not safely. Nothing has been written. The message says
 * why, with offsets, and what could be asked for instead.
 */
public final class RefusedException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    /** Nothing is written in a dialect that nobody is sure of. */
    public static RefusedException guessed(Dialect dialect) {
        return new RefusedException("the dialect was guessed (" + dialect
                + "), and an image of a guessed dialect is not written; --dialect says which it is");
    }

    /** A refusal whose message stands for itself. */
    public RefusedException(String message) {
        super(message);
    }
}
