package org.ckptimage.io;

/** Told how far a long transfer of bytes has come. Called by the thread that transfers, every few megabytes. */
@FunctionalInterface
public interface TransferListener {
    /** Nobody listens. */
    TransferListener NONE = done -> {};

    /** @param done bytes written since the beginning of the transfer */
    void transferred(long done);
}
