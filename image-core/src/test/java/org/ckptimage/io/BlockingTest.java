package org.ckptimage.io;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.Pipe;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.ckptimage.record.RecordReader;
import org.ckptimage.testing.Testdata;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Channels that do not wait: whoever read or wrote on until all is there would spin for ever. */
@Timeout(30)
class BlockingTest {
    @TempDir
    Path folder;

    private Pipe pipe;

    @BeforeEach
    void open() throws IOException {
        pipe = Pipe.open();
        pipe.source().configureBlocking(false);
        pipe.sink().configureBlocking(false);
    }

    @AfterEach
    void close() throws IOException {
        pipe.source().close();
        pipe.sink().close();
    }

    private static void isRefused(ThrowingCallable call) {
        assertThatThrownBy(call)
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageEndingWith("is in non-blocking mode; configureBlocking(true) first");
    }

    @Test
    void noSourceIsSpooledThatDoesNotWait() {
        isRefused(() -> ByteSource.spool(pipe.source(), "job"));
    }

    @Test
    void noRecordsAreReadFromASourceThatDoesNotWaitAndItStaysOpen() {
        isRefused(() -> RecordReader.streaming(pipe.source()));
        assertThat(pipe.source().isOpen()).isTrue();
    }

    @Test
    void nothingIsTransferredIntoAChannelThatDoesNotWait() throws IOException {
        Path file = Files.write(folder.resolve("file"), new byte[8]);
        List<Patch> patches = List.of(new Patch(2, new byte[1], new byte[] {1}));
        try (ByteSource mapped = ByteSource.open(file);
                ByteSource patched = new PatchedSource(ByteSource.open(file), patches)) {
            for (ByteSource source : List.of(mapped, patched, ByteSource.of(new byte[8], "bytes"))) {
                isRefused(() -> source.transferTo(0, 8, pipe.sink()));
            }
        }
    }

    @Test
    void noRecordIsCopiedIntoAChannelThatDoesNotWait() throws IOException {
        try (ByteSource image = ByteSource.open(Testdata.path("v20/plain.ckpt"));
                RecordReader random = RecordReader.over(image, 0);
                RecordReader streaming =
                        RecordReader.streaming(Files.newByteChannel(Testdata.path("v20/plain.ckpt")))) {
            for (RecordReader reader : List.of(random, streaming)) {
                reader.next();
                isRefused(() -> reader.copyTo(pipe.sink()));
            }
        }
    }

    @Test
    void aPipeThatWaitsIsReadAndWritten() throws IOException {
        pipe.source().configureBlocking(true);
        pipe.sink().configureBlocking(true);
        ByteSource.of(new byte[] {1, 2}, "bytes").transferTo(0, 2, pipe.sink());
        ByteBuffer read = ByteBuffer.allocate(2);
        assertThat(pipe.source().read(read)).isEqualTo(2);
        assertThat(read.array()).containsExactly(1, 2);
    }
}
