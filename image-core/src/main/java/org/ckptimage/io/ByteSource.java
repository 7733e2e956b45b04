package org.ckptimage.io;

import static com.google.common.base.Preconditions.checkNotNull;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import java.io.Closeable;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.ReadableByteChannel;
import java.nio.channels.WritableByteChannel;
import java.nio.file.Path;

/**
 * Random access to the bytes of an image of any size.
 *
 * <pre>{@code
 * try (ByteSource source = ByteSource.open(Path.of("job.ckpt"))) {
 *     ByteBuf head = source.slice(0, 8);
 *     System.out.println("record " + head.getIntLE(0) + " of " + head.getIntLE(4) + " bytes, of " + source.size());
 * }
 * }</pre>
 *
 * <p>A source may be read by many threads at once. After {@link #close} every method but {@link #name} and
 * {@link #size} throws {@link IllegalStateException}. Buffers of a file that were handed out before stay readable for
 * as long as they are reachable, so that a reader in another thread can never touch unmapped memory; those of a caller's
 * buffer ({@link #of(ByteBuf, String)}) only until the caller releases it.
 *
 * <p>When a mapped file shrinks, reads fail with {@link ImageIOException}.
 */
public interface ByteSource extends Closeable {

    /** What messages call this source: a path, or {@code <stdin>}. */
    String name();

    /** Size in bytes. */
    long size();

    /** The byte at {@code position}, 0 to 255. */
    int getByte(long position);

    /** The two bytes at {@code position} as a little-endian number, 0 to 65535. */
    int getShortLE(long position);

    /** The four bytes at {@code position} as a little-endian number. */
    int getIntLE(long position);

    /** The eight bytes at {@code position} as a little-endian number. */
    long getLongLE(long position);

    /**
     * A view of a range: no bytes are copied. The buffer is read-only and belongs to the caller, who need not release
     * it.
     *
     * @throws IndexOutOfBoundsException if the range does not lie within the source
     */
    ByteBuf slice(long position, int length);

    /**
     * The same as a read-only buffer in big-endian order, from 0 to {@code length}: the quickest way to read a range
     * that is as short as a page. Where a longer one lies in several pieces of memory, it is copied.
     *
     * @throws IndexOutOfBoundsException if the range does not lie within the source
     */
    default ByteBuffer nioBuffer(long position, int length) {
        return slice(position, length).nioBuffer().slice().asReadOnlyBuffer();
    }

    /**
     * Writes a range to a channel, by the fastest way that the two of them have.
     *
     * @param target in blocking mode
     * @throws IllegalArgumentException if the target is in non-blocking mode
     * @throws ImageIOException if the file shrank
     * @throws IllegalStateException if the source is closed, be it meanwhile by another thread
     * @throws IOException if either side fails otherwise, or the target is closed or takes no more bytes
     */
    void transferTo(long position, long length, WritableByteChannel target) throws IOException;

    /**
     * Fails if the bytes are no longer all there: a mapped file that was cut reads as garbage or zeros before the JVM
     * reports it, so whoever finds an image broken asks here whether it is the file that went away.
     *
     * @throws ImageIOException if the file has shrunk or cannot be asked
     */
    default void checkIntact() {}

    /**
     * Fails if the file was written to since it was opened, as far as its times tell: what was read may then be a mix.
     * A file that only lost its name to another one, as by a rename, is unchanged.
     *
     * @throws ImageIOException if the file was changed, has shrunk or cannot be asked
     */
    default void checkUnchanged() {
        checkIntact();
    }

    /**
     * Closes the source after a failure to make sense of its bytes. If the source is no longer intact, that is the
     * reason and thrown instead.
     *
     * @throws IOException if it is no longer intact, or cannot be closed
     */
    default void checkIntactAndClose() throws IOException {
        try (this) {
            checkIntact();
        }
    }

    @Override
    void close() throws IOException;

    /**
     * Opens a file. A regular file is mapped; anything else that can be read (a FIFO, a terminal, {@code /dev/stdin})
     * is spooled as by {@link #spool}. Of a file whose change in place was interrupted the finished state is read: see
     * {@link Journal}.
     *
     * @throws IOException if it does not exist, is a directory or cannot be read, or has a journal that is not its own
     */
    static ByteSource open(Path path) throws IOException {
        return open(path, StreamCheck.NONE);
    }

    /**
     * Opens a file as {@link #open(Path)} does, and has a look at the beginning of what would be spooled.
     *
     * @throws IOException as there
     */
    static ByteSource open(Path path, StreamCheck check) throws IOException {
        checkNotNull(path, "path");
        checkNotNull(check, "check");
        return MappedSource.open(path, check);
    }

    /**
     * The readable bytes of a buffer, which are not copied and must not change. The buffer stays the caller's, who
     * releases it when neither the source nor any buffer that came from it is used any more: their memory goes with it.
     * Reading then throws {@link io.netty.util.IllegalReferenceCountException}, or, once a pool has given the memory
     * away again, shows what somebody else wrote there.
     *
     * @param name what messages call it
     */
    static ByteSource of(ByteBuf buffer, String name) {
        checkNotNull(buffer, "buffer");
        checkNotNull(name, "name");
        return new BufferSource(buffer.slice(), name);
    }

    /** The bytes of an array, which must not change afterwards. */
    static ByteSource of(byte[] bytes, String name) {
        checkNotNull(bytes, "bytes");
        checkNotNull(name, "name");
        return new BufferSource(Unpooled.wrappedBuffer(bytes), name);
    }

    /**
     * Reads a channel to its end into a temporary file (mode 0600, unlinked at once) and maps that.
     *
     * @param channel in blocking mode
     * @param name what messages call it
     * @throws IllegalArgumentException if the channel is in non-blocking mode
     * @throws IOException if reading fails or the temporary folder is full
     */
    static ByteSource spool(ReadableByteChannel channel, String name) throws IOException {
        return spool(channel, name, StreamCheck.NONE);
    }

    /**
     * Reads a channel to its end as {@link #spool(ReadableByteChannel, String)} does, if its beginning passes a check.
     *
     * @throws IllegalArgumentException as there
     * @throws IOException as there
     */
    static ByteSource spool(ReadableByteChannel channel, String name, StreamCheck check) throws IOException {
        checkNotNull(channel, "channel");
        checkNotNull(name, "name");
        checkNotNull(check, "check");
        Blocking.require(channel, name);
        return Spool.read(channel, name, check);
    }
}
