package org.ckptimage.io;

/**
 * A look at the first bytes of a stream before the rest of it is read, so that a device or a pipe that never ends is not
 * written to disk only to find out that it is nothing of interest.
 */
@FunctionalInterface
public interface HeadCheck {
    /** Takes everything. */
    HeadCheck NONE = head -> {};

    /**
     * Looks at the beginning.
     *
     * @param head the first 256 KiB; the whole stream if it has less
     * @throws org.ckptimage.format.ImageFormatException if the rest is not worth reading
     */
    void check(ByteSource head);
}
