package org.ckptimage.io;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.WritableByteChannel;
import java.util.Objects;

/** The bytes of a buffer that somebody else owns. */
final class BufferSource implements ByteSource {
    private final ByteBuf buffer;
    private final String name;
    private volatile boolean closed;

    /** Slices that are released, as Netty does with empty ones by itself, must not take the whole buffer with them. */
    BufferSource(ByteBuf buffer, String name) {
        this.buffer = Unpooled.unreleasableBuffer(buffer.asReadOnly());
        this.name = name;
    }

    @Override
    public String name() {
        return name;
    }

    @Override
    public long size() {
        return buffer.capacity();
    }

    @Override
    public int getByte(long position) {
        return open().getUnsignedByte(Math.toIntExact(position));
    }

    @Override
    public int getShortLE(long position) {
        return open().getUnsignedShortLE(Math.toIntExact(position));
    }

    @Override
    public int getIntLE(long position) {
        return open().getIntLE(Math.toIntExact(position));
    }

    @Override
    public long getLongLE(long position) {
        return open().getLongLE(Math.toIntExact(position));
    }

    @Override
    public ByteBuf slice(long position, int length) {
        Objects.checkFromIndexSize(position, length, size());
        return open().slice((int) position, length);
    }

    @Override
    public void transferTo(long position, long length, WritableByteChannel target) throws IOException {
        Blocking.require(target, "the channel to write to");
        for (ByteBuffer part : slice(position, Math.toIntExact(length)).nioBuffers()) {
            while (part.hasRemaining()) {
                target.write(part);
            }
        }
    }

    private ByteBuf open() {
        if (closed) {
            throw new IllegalStateException(name + ": the image is closed");
        }
        return buffer;
    }

    @Override
    public void close() {
        closed = true;
    }
}
