package org.ckptimage.record;

import io.netty.buffer.ByteBuf;
import java.io.IOException;
import java.nio.channels.WritableByteChannel;
import org.ckptimage.io.ByteSource;

/** The records of a source that can be read at any place. */
final class RandomRecordReader extends RecordReader {
    private final ByteSource source;
    private long position;

    RandomRecordReader(ByteSource source, long offset, Detection detection) {
        this.source = source;
        this.position = offset;
        begin(offset, detection);
    }

    @Override
    void advance(long bytes) {
        position += bytes;
    }

    @Override
    long available(long wanted) {
        return Math.min(wanted, source.size() - position);
    }

    @Override
    ByteBuf view(int bytes) {
        return source.slice(position, bytes);
    }

    @Override
    int mostBytes() {
        return Integer.MAX_VALUE;
    }

    @Override
    public void copyTo(WritableByteChannel target) throws IOException {
        source.transferTo(position, length(), target);
    }

    /** Leaves the source open: it is the caller's. */
    @Override
    public void close() {
        // Nothing of our own to close.
    }
}
