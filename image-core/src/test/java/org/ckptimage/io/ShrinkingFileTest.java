package org.ckptimage.io;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A mapped file that shrinks gives an I/O error; the JVM lives on. */
class ShrinkingFileTest {
    private static final int SIZE = 4 << 20;

    @TempDir
    Path folder;

    private Path file(int size) throws IOException {
        Path file = folder.resolve("file");
        try (FileChannel channel =
                FileChannel.open(file, StandardOpenOption.CREATE, StandardOpenOption.WRITE, StandardOpenOption.READ)) {
            channel.write(java.nio.ByteBuffer.allocate(size));
        }
        return file;
    }

    private static void cut(Path file, long size) throws IOException {
        try (FileChannel channel = FileChannel.open(file, StandardOpenOption.WRITE)) {
            channel.truncate(size);
        }
    }

    @Test
    void aNumberBehindTheNewEndGivesAnIoError() throws Exception {
        Path file = file(SIZE);
        try (ByteSource source = ByteSource.open(file)) {
            cut(file, 4096);
            assertThatThrownBy(() -> MappedFaults.guard(source, () -> {
                        long sum = 0;
                        for (int at = 0; at < SIZE; at += 4096) {
                            sum += source.getLongLE(at);
                        }
                        // The fault may surface late; whoever finished asks whether the file is whole.
                        source.checkIntact();
                        return sum;
                    }))
                    .isInstanceOf(ImageIOException.class)
                    .hasMessageContaining(file.toString());
        }
    }

    @Test
    void checkIntactSaysHowMuchIsLeft() throws Exception {
        Path file = file(SIZE);
        try (ByteSource source = ByteSource.open(file)) {
            source.checkIntact();
            cut(file, 100);
            assertThatThrownBy(source::checkIntact)
                    .isInstanceOf(ImageIOException.class)
                    .hasMessageContaining("shrank from " + SIZE + " to 100 bytes");
            assertThatThrownBy(source::checkIntactAndClose).isInstanceOf(ImageIOException.class);
            assertThatThrownBy(() -> source.getByte(0)).isInstanceOf(IllegalStateException.class);
        }
    }

    @Test
    void copyingARangeThatIsGoneFails() throws Exception {
        Path file = file(SIZE);
        try (ByteSource source = ByteSource.open(file)) {
            cut(file, 4096);
            java.io.ByteArrayOutputStream out = new java.io.ByteArrayOutputStream();
            assertThatThrownBy(() -> source.transferTo(0, SIZE, java.nio.channels.Channels.newChannel(out)))
                    .isInstanceOf(ImageIOException.class)
                    .hasMessageContaining("shrank from " + SIZE + " to 4096 bytes");
            assertThat(out.size()).isLessThan(SIZE);
        }
    }

    @Test
    void anInternalErrorOfAnotherKindIsNotTakenForIt() {
        InternalError other = new InternalError("something else");
        ByteSource source = ByteSource.of(new byte[0], "x");
        assertThatThrownBy(() -> MappedFaults.guard(source, () -> {
                    throw other;
                }))
                .isSameAs(other);
    }

    @Test
    void aFileThatGrowsIsReadAsItWas() throws Exception {
        Path file = Files.write(folder.resolve("grows"), new byte[] {1, 2, 3});
        try (ByteSource source = ByteSource.open(file)) {
            Files.write(file, new byte[] {4, 5}, StandardOpenOption.APPEND);
            source.checkIntact();
            assertThat(source.size()).isEqualTo(3);
        }
    }

    @Test
    void aFileThatIsWrittenToMeanwhileIsNotUnchanged() throws Exception {
        Path file = Files.write(folder.resolve("changed"), new byte[] {1, 2, 3});
        try (ByteSource source = ByteSource.open(file)) {
            source.checkUnchanged();
            Files.write(file, new byte[] {4, 5, 6});
            Files.setLastModifiedTime(file, java.nio.file.attribute.FileTime.fromMillis(1));
            source.checkIntact();
            assertThatThrownBy(source::checkUnchanged)
                    .isInstanceOf(ImageIOException.class)
                    .hasMessage(file + ": the file was changed while it was read");
        }
    }

    @Test
    void aFileThatAnotherOneReplacedIsUnchanged() throws Exception {
        Path file = Files.write(folder.resolve("old"), new byte[] {1, 2, 3});
        try (ByteSource source = ByteSource.open(file)) {
            Path other = Files.write(folder.resolve("new"), new byte[] {4, 5, 6});
            Files.setLastModifiedTime(other, java.nio.file.attribute.FileTime.fromMillis(1));
            Files.move(other, file, java.nio.file.StandardCopyOption.REPLACE_EXISTING);
            source.checkUnchanged();
            assertThat(source.getByte(0)).isEqualTo(1);
        }
    }
}
