package org.ckptimage.io;

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

    static ByteSource read(ReadableByteChannel channel, String name) throws IOException {
        Path path = Files.createTempFile("ckpt-spool", null);
        FileChannel spool = FileChannel.open(path, StandardOpenOption.READ, StandardOpenOption.WRITE);
        try {
            Files.delete(path);
            ByteBuffer buffer = ByteBuffer.allocateDirect(BUFFER);
            while (channel.read(buffer) >= 0) {
                buffer.flip();
                while (buffer.hasRemaining()) {
                    spool.write(buffer);
                }
                buffer.clear();
            }
            return new MappedSource(spool, name, MappedSource.WINDOW_BITS);
        } catch (IOException | RuntimeException | Error e) {
            spool.close();
            throw e;
        }
    }
}
