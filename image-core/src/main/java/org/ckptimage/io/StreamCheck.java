package org.ckptimage.io;

import java.io.IOException;
import java.nio.ByteBuffer;

/**
 * A look at a stream while it is read, so that a device or a pipe that never ends is not written to disk until that is
 * full. For one stream.
 */
@FunctionalInterface
public interface StreamCheck {
    /** Takes everything. */
    StreamCheck NONE = head -> {};

    /**
     * Looks at the beginning.
     *
     * @param head the first 256 KiB; the whole stream if it has less
     * @throws org.ckptimage.format.ImageFormatException if the rest is not worth reading
     */
    void check(ByteSource head);

    /**
     * Looks at all bytes in their order, those of the beginning too, a part at a time.
     *
     * @param part the next ones, from the buffer's position to its limit
     * @param name what messages call the stream
     * @throws IOException if what comes behind them is not worth reading
     */
    default void pass(ByteBuffer part, String name) throws IOException {}
}
