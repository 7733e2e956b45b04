package org.ckptimage.io;

import static com.google.common.base.Preconditions.checkNotNull;

import io.netty.buffer.Unpooled;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.ReadableByteChannel;
import java.nio.channels.SeekableByteChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;

/**
 * A temporary file without a name (mode 0600), for what comes as a stream or is made step by step and must then be read
 * at any place.
 *
 * <p>Holds no state; may be used by many threads.
 */
public final class Spool {
    private static final int BUFFER = 1 << 18;

    private Spool() {}

    /** Writes what is to be read. */
    @FunctionalInterface
    public interface Contents {
        /**
         * Writes everything to the file, which is empty and closed by the caller.
         *
         * @throws IOException if that fails
         */
        void writeTo(SeekableByteChannel file) throws IOException;
    }

    /**
     * Has a file written that never has a name while there is something in it, and maps it.
     *
     * @param name what messages call it
     * @return the bytes; whoever asked closes them
     * @throws IOException if the contents cannot be written
     */
    public static ByteSource of(String name, Contents contents) throws IOException {
        checkNotNull(name, "name");
        checkNotNull(contents, "contents");
        FileChannel spool = nameless();
        try {
            contents.writeTo(spool);
            return new MappedSource(spool, name, MappedSource.WINDOW_BITS);
        } catch (IOException | RuntimeException | Error e) {
            spool.close();
            throw e;
        }
    }

    private static FileChannel nameless() throws IOException {
        Path path = Files.createTempFile("ckpt-spool", null);
        try {
            return FileChannel.open(path, StandardOpenOption.READ, StandardOpenOption.WRITE);
        } finally {
            Files.delete(path);
        }
    }

    static ByteSource read(ReadableByteChannel channel, String name, StreamCheck check) throws IOException {
        ByteBuffer buffer = ByteBuffer.allocateDirect(BUFFER);
        while (buffer.hasRemaining() && channel.read(buffer) >= 0) {
            // A pipe gives less than was asked for.
            continue;
        }
        buffer.flip();
        check.check(ByteSource.of(Unpooled.wrappedBuffer(buffer.duplicate()), name));
        return of(name, spool -> {
            int read;
            do {
                check.pass(buffer.asReadOnlyBuffer(), name);
                while (buffer.hasRemaining()) {
                    spool.write(buffer);
                }
                buffer.clear();
                read = channel.read(buffer);
                buffer.flip();
            } while (read >= 0);
        });
    }
}
