package org.ckptimage.rewrite;

import static com.google.common.base.Preconditions.checkNotNull;

import org.ckptimage.record.Lossless;

/**
 * Paths that somebody chose, before they get into an image. They begin at the root, however they came: a restart looks
 * a relative one up in the directory that the restarting task happens to be in, and no kernel writes one.
 */
final class PathText {
    /** Longest path in bytes; a NUL follows it in the image. */
    static final int LONGEST = 4095;

    private PathText() {}

    /**
     * Gives back a path that an edit may put into an image, its bytes as {@link Lossless} has them.
     *
     * @throws IllegalArgumentException if it does not begin with a slash, is longer than 4095 bytes, holds a NUL, or
     *     half of a surrogate pair that stands for no byte
     */
    static String check(String path) {
        checkNotNull(path, "path");
        if (!path.startsWith("/")) {
            throw new IllegalArgumentException(notFromTheRoot(path));
        }
        byte[] bytes = Lossless.bytes(path);
        if (bytes.length > LONGEST || path.indexOf('\0') >= 0) {
            throw new IllegalArgumentException("a path has at most " + LONGEST + " bytes and no NUL, this one has "
                    + bytes.length + (path.indexOf('\0') >= 0 ? " and a NUL" : ""));
        }
        return name(path);
    }

    static String notFromTheRoot(String path) {
        return "'" + path + "' is no path that begins with /; a restart would look for it in whatever directory it"
                + " happens to run";
    }

    /**
     * Gives back a name or a pattern, its bytes as {@link Lossless} has them.
     *
     * @throws IllegalArgumentException if it holds half of a surrogate pair that stands for no byte
     */
    static String name(String name) {
        if (!Lossless.isBytes(name)) {
            throw new IllegalArgumentException("a name has half of a surrogate pair, which is no text and stands for no"
                    + " byte; say a byte as \\xNN");
        }
        return Lossless.string(Lossless.bytes(name));
    }
}
