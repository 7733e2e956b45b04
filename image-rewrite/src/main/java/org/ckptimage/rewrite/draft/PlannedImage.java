package org.ckptimage.rewrite.draft;

import static com.google.common.base.Preconditions.checkNotNull;

import java.io.IOException;
import java.nio.channels.WritableByteChannel;
import java.nio.file.Path;
import org.ckptimage.image.Image;
import org.ckptimage.io.ByteSource;
import org.ckptimage.io.SafeFile;
import org.ckptimage.io.TransferListener;

/** An image that is worked out and not written yet. Immutable; valid for as long as its original is open. */
public abstract class PlannedImage {
    private final PieceSource result;

    /** @param result what is worked out */
    protected PlannedImage(PieceSource result) {
        this.result = result;
    }

    /** What the result is put together of. */
    protected final PieceSource pieces() {
        return result;
    }

    /** Size of the result in bytes. */
    public long size() {
        return result.size();
    }

    /**
     * The result as a source of bytes, without writing it: {@link org.ckptimage.image.Image#open(ByteSource,
     * org.ckptimage.image.OpenOptions)} reads it.
     */
    public ByteSource result() {
        return result;
    }

    /**
     * The result as an image, without writing it, of the dialect of its original.
     *
     * @throws IOException if the original cannot be read
     */
    public Image open() throws IOException {
        return result.open();
    }

    /**
     * Writes the result to a file, safely: see {@link SafeFile}. The image's own file is allowed.
     *
     * @throws IOException if that fails; the file is then as it was before
     */
    public void writeTo(Path target) throws IOException {
        writeTo(target, TransferListener.NONE);
    }

    /** As {@link #writeTo(Path)}, with somebody told how far it has come. */
    public void writeTo(Path target, TransferListener listener) throws IOException {
        checkNotNull(target, "target");
        checkNotNull(listener, "listener");
        SafeFile.write(target, channel -> writeTo(channel, listener));
    }

    /**
     * Writes the result to a channel, which stays open. To a file or a pipe ({@link java.nio.channels.FileChannel},
     * also {@code new FileOutputStream(FileDescriptor.out).getChannel()}) the kernel moves it, without a copy through
     * this process. The pages in a pipe are then those of the image's file: leave that alone until the reader has them.
     *
     * @param target in blocking mode
     * @throws IllegalArgumentException if the target is in non-blocking mode
     * @throws org.ckptimage.io.ImageIOException if the image shrank or was changed while it was read
     * @throws IllegalStateException if the image is closed, be it meanwhile by another thread
     * @throws IOException if reading the original or writing fails; how much was written then is not known
     */
    public void writeTo(WritableByteChannel target) throws IOException {
        writeTo(target, TransferListener.NONE);
    }

    /** As {@link #writeTo(WritableByteChannel)}, with somebody told how far it has come. */
    public void writeTo(WritableByteChannel target, TransferListener listener) throws IOException {
        checkNotNull(target, "target");
        checkNotNull(listener, "listener");
        result.writeTo(target, listener);
    }
}
