package org.ckptimage.io;

import io.netty.buffer.Unpooled;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.ReadableByteChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;

/** Turns a stream into something that can be read at any place: a temporary file without a name. */
final class Spool {
    private static final int BUFFER = 1 << 18;

    private Spool() {}

    static ByteSource read(ReadableByteChannel channel, String name, StreamCheck check) throws IOException {
        ByteBuffer buffer = ByteBuffer.allocateDirect(BUFFER);
        while (buffer.hasRemaining() && channel.read(buffer) >= 0) {
            // A pipe gives less than was asked for.
            continue;
        }
        buffer.flip();
        check.check(ByteSource.of(Unpooled.wrappedBuffer(buffer.duplicate()), name));
        Path path = Files.createTempFile("ckpt-spool", null);
        FileChannel spool = FileChannel.open(path, StandardOpenOption.READ, StandardOpenOption.WRITE);
        try {
            Files.delete(path);
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
            return new MappedSource(spool, name, MappedSource.WINDOW_BITS);
        } catch (IOException | RuntimeException | Error e) {
            spool.close();
            throw e;
        }
    }
}
