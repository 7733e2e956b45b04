package org.ckptimage.io;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SafeFileTest {
    @TempDir
    Path folder;

    private static SafeFile.Contents text(String text) {
        return channel -> channel.write(ByteBuffer.wrap(text.getBytes(StandardCharsets.UTF_8)));
    }

    private static String mode(Path file) throws IOException {
        return PosixFilePermissions.toString(Files.getPosixFilePermissions(file));
    }

    private List<String> names() throws IOException {
        try (Stream<Path> files = Files.list(folder)) {
            return files.map(file -> file.getFileName().toString()).sorted().toList();
        }
    }

    @Test
    void aNewFileIsPrivate() throws IOException {
        Path target = folder.resolve("new.ckpt");
        SafeFile.write(target, text("whole"));
        assertThat(target).hasContent("whole");
        assertThat(mode(target)).isEqualTo("rw-------");
        assertThat(names()).containsExactly("new.ckpt");
    }

    @Test
    void theNeighbourIsPrivateFromItsFirstByte() throws IOException {
        SafeFile.write(folder.resolve("new.ckpt"), channel -> {
            text("x").writeTo(channel);
            assertThat(names()).hasSize(1).first().asString().startsWith(".new.ckpt.ckpt-");
            assertThat(mode(folder.resolve(names().get(0)))).isEqualTo("rw-------");
        });
    }

    @Test
    void aReplacedFileKeepsItsMode() throws IOException {
        Path target = Files.writeString(folder.resolve("old.ckpt"), "old");
        Files.setPosixFilePermissions(target, PosixFilePermissions.fromString("rw-r-----"));
        SafeFile.write(target, text("new"));
        assertThat(target).hasContent("new");
        assertThat(mode(target)).isEqualTo("rw-r-----");
    }

    @Test
    void aLinkIsFollowedAndStays() throws IOException {
        Path target = Files.writeString(folder.resolve("real.ckpt"), "old");
        Path link = Files.createSymbolicLink(folder.resolve("link.ckpt"), Path.of("real.ckpt"));
        SafeFile.write(link, text("new"));
        assertThat(link).isSymbolicLink();
        assertThat(target).hasContent("new");
    }

    @Test
    void aLinkToNothingMakesTheFileThatItNames() throws IOException {
        Path link = Files.createSymbolicLink(folder.resolve("link.ckpt"), Path.of("real.ckpt"));
        SafeFile.write(link, text("new"));
        assertThat(folder.resolve("real.ckpt")).hasContent("new");
    }

    @Test
    void aLinkToItselfIsAnError() throws IOException {
        Path link = Files.createSymbolicLink(folder.resolve("loop"), Path.of("loop"));
        assertThatThrownBy(() -> SafeFile.write(link, text("new")))
                .isInstanceOf(IOException.class)
                .hasMessageContaining("symbolic links");
    }

    @Test
    void aFailureLeavesTheOldFileAndNoLitter() throws IOException {
        Path target = Files.writeString(folder.resolve("old.ckpt"), "old");
        assertThatThrownBy(() -> SafeFile.write(target, channel -> {
                    text("half").writeTo(channel);
                    throw new IOException("disk full");
                }))
                .hasMessage("disk full");
        assertThat(target).hasContent("old");
        assertThat(names()).containsExactly("old.ckpt");
    }

    @Test
    void anErrorInTheWriterLeavesNoLitterEither() throws IOException {
        Path target = folder.resolve("new.ckpt");
        assertThatThrownBy(() -> SafeFile.write(target, channel -> {
                    throw new StackOverflowError();
                }))
                .isInstanceOf(StackOverflowError.class);
        assertThat(names()).isEmpty();
    }

    @Test
    void aFullDiskIsAnErrorThatLeavesTheTarget() throws IOException {
        assertThatThrownBy(() -> SafeFile.write(Path.of("/dev/full"), text("x")))
                .isInstanceOf(IOException.class)
                .hasMessageContaining("No space left");
    }

    @Test
    void whatAKilledProcessLeftIsRemoved() throws IOException {
        Files.writeString(folder.resolve(".a.ckpt.ckpt-dead"), "half");
        Files.writeString(folder.resolve(".b.ckpt.ckpt-other"), "half");
        SafeFile.write(folder.resolve("a.ckpt"), text("whole"));
        assertThat(names()).containsExactly(".b.ckpt.ckpt-other", "a.ckpt");
    }

    @Test
    void aLinkThatLooksLikeALeftoverIsNeitherFollowedNorRemoved() throws IOException {
        Path precious = Files.writeString(folder.resolve("precious"), "mine");
        Files.createSymbolicLink(folder.resolve(".a.ckpt.ckpt-link"), precious);
        SafeFile.write(folder.resolve("a.ckpt"), text("whole"));
        assertThat(precious).hasContent("mine");
        assertThat(names()).containsExactly(".a.ckpt.ckpt-link", "a.ckpt", "precious");
    }

    @Test
    void aFileThatIsBroughtToDiskMeanwhileIsWhole() throws IOException {
        byte[] block = new byte[1 << 20];
        Path target = folder.resolve("large");
        SafeFile.write(target, channel -> {
            for (int i = 0; i < 100; i++) {
                block[0] = (byte) i;
                channel.write(ByteBuffer.wrap(block));
            }
        });
        assertThat(target).hasSize(100L << 20);
        try (FileChannel channel = FileChannel.open(target)) {
            ByteBuffer last = ByteBuffer.allocate(1);
            channel.read(last, 99L << 20);
            assertThat(last.get(0)).isEqualTo((byte) 99);
        }
    }

    @Test
    void aDirectoryIsNoTarget() {
        assertThatThrownBy(() -> SafeFile.write(folder, text("x")))
                .isInstanceOf(FileSystemException.class)
                .hasMessageContaining("is a directory");
    }

    @Test
    void aMissingFolderIsNamed() {
        assertThatThrownBy(() -> SafeFile.write(folder.resolve("no/such/file"), text("x")))
                .isInstanceOf(NoSuchFileException.class)
                .hasMessageContaining("no/such");
    }

    @Test
    void aFifoIsStreamedTo() throws Exception {
        Path fifo = folder.resolve("fifo");
        assertThat(new ProcessBuilder("mkfifo", fifo.toString()).start().waitFor())
                .isZero();
        ByteBuffer read = ByteBuffer.allocate(100);
        Thread reader = new Thread(() -> {
            try (FileChannel channel = FileChannel.open(fifo, StandardOpenOption.READ)) {
                while (channel.read(read) >= 0) {
                    continue;
                }
            } catch (IOException e) {
                throw new java.io.UncheckedIOException(e);
            }
        });
        reader.start();
        SafeFile.write(fifo, text("streamed"));
        reader.join();
        assertThat(new String(read.array(), 0, read.position(), StandardCharsets.UTF_8))
                .isEqualTo("streamed");
        assertThat(names()).containsExactly("fifo");
    }
}
