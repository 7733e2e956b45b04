package org.ckptimage.json;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.BufferedInputStream;
import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;
import java.nio.channels.SeekableByteChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;
import java.util.Optional;
import org.ckptimage.format.RecordType;
import org.ckptimage.image.Image;
import org.ckptimage.image.ImageRecord;
import org.ckptimage.image.Role;
import org.ckptimage.io.ByteSource;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** An image of more than 2 GiB becomes JSON and comes back in a heap of 64 MiB. */
class LargeImageTest {
    private static final int CHUNKS = 600;
    private static final int PAGES = 1024;
    private static final int PAGE = 4096;

    @TempDir
    private Path folder;

    /** Run in a JVM of its own: writes both forms, and reads the last one again. */
    public static void main(String[] args) throws IOException {
        Path image = Path.of(args[0]);
        Path json = Path.of(args[1]);
        for (JsonOptions.Form form : JsonOptions.Form.values()) {
            try (Image opened = Image.open(image);
                    OutputStream out = new BufferedOutputStream(Files.newOutputStream(json))) {
                ImageJson.write(opened, out, JsonOptions.DEFAULT.form(form));
            }
        }
        try (ByteSource original = ByteSource.open(image);
                InputStream in = new BufferedInputStream(Files.newInputStream(json));
                Measuring out = new Measuring()) {
            ImageJson.read(in, out, from(original));
            System.out.println("bytes: " + out.size());
        }
    }

    private static PayloadFiles from(ByteSource original) {
        return new PayloadFiles() {
            @Override
            public Optional<ByteSource> original(String name, long offset, boolean references) {
                return Optional.of(original);
            }

            @Override
            public Optional<ByteSource> sidecar(String name) {
                return Optional.empty();
            }
        };
    }

    /** Takes everything and keeps nothing: the disk of a test need not hold it. */
    private static final class Measuring implements SeekableByteChannel {
        private long position;
        private long size;

        @Override
        public int read(ByteBuffer target) {
            throw new UnsupportedOperationException();
        }

        @Override
        public int write(ByteBuffer source) {
            int length = source.remaining();
            source.position(source.limit());
            position += length;
            size = Math.max(size, position);
            return length;
        }

        @Override
        public long position() {
            return position;
        }

        @Override
        public SeekableByteChannel position(long other) {
            position = other;
            return this;
        }

        @Override
        public long size() {
            return size;
        }

        @Override
        public SeekableByteChannel truncate(long length) {
            throw new UnsupportedOperationException();
        }

        @Override
        public boolean isOpen() {
            return true;
        }

        @Override
        public void close() {}
    }

    /** A real image with many more chunks of pages in front of its first, which are holes of the file. */
    private Path large() throws IOException {
        byte[] plain = JsonImages.bytes("v20/plain");
        int at;
        try (Image image = JsonImages.open(plain)) {
            List<ImageRecord> records = image.records();
            int first = 0;
            while (records.get(first).role() != Role.PAGES) {
                first++;
            }
            assertThat(records.get(first - 1).is(RecordType.PGARR)).isTrue();
            at = (int) records.get(first - 1).offset();
        }
        Path file = folder.resolve("large.ckpt");
        try (FileChannel out = FileChannel.open(file, StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE)) {
            out.write(ByteBuffer.wrap(plain, 0, at));
            long position = at;
            for (int chunk = 0; chunk < CHUNKS; chunk++) {
                // PGARR 403 and BUFFER 4
                ByteBuffer head = ByteBuffer.allocate(24 + PAGES * 8).order(ByteOrder.LITTLE_ENDIAN);
                head.putInt(403).putInt(16).putLong(PAGES).putInt(4).putInt(8 + PAGES * (8 + PAGE));
                for (int page = 0; page < PAGES; page++) {
                    head.putLong(0x10000000L + ((long) chunk * PAGES + page) * PAGE);
                }
                out.write(head.flip(), position);
                position += head.capacity() + (long) PAGES * PAGE;
            }
            out.write(ByteBuffer.wrap(plain, at, plain.length - at), position);
        }
        return file;
    }

    @Test
    void bothWaysTakeASmallHeap() throws Exception {
        Path image = large();
        long size = Files.size(image);
        assertThat(size).isGreaterThan(2L << 30);
        Process child = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-Xmx64m",
                        "-cp",
                        System.getProperty("java.class.path"),
                        LargeImageTest.class.getName(),
                        image.toString(),
                        folder.resolve("large.json").toString())
                .redirectErrorStream(true)
                .start();
        String printed = new String(child.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(child.waitFor()).as(printed).isZero();
        assertThat(printed).contains("bytes: " + size + "\n");
    }
}
