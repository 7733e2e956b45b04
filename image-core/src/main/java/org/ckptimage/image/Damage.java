package org.ckptimage.image;

/**
 * A place where the image is not what its grammar asks for. Reading went on behind it where that was safe.
 *
 * @param offset where, in bytes from the start of the image
 * @param path the place in words, as {@code task 278 > FILE_TABLE #8 > FILE #12}
 * @param problem what was found and what was expected
 */
public record Damage(long offset, String path, String problem) {

    /** One line: place, path, problem. */
    @Override
    public String toString() {
        return "offset " + offset + " (0x" + Long.toHexString(offset) + "), " + path + ": " + problem;
    }
}
