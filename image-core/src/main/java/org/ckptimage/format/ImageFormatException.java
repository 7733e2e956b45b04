package org.ckptimage.format;

import java.util.Optional;

/**
 * An image, or a part of it, cannot be read because its bytes are not what the format asks for. The one exception for
 * bad images; what fails outside the image is an {@link java.io.IOException}.
 */
public final class ImageFormatException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private final long offset;
    private final String path;
    private final String rule;

    /**
     * @param offset where in the image, in bytes from its first byte
     * @param path the place in words, as {@code task 278 > file table #8 > file #12}; may be empty
     * @param rule id of the broken rule of a restart, as {@code R008}; null if none fits
     * @param problem what was found and what was expected, without place
     */
    public ImageFormatException(long offset, String path, String rule, String problem) {
        super(message(offset, path, problem));
        this.offset = offset;
        this.path = path;
        this.rule = rule;
    }

    /** An exception for a place that needs no words. */
    public ImageFormatException(long offset, String problem) {
        this(offset, "", null, problem);
    }

    private static String message(long offset, String path, String problem) {
        return "offset " + offset + " (0x" + Long.toHexString(offset) + ")" + (path.isEmpty() ? "" : ", " + path) + ": "
                + problem;
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
