package org.ckptimage.format;

import java.util.Optional;

/**
 * An image, or a part of it, cannot be read because its bytes are not what the format asks for. The one exception for
 * bad images; what fails outside the image is an {@link java.io.IOException}.
 */
public final class ImageFormatException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    /** What would help, where something would. */
    public enum Advice {
        /** Nothing, or the message says it. */
        NONE(""),
        /** Where the image begins must be known. */
        GIVE_OFFSET("; OpenOptions.at says where"),
        /** Which dialect to read it as must be known. */
        GIVE_DIALECT("; OpenOptions.as says which");

        private final String inLibrary;

        Advice(String inLibrary) {
            this.inLibrary = inLibrary;
        }
    }

    private final String file;
    private final long offset;
    private final String path;
    private final String rule;
    private final String detail;
    private final Advice advice;

    /**
     * @param offset where in the image, in bytes from its first byte
     * @param path the place in words, as {@code task 278 > file table #8 > file #12}; may be empty
     * @param rule id of the broken rule of a restart, as {@code R008}; null if none fits
     * @param problem what was found and what was expected, without place
     */
    public ImageFormatException(long offset, String path, String rule, String problem) {
        this(offset, path, rule, problem, Advice.NONE);
    }

    /** The same, with what would help. */
    public ImageFormatException(long offset, String path, String rule, String problem, Advice advice) {
        super(message(offset, path, problem) + advice.inLibrary);
        this.file = null;
        this.offset = offset;
        this.path = path;
        this.rule = rule;
        this.detail = message(offset, path, problem);
        this.advice = advice;
    }

    /** An exception for a place that needs no words. */
    public ImageFormatException(long offset, String problem) {
        this(offset, "", null, problem);
    }

    private ImageFormatException(String file, ImageFormatException found) {
        super(file + ": " + found.getMessage(), found);
        this.file = file;
        this.offset = found.offset;
        this.path = found.path;
        this.rule = found.rule;
        this.detail = found.detail;
        this.advice = found.advice;
    }

    /**
     * The same, with the file named in front of the message, unless one is.
     *
     * @param name what messages call the image
     */
    public ImageFormatException in(String name) {
        return file == null ? new ImageFormatException(name, this) : this;
    }

    private static String message(long offset, String path, String problem) {
        return "offset " + offset + " (0x" + Long.toHexString(offset) + ")" + (path.isEmpty() ? "" : ", " + path) + ": "
                + problem;
    }

    /** What messages call the image, where that is known: its file. */
    public Optional<String> file() {
        return Optional.ofNullable(file);
    }

    /**
     * The message without the file and without what would help, which a command says in words of its own: the offset,
     * the place in words, and what is wrong there.
     */
    public String detail() {
        return detail;
    }

    /** What would help. */
    public Advice advice() {
        return advice;
    }

    /** Where in the image, in bytes from its first byte. */
    public long offset() {
        return offset;
    }

    /** The place in words; may be empty. */
    public String path() {
        return path;
    }

    /** The id of the broken rule of a restart, if one fits. */
    public Optional<String> rule() {
        return Optional.ofNullable(rule);
    }
}
