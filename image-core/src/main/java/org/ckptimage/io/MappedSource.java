package org.ckptimage.io;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.ClosedByInterruptException;
import java.nio.channels.ClosedChannelException;
import java.nio.channels.FileChannel;
import java.nio.channels.WritableByteChannel;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;

/**
 * A file, mapped in windows of 1 GiB. Each window overlaps the next one by {@value #OVERLAP} bytes, so that small reads
 * and nearly all records lie in a single window; a slice that does not is composed of one piece per window.
 *
 * <p>Memory is never unmapped by hand: the garbage collector does that when neither the source nor any slice is
 * reachable, so no reader can crash the JVM.
 */
final class MappedSource implements ByteSource {
    static final int WINDOW_BITS = 30;
    private static final int OVERLAP = 1 << 16;

    private final FileChannel channel;
    private final String name;
    private final long size;
    private final int windowBits;
    private final ByteBuffer[] windows;
    private final FileStamp stamp;
    private volatile boolean closed;
    private volatile boolean changedInPlace;

    /** Maps the whole of a channel, which the source closes in the end. */
    MappedSource(FileChannel channel, String name, int windowBits) throws IOException {
        this(channel, name, windowBits, FileStamp.NONE);
    }

    private MappedSource(FileChannel channel, String name, int windowBits, FileStamp stamp) throws IOException {
        this.channel = channel;
        this.name = name;
        this.stamp = stamp;
        this.size = channel.size();
        this.windowBits = windowBits;
        long window = 1L << windowBits;
        windows = new ByteBuffer[(int) ((size + window - 1) >>> windowBits)];
        for (int i = 0; i < windows.length; i++) {
            long start = (long) i << windowBits;
            long length = Math.min(window + OVERLAP, size - start);
            windows[i] =
                    channel.map(FileChannel.MapMode.READ_ONLY, start, length).order(ByteOrder.LITTLE_ENDIAN);
        }
    }

    static ByteSource open(Path path, StreamCheck check) throws IOException {
        if (Files.isDirectory(path)) {
            throw new FileSystemException(path.toString(), null, "is a directory");
        }
        if (!Files.exists(path)) {
            throw new NoSuchFileException(path.toString());
        }
        FileStamp stamp = FileStamp.of(path);
        FileChannel channel = FileChannel.open(path, StandardOpenOption.READ);
        try {
            if (!Files.isRegularFile(path)) {
                try (channel) {
                    return Spool.read(channel, path.toString(), check);
                }
            }
            ByteSource source = new MappedSource(channel, path.toString(), WINDOW_BITS, stamp);
            return Journal.pending(path, channel)
                    .<ByteSource>map(patches -> new PatchedSource(source, patches))
                    .orElse(source);
        } catch (IOException | RuntimeException | Error e) {
            channel.close();
            throw e;
        }
    }

    @Override
    public String name() {
        return name;
    }

    @Override
    public long size() {
        return size;
    }

    @Override
    public int getByte(long position) {
        return window(position).get(within(position)) & 0xff;
    }

    @Override
    public int getShortLE(long position) {
        return window(position).getShort(within(position)) & 0xffff;
    }

    @Override
    public int getIntLE(long position) {
        return window(position).getInt(within(position));
    }

    @Override
    public long getLongLE(long position) {
        return window(position).getLong(within(position));
    }

    private ByteBuffer window(long position) {
        checkOpen();
        return windows[(int) (position >>> windowBits)];
    }

    private int within(long position) {
        return (int) (position & ((1L << windowBits) - 1));
    }

    @Override
    public ByteBuf slice(long position, int length) {
        checkOpen();
        Objects.checkFromIndexSize(position, length, size);
        if (length == 0) {
            return Unpooled.EMPTY_BUFFER;
        }
        ByteBuffer window = window(position);
        int start = within(position);
        return start + (long) length <= window.capacity()
                ? new WindowBytes(window, start, length)
                : composed(position, length);
    }

    /** One piece per window. */
    private ByteBuf composed(long position, int length) {
        List<ByteBuf> parts = new ArrayList<>();
        for (long at = position; at < position + length; ) {
            int from = within(at);
            int part = (int) Math.min((1L << windowBits) - from, position + length - at);
            parts.add(new WindowBytes(window(at), from, part));
            at += part;
        }
        return Unpooled.wrappedBuffer(parts.size(), parts.toArray(ByteBuf[]::new))
                .asReadOnly();
    }

    @Override
    public ByteBuffer nioBuffer(long position, int length) {
        Objects.checkFromIndexSize(position, length, size);
        if (length > 0) {
            // Looked up once: with two look-ups, either side of a volatile read, the JVM cannot do without the object.
            ByteBuffer window = window(position);
            int start = within(position);
            if (start + (long) length <= window.capacity()) {
                return window.slice(start, length);
            }
        }
        return ByteSource.super.nioBuffer(position, length);
    }

    @Override
    public void transferTo(long position, long length, WritableByteChannel target) throws IOException {
        checkOpen();
        Blocking.require(target, "the channel to write to");
        Objects.checkFromIndexSize(position, length, size);
        for (long at = position; at < position + length; ) {
            long moved = transfer(at, position + length - at, target);
            if (moved <= 0) {
                checkIntact();
                throw new IOException("the target takes no more bytes for now; it must be a channel that blocks");
            }
            at += moved;
        }
    }

    private long transfer(long position, long length, WritableByteChannel target) throws IOException {
        try {
            return channel.transferTo(position, length, target);
        } catch (ClosedByInterruptException e) {
            throw e;
        } catch (ClosedChannelException e) {
            // Either end may have been closed meanwhile; of ours it is said as everywhere.
            checkIntact();
            throw e;
        }
    }

    @Override
    public void checkIntact() {
        checkOpen();
        try {
            long now = channel.size();
            if (now < size) {
                throw new ImageIOException(
                        name + ": the file shrank from " + size + " to " + now + " bytes while it was read", null);
            }
        } catch (ClosedChannelException e) {
            checkOpen();
            throw new ImageIOException(
                    name + ": the file was closed when a thread that wrote from it was interrupted; open it again", e);
        } catch (IOException e) {
            throw new ImageIOException(name + ": " + e.getMessage(), e);
        }
    }

    @Override
    public void checkUnchanged() {
        checkIntact();
        if (changedInPlace) {
            throw new ImageIOException(
                    name + ": the file was changed in place after it was opened; open it again", null);
        }
        if (stamp.isOutdated()) {
            throw new ImageIOException(name + ": the file was changed while it was read", null);
        }
    }

    /** That a change in place was begun: what was read of the file before may not fit with what is read from now on. */
    void changedInPlace() {
        changedInPlace = true;
    }

    private void checkOpen() {
        if (closed) {
            throw new IllegalStateException(name + ": the image is closed");
        }
    }

    @Override
    public void close() throws IOException {
        closed = true;
        channel.close();
    }
}
