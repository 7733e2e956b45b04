package org.ckptimage.rewrite;

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
    private static final int GATHERED = 1 << 18;
    private static final int SMALL = 1 << 16;
    /** Bytes per call to the kernel, and between two calls of the listener. */
    private static final long STEP = 32L << 20;

    private final ByteSource original;
    private final WritableByteChannel target;
    private final TransferListener listener;
    private final ByteBuffer gathered = ByteBuffer.allocateDirect(GATHERED);
    private long done;

    PieceWriter(ByteSource original, WritableByteChannel target, TransferListener listener) {
        this.original = original;
        this.target = target;
        this.listener = listener;
    }

    void addNew(ByteBuf bytes) throws IOException {
        int end = bytes.writerIndex();
        for (int at = bytes.readerIndex(); at < end; ) {
            int part = Math.min(end - at, room());
            gather(bytes, at, part);
            at += part;
        }
    }

    void addOriginal(long offset, long length) throws IOException {
        if (length <= SMALL) {
            addNew(original.slice(offset, (int) length));
            return;
        }
        flush();
        for (long at = 0; at < length; ) {
            long part = Math.min(STEP, length - at);
            original.transferTo(offset + at, part, target);
            at += part;
            written(part);
        }
    }

    private int room() throws IOException {
        if (!gathered.hasRemaining()) {
            flush();
        }
        return gathered.remaining();
    }

    private void gather(ByteBuf bytes, int at, int length) {
        try {
            bytes.getBytes(at, gathered.slice(gathered.position(), length));
        } catch (InternalError e) {
            throw MappedFaults.translate(original.name(), e);
        }
        gathered.position(gathered.position() + length);
    }

    /** Writes what is gathered. */
    void flush() throws IOException {
        gathered.flip();
        int length = gathered.remaining();
        while (gathered.hasRemaining()) {
            target.write(gathered);
        }
        gathered.clear();
        if (length > 0) {
            written(length);
        }
    }

    private void written(long length) {
        done += length;
        listener.transferred(done);
    }
}
