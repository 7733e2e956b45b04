package org.ckptimage.image;

import static com.google.common.base.Preconditions.checkNotNull;

import java.util.Optional;
import org.ckptimage.format.Dialect;
import org.ckptimage.io.StreamCheck;

/**
 * How to open an image.
 *
 * @param offset where the image begins in the file, in bytes
 * @param dialect the dialect to read it as, whatever it says; empty: detect
 */
public record OpenOptions(long offset, Optional<Dialect> dialect) {
    /** From the first byte, in the dialect that it is in. */
    public static final OpenOptions DEFAULT = new OpenOptions(0, Optional.empty());

    public OpenOptions {
        checkNotNull(dialect, "dialect");
        if (offset < 0) {
            throw new IllegalArgumentException("an image cannot begin at offset " + offset);
        }
    }

    /** The same, for an image that begins elsewhere. */
    public OpenOptions at(long newOffset) {
        return new OpenOptions(newOffset, dialect);
    }

    /** The same, with a dialect that is not detected but given. */
    public OpenOptions as(Dialect forced) {
        checkNotNull(forced, "forced");
        return new OpenOptions(offset, Optional.of(forced));
    }

    /**
     * What a stream must be to be worth reading to its end: it begins with an image at the offset, as far as that can
     * be seen by then, and at most {@value StreamLimit#MEBIBYTES} MiB of it are neither that image nor others behind
     * it. For
     * {@link org.ckptimage.io.ByteSource#spool(java.nio.channels.ReadableByteChannel, String, StreamCheck)}, once.
     */
    public StreamCheck streamCheck() {
        return new StreamLimit(offset);
    }
}
