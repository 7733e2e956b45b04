package org.ckptimage.io;

import java.io.IOException;
import java.io.UncheckedIOException;

/** Reading an image failed outside the image: the disk, the pipe, a file that shrank while it was mapped. */
public final class ImageIOException extends UncheckedIOException {
    private static final long serialVersionUID = 1L;

    /** An exception whose message stands for itself. */
    public ImageIOException(String message, Throwable cause) {
        super(message, cause instanceof IOException io ? io : new IOException(message, cause));
    }
}
