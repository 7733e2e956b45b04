package org.ckptimage.rewrite;

import org.ckptimage.format.Dialect;

/**
 * A rewrite is refused: what was asked for cannot be done, or not safely. Nothing has been written. The message says
 * why, with offsets, and what could be asked for instead.
 */
public final class RefusedException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    /** What could be asked for instead, where something could. */
    public enum Advice {
        /** Nothing, or the message says it. */
        NONE(""),
        /** What a stream cannot do, a rewrite of the whole image can. */
        WHOLE_IMAGE("; a Rewrite, which has the whole image, can do it"),
        /** A mapped file may lose its descriptors alone. */
        KEEP_MAPPED("; MappedFiles.KEEP lets its descriptors go while the mappings keep it"),
        /** A mapped file may be replaced by one of the same content. */
        REPLACE_MAPPED("; if the new file has the same content, MappedFiles.REPLACE replaces it for the mappings too"),
        /** Where the files of the restart lie must be known. */
        GIVE_FOLDER("; say below which folder, by filesBelow"),
        /** Another position would do. */
        OTHER_POSITION("; give the replacement another, as Position.at(0)"),
        /** The dialect must be known. */
        GIVE_DIALECT("; OpenOptions.as says which it is");

        private final String inLibrary;

        Advice(String inLibrary) {
            this.inLibrary = inLibrary;
        }
    }

    private final String detail;
    private final Advice advice;

    /** Nothing is written in a dialect that nobody is sure of. */
    public static RefusedException guessed(Dialect dialect) {
        return new RefusedException(
                "the dialect was guessed (" + dialect + "), and an image of a guessed dialect is not written",
                Advice.GIVE_DIALECT);
    }

    /** A refusal whose message stands for itself. */
    public RefusedException(String message) {
        this(message, Advice.NONE);
    }

    /** A refusal, with what could be asked for instead. */
    RefusedException(String detail, Advice advice) {
        super(detail + advice.inLibrary);
        this.detail = detail;
        this.advice = advice;
    }

    /** The message without what could be asked for instead, which a command says in words of its own. */
    public String detail() {
        return detail;
    }

    /** What could be asked for instead. */
    public Advice advice() {
        return advice;
    }
}
