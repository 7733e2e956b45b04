package org.ckptimage.io;

import io.netty.buffer.ByteBuf;
import java.io.IOException;
import java.io.OutputStream;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;
import java.nio.channels.GatheringByteChannel;

/**
 * A range of a mapped window as a ByteBuf: one small object on the window itself, which the JVM often does without.
 * Netty's own buffer around a read-only ByteBuffer takes four objects, 200 bytes, and that shows in ranges as short as
 * a page or a record. Numbers are read through handles, since the JVM moves their check out of a loop; at an offset it
 * does not do that for the check of {@code ByteBuffer.getLong}.
 */
final class WindowBytes extends ReadOnlyBytes {
    private static final VarHandle SHORT =
            MethodHandles.byteBufferViewVarHandle(short[].class, ByteOrder.LITTLE_ENDIAN);
    private static final VarHandle INT = MethodHandles.byteBufferViewVarHandle(int[].class, ByteOrder.LITTLE_ENDIAN);
    private static final VarHandle LONG = MethodHandles.byteBufferViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);

    private final ByteBuffer window;
    private final int start;

    /** The range must lie within the window, of which nobody moves position and limit. */
    WindowBytes(ByteBuffer window, int start, int length) {
        super(length);
        this.window = window;
        this.start = start;
    }

    @Override
    protected byte _getByte(int index) {
        return window.get(start + index);
    }

    @Override
    protected short _getShort(int index) {
        return Short.reverseBytes(_getShortLE(index));
    }

    @Override
    protected short _getShortLE(int index) {
        return (short) SHORT.get(window, start + index);
    }

    @Override
    protected int _getUnsignedMedium(int index) {
        return (_getShort(index) & 0xffff) << 8 | _getByte(index + 2) & 0xff;
    }

    @Override
    protected int _getUnsignedMediumLE(int index) {
        return _getShortLE(index) & 0xffff | (_getByte(index + 2) & 0xff) << 16;
    }

    @Override
    protected int _getInt(int index) {
        return Integer.reverseBytes(_getIntLE(index));
    }

    @Override
    protected int _getIntLE(int index) {
        return (int) INT.get(window, start + index);
    }

    @Override
    protected long _getLong(int index) {
        return Long.reverseBytes(_getLongLE(index));
    }

    @Override
    protected long _getLongLE(int index) {
        return (long) LONG.get(window, start + index);
    }

    @Override
    public ByteBuf getBytes(int index, ByteBuf target, int to, int count) {
        checkDstIndex(index, count, to, target.capacity());
        target.setBytes(to, nioBuffer(index, count));
        return this;
    }

    @Override
    public ByteBuf getBytes(int index, byte[] target, int to, int count) {
        checkDstIndex(index, count, to, target.length);
        window.get(start + index, target, to, count);
        return this;
    }

    @Override
    public ByteBuf getBytes(int index, ByteBuffer target) {
        target.put(nioBuffer(index, target.remaining()));
        return this;
    }

    @Override
    public ByteBuf getBytes(int index, OutputStream target, int count) throws IOException {
        checkIndex(index, count);
        byte[] copy = new byte[Math.min(count, 1 << 13)];
        for (int done = 0; done < count; done += copy.length) {
            int part = Math.min(copy.length, count - done);
            getBytes(index + done, copy, 0, part);
            target.write(copy, 0, part);
        }
        return this;
    }

    @Override
    public int getBytes(int index, GatheringByteChannel target, int count) throws IOException {
        return target.write(nioBuffer(index, count));
    }

    @Override
    public int getBytes(int index, FileChannel target, long position, int count) throws IOException {
        return target.write(nioBuffer(index, count), position);
    }

    @Override
    public ByteBuf slice(int index, int count) {
        checkIndex(index, count);
        return new WindowBytes(window, start + index, count);
    }

    @Override
    public ByteBuf duplicate() {
        return slice(0, capacity()).setIndex(readerIndex(), writerIndex());
    }

    @Override
    public ByteBuf copy(int index, int count) {
        checkIndex(index, count);
        return alloc().buffer(count).writeBytes(this, index, count);
    }

    @Override
    public boolean isDirect() {
        return true;
    }

    @Override
    public boolean isContiguous() {
        return true;
    }

    @Override
    public int nioBufferCount() {
        return 1;
    }

    @Override
    public ByteBuffer nioBuffer(int index, int count) {
        checkIndex(index, count);
        return window.slice(start + index, count);
    }

    @Override
    public ByteBuffer internalNioBuffer(int index, int count) {
        return nioBuffer(index, count);
    }

    @Override
    public ByteBuffer[] nioBuffers(int index, int count) {
        return new ByteBuffer[] {nioBuffer(index, count)};
    }
}
