package org.ckptimage.rewrite;

import java.nio.charset.StandardCharsets;

/** Paths that somebody chose, before they get into an image. */
final class PathText {
    /** Longest path in bytes; a NUL follows it in the image. */
    static final int LONGEST = 4095;

    private PathText() {}

    /**
     * Gives back a path that an image can hold.
     *
     * @throws IllegalArgumentException if it is empty or longer than 4095 bytes, or holds a NUL
     */
    static String check(String path) {
        int bytes = path.getBytes(StandardCharsets.UTF_8).length;
        if (bytes == 0 || bytes > LONGEST || path.indexOf('\0') >= 0) {
            throw new IllegalArgumentException(
                    "a path has 1 to " + LONGEST + " bytes and no NUL, this one has " + bytes);
        }
        return path;
    }

    /**
     * Gives back a path that an image can hold and that begins at the root.
     *
     * @throws IllegalArgumentException if it is none
     */
    static String checkAbsolute(String path) {
        if (!path.startsWith("/")) {
            throw new IllegalArgumentException("'" + path + "' is no path that begins with /");
        }
        return check(path);
    }
}
