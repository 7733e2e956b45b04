package org.ckptimage.io;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import java.io.Closeable;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.ReadableByteChannel;

/**
 * Forward-only reading from a pipe, socket or file, with a buffer of fixed size. Bytes can be looked at before they are
 * consumed, up to the size of the buffer. Not for use by several threads.
 */
public final class ChannelInput implements Closeable {
    private final ReadableByteChannel channel;
    private final ByteBuffer buffer;
    private long position;
    private boolean ended;

    /**
     * @param channel read in blocking mode; closed by {@link #close}
     * @param capacity size of the buffer in bytes: the most that {@link #peek} can show
     * @throws IllegalArgumentException if the channel is in non-blocking mode
     */
    public ChannelInput(ReadableByteChannel channel, int capacity) {
        Blocking.require(channel, "the channel to read from");
        this.channel = channel;
        this.buffer = ByteBuffer.allocate(capacity).flip();
    }

    /** Bytes consumed so far. */
    public long position() {
        return position;
    }

    /** The most that {@link #peek} can show, in bytes. */
    public int capacity() {
        return buffer.capacity();
    }

    /**
     * Makes up to {@code length} bytes visible and says how many there are: fewer only at the end of the stream.
     *
     * @param length at most {@link #capacity}
     * @throws IOException if reading fails
     */
    public int fill(int length) throws IOException {
        if (length > buffer.capacity()) {
            throw new IllegalArgumentException("cannot look " + length + " bytes ahead, only " + buffer.capacity());
        }
        if (buffer.remaining() < length && !ended) {
            buffer.compact();
            while (buffer.position() < length && !ended) {
                ended = channel.read(buffer) < 0;
            }
            buffer.flip();
        }
        return Math.min(length, buffer.remaining());
    }

    /** A view of the next bytes, which must have been filled; valid until the next call of any other method. */
    public ByteBuf peek(int length) {
        return Unpooled.wrappedBuffer(buffer.array(), buffer.arrayOffset() + buffer.position(), length)
                .asReadOnly();
    }

    /**
     * Consumes bytes.
     *
     * @return how many there were: fewer than asked only at the end of the stream
     * @throws IOException if reading fails
     */
    public long skip(long length) throws IOException {
        long left = length;
        while (left > 0) {
            int there = fill((int) Math.min(left, buffer.capacity()));
            if (there == 0) {
                break;
            }
            buffer.position(buffer.position() + there);
            left -= there;
        }
        position += length - left;
        return length - left;
    }

    @Override
    public void close() throws IOException {
        channel.close();
    }
}
