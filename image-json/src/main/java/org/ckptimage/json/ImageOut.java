package org.ckptimage.json;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.SeekableByteChannel;
import java.nio.channels.WritableByteChannel;
import org.ckptimage.io.ByteSource;

/** The bytes of an image that is being made. What stands in front may be put right later. */
final class ImageOut {
    private static final byte[] ZEROS = new byte[1 << 12];

    private final SeekableByteChannel channel;
    private final byte[] buffer = new byte[1 << 16];
    private int filled;
    /** Bytes in front of the buffer. */
    private long flushed;

    private final long start;

    ImageOut(SeekableByteChannel channel) throws IOException {
        this.channel = channel;
        this.start = channel.position();
    }

    /** Bytes that were written. */
    long position() {
        return flushed + filled;
    }

    void write(byte[] bytes, int from, int length) throws IOException {
        if (length > buffer.length - filled) {
            flush();
        }
        if (length > buffer.length) {
            drain(ByteBuffer.wrap(bytes, from, length));
            flushed += length;
        } else {
            System.arraycopy(bytes, from, buffer, filled, length);
            filled += length;
        }
    }

    void zeros(long count) throws IOException {
        for (long left = count; left > 0; left -= ZEROS.length) {
            write(ZEROS, 0, (int) Math.min(left, ZEROS.length));
        }
    }

    /** Writes over what was written at a position. */
    void patch(long position, byte[] bytes, int from, int length) throws IOException {
        int before = (int) Math.max(0, Math.min(length, flushed - position));
        if (before > 0) {
            long end = channel.position();
            channel.position(start + position);
            drain(ByteBuffer.wrap(bytes, from, before));
            channel.position(end);
        }
        if (before < length) {
            System.arraycopy(bytes, from + before, buffer, (int) (position + before - flushed), length - before);
        }
    }

    /** Writes a range of a source. */
    void transfer(ByteSource source, long offset, long length) throws IOException {
        flush();
        source.transferTo(offset, length, (WritableByteChannel) channel);
        flushed += length;
    }

    void flush() throws IOException {
        drain(ByteBuffer.wrap(buffer, 0, filled));
        flushed += filled;
        filled = 0;
    }

    private void drain(ByteBuffer bytes) throws IOException {
        while (bytes.hasRemaining()) {
            channel.write(bytes);
        }
    }
}
