package org.ckptimage.rewrite.draft;

import io.netty.buffer.ByteBuf;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.WritableByteChannel;
import org.ckptimage.io.ByteSource;
import org.ckptimage.io.MappedFaults;
import org.ckptimage.io.TransferListener;

/**
 * Writes pieces to a channel. Large ranges of the original go from file to file within the kernel; what is small is
 * gathered first, since 100,000 descriptors that are closed make as many pieces.
 */
final class PieceWriter {
    private static final int SMALL = 1 << 16;
    /** Bytes per call to the kernel, and between two calls of the listener. */
    private static final long STEP = 32L << 20;

    private final ByteSource original;
    private final WritableByteChannel target;
    private final GatheringChannel gathering;
    private final TransferListener listener;
    private long done;
    private long told;

    PieceWriter(ByteSource original, WritableByteChannel target, TransferListener listener) {
        this.original = original;
        this.target = target;
        this.gathering = new GatheringChannel(target);
        this.listener = listener;
    }

    void addNew(ByteBuf bytes) throws IOException {
        try {
            for (ByteBuffer part : bytes.nioBuffers()) {
                gathering.write(part);
            }
        } catch (InternalError e) {
            throw MappedFaults.translate(original.name(), e);
        }
        written(bytes.readableBytes());
    }

    void addOriginal(long offset, long length) throws IOException {
        if (length <= SMALL) {
            addNew(original.slice(offset, (int) length));
            return;
        }
        gathering.flush();
        for (long at = 0; at < length; ) {
            long part = Math.min(STEP, length - at);
            original.transferTo(offset + at, part, target);
            at += part;
            written(part);
        }
    }

    /** Writes what is gathered. */
    void flush() throws IOException {
        gathering.flush();
        listener.transferred(done);
    }

    private void written(long length) {
        done += length;
        if (done - told >= SMALL) {
            told = done;
            listener.transferred(done);
        }
    }
}
