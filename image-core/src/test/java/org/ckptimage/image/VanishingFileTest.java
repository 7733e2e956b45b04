package org.ckptimage.image;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.netty.buffer.ByteBuf;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import org.ckptimage.io.ImageIOException;
import org.ckptimage.io.MappedFaults;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** An image whose file is cut or closed while it is looked at: I/O errors and clear exceptions, no crash. */
class VanishingFileTest {
    @TempDir
    Path folder;

    private Path copy(String name) throws IOException {
        return Files.copy(RealImages.path(name), folder.resolve("image.ckpt"));
    }

    @ParameterizedTest(name = "cut to {0} bytes")
    @ValueSource(ints = {0, 100, 4096, 20_000})
    void everyViewOfAFileThatWasCutGivesIoErrors(int size) throws Exception {
        Path file = copy("v20-i386/mem");
        try (Image image = Image.open(file)) {
            try (FileChannel channel = FileChannel.open(file, StandardOpenOption.WRITE)) {
                channel.truncate(size);
            }
            // The JVM notices late, so the work as a whole is guarded.
            assertThatThrownBy(() -> MappedFaults.guard(image.source(), () -> {
                        if (EveryView.ofVanishing(image) > 0) {
                            throw new ImageIOException("at least one view noticed", null);
                        }
                        return null;
                    }))
                    .isInstanceOf(ImageIOException.class);
        }
    }

    @Test
    void openingAFileThatIsCutMeanwhileNamesTheFile() throws Exception {
        Path file = copy("v20-i386/mem");
        org.ckptimage.io.ByteSource source = org.ckptimage.io.ByteSource.open(file);
        try (FileChannel channel = FileChannel.open(file, StandardOpenOption.WRITE)) {
            channel.truncate(5000);
        }
        assertThatThrownBy(() -> Image.open(source, OpenOptions.DEFAULT))
                .isInstanceOf(ImageIOException.class)
                .hasMessageContaining(file.toString());
        assertThatThrownBy(() -> source.getByte(0)).isInstanceOf(IllegalStateException.class);
    }

    @Test
    void everyReadAfterCloseSaysThatTheImageIsClosed() throws Exception {
        Image image = Image.open(copy("v20/plain"));
        Task task = image.tasks().get(0);
        OpenFile file = image.files().get(0);
        Page page = task.memory().vmas().stream()
                .flatMap(vma -> vma.pages().stream())
                .findFirst()
                .orElseThrow();
        ByteBuf contents = page.bytes();
        byte first = contents.getByte(contents.readerIndex());
        image.close();
        assertThatThrownBy(task::pid).isInstanceOf(IllegalStateException.class).hasMessageContaining("closed");
        assertThatThrownBy(task::comm).isInstanceOf(IllegalStateException.class).hasMessageContaining("closed");
        assertThatThrownBy(() -> task.files().descriptors())
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("closed");
        assertThatThrownBy(() -> task.memory().vmas()).isInstanceOf(IllegalStateException.class);
        assertThatThrownBy(file::name).isInstanceOf(IllegalStateException.class);
        assertThatThrownBy(() -> image.records().get(0).decode()).isInstanceOf(IllegalStateException.class);
        assertThatThrownBy(() -> image.objects().dangling()).isInstanceOf(IllegalStateException.class);
        assertThatThrownBy(page::bytes).isInstanceOf(IllegalStateException.class);
        assertThatThrownBy(page::nioBuffer).isInstanceOf(IllegalStateException.class);
        assertThat(contents.getByte(contents.readerIndex()))
                .as("handed out before")
                .isEqualTo(first);
    }

    @Test
    void anImageMayBeReadByManyThreads() throws Exception {
        try (Image image = RealImages.open("v20/ux")) {
            long refusals = java.util.stream.IntStream.range(0, 16)
                    .parallel()
                    .map(i -> EveryView.of(image))
                    .sum();
            assertThat(refusals).isZero();
        }
    }
}
