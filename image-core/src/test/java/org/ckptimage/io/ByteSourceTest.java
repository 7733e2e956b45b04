package org.ckptimage.io;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufUtil;
import io.netty.buffer.PooledByteBufAllocator;
import io.netty.buffer.Unpooled;
import io.netty.util.IllegalReferenceCountException;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.Channels;
import java.nio.channels.Pipe;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Where bytes come from: files, buffers, pipes. */
class ByteSourceTest {
    @TempDir
    Path folder;

    @Test
    void aDirectoryIsRefused() {
        assertThatThrownBy(() -> ByteSource.open(folder))
                .isInstanceOf(FileSystemException.class)
                .hasMessageContaining(folder.toString())
                .hasMessageContaining("directory");
    }

    @Test
    void aMissingFileIsRefused() {
        Path missing = folder.resolve("missing");
        assertThatThrownBy(() -> ByteSource.open(missing))
                .isInstanceOf(NoSuchFileException.class)
                .hasMessageContaining(missing.toString());
    }

    @Test
    void anUnreadableFileIsRefused() throws Exception {
        Path secret = Files.createFile(
                folder.resolve("secret"),
                PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("---------")));
        Assumptions.assumeFalse(Files.isReadable(secret), "root may read everything");
        assertThatThrownBy(() -> ByteSource.open(secret)).isInstanceOf(AccessDeniedException.class);
    }

    @Test
    void anEmptyFileHasNoBytes() throws Exception {
        try (ByteSource source = ByteSource.open(Files.createFile(folder.resolve("empty")))) {
            assertThat(source.size()).isZero();
            assertThat(source.slice(0, 0).isReadable()).isFalse();
            assertThatThrownBy(() -> source.slice(0, 1)).isInstanceOf(IndexOutOfBoundsException.class);
            source.checkIntact();
        }
    }

    @Test
    void aLinkIsFollowed() throws Exception {
        Path file = Files.write(folder.resolve("file"), new byte[] {1, 2});
        Path link = Files.createSymbolicLink(folder.resolve("link"), file);
        try (ByteSource source = ByteSource.open(link)) {
            assertThat(source.size()).isEqualTo(2);
            assertThat(source.name()).isEqualTo(link.toString());
        }
    }

    @Test
    @Timeout(60)
    void aPipeIsSpooled() throws Exception {
        byte[] bytes = new byte[3 << 20];
        new Random(7).nextBytes(bytes);
        Pipe pipe = Pipe.open();
        CompletableFuture<Void> writer = CompletableFuture.runAsync(() -> {
            try (var sink = pipe.sink()) {
                java.nio.ByteBuffer buffer = java.nio.ByteBuffer.wrap(bytes);
                while (buffer.hasRemaining()) {
                    sink.write(buffer);
                }
            } catch (IOException e) {
                throw new java.io.UncheckedIOException(e);
            }
        });
        try (ByteSource source = ByteSource.spool(pipe.source(), "<stdin>")) {
            writer.join();
            assertThat(source.name()).isEqualTo("<stdin>");
            assertThat(ByteBufUtil.getBytes(source.slice(0, bytes.length))).isEqualTo(bytes);
        }
    }

    @Test
    void aSpoolLeavesNoFileBehind() throws Exception {
        Path temporary = Path.of(System.getProperty("java.io.tmpdir"));
        try (ByteSource source =
                ByteSource.spool(Channels.newChannel(new ByteArrayInputStream(new byte[100])), "spooled")) {
            assertThat(source.size()).isEqualTo(100);
            try (var files = Files.list(temporary)) {
                assertThat(files.filter(f -> f.getFileName().toString().startsWith("ckpt-spool"))
                                .filter(f -> f.toFile().length() == 100))
                        .isEmpty();
            }
        }
    }

    @Test
    void anEmptyStreamIsSpooledToo() throws Exception {
        try (ByteSource source = ByteSource.spool(Channels.newChannel(new ByteArrayInputStream(new byte[0])), "none")) {
            assertThat(source.size()).isZero();
        }
    }

    @Test
    void anEmptyPartOfAComposedBufferDoesNotFreeTheSource() throws Exception {
        try (ByteSource source = ByteSource.of(new byte[] {1, 2, 3}, "array")) {
            ByteBuf[] parts = {source.slice(1, 0), source.slice(0, 2).skipBytes(2)};
            Unpooled.wrappedBuffer(parts.length, parts);
            source.slice(0, 3).release();
            assertThat(source.size()).isEqualTo(3);
            assertThat(ByteBufUtil.getBytes(source.slice(0, 3))).containsExactly(1, 2, 3);
        }
    }

    @Test
    void aBufferIsReadFromItsReaderIndexAndStaysItsOwners() throws Exception {
        ByteBuf buffer =
                Unpooled.copiedBuffer(new byte[] {9, 9, 1, 2, 3, 4, 5, 6, 7, 8}).skipBytes(2);
        try (ByteSource source = ByteSource.of(buffer, "buffer")) {
            assertThat(source.size()).isEqualTo(8);
            assertThat(source.getByte(0)).isEqualTo(1);
            assertThat(source.getIntLE(0)).isEqualTo(0x04030201);
            assertThat(source.getLongLE(0)).isEqualTo(0x0807060504030201L);
            assertThat(source.getShortLE(6)).isEqualTo(0x0807);
        }
        assertThat(buffer.refCnt()).isEqualTo(1);
        assertThat(buffer.readerIndex()).isEqualTo(2);
    }

    @Test
    void slicesOfABufferLiveUntilItsOwnerReleasesIt() throws Exception {
        ByteBuf buffer = PooledByteBufAllocator.DEFAULT.buffer(8).writeLongLE(1);
        ByteBuf slice;
        try (ByteSource source = ByteSource.of(buffer, "buffer")) {
            slice = source.slice(0, 8);
        }
        assertThat(slice.getLongLE(0)).isEqualTo(1);
        buffer.release();
        assertThatThrownBy(() -> slice.getLongLE(0)).isInstanceOf(IllegalReferenceCountException.class);
    }

    @Test
    void whatIsMadeInASpoolHasNoNameWhileItIsMade() throws Exception {
        Path temporary = Path.of(System.getProperty("java.io.tmpdir"));
        try (ByteSource source = Spool.of("made", file -> {
            file.write(ByteBuffer.wrap(new byte[117]));
            try (var files = Files.list(temporary)) {
                assertThat(files.filter(f -> f.getFileName().toString().startsWith("ckpt-spool"))
                                .filter(f -> f.toFile().length() == 117))
                        .isEmpty();
            }
        })) {
            assertThat(source.size()).isEqualTo(117);
            assertThat(source.name()).isEqualTo("made");
        }
    }

    @Test
    void aClosedBufferSourceRefusesReads() throws Exception {
        ByteSource source = ByteSource.of(new byte[8], "array");
        ByteBuf slice = source.slice(0, 8);
        source.close();
        assertThatThrownBy(() -> source.getByte(0)).isInstanceOf(IllegalStateException.class);
        assertThatThrownBy(() -> source.slice(0, 1)).isInstanceOf(IllegalStateException.class);
        assertThat(slice.readableBytes()).isEqualTo(8);
    }
}
