package org.ckptimage.io;

import static java.nio.file.StandardOpenOption.CREATE;
import static java.nio.file.StandardOpenOption.WRITE;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufUtil;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.Channels;
import java.nio.channels.ClosedByInterruptException;
import java.nio.channels.ClosedChannelException;
import java.nio.channels.FileChannel;
import java.nio.channels.WritableByteChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A file in small windows reads like an array. */
class MappedSourceTest {
    /** What windows overlap by: larger windows and smaller ones behave differently. */
    private static final int OVERLAP = 1 << 16;

    @TempDir
    Path folder;

    private byte[] bytes;
    private Path file;

    @BeforeEach
    void makeFile() throws IOException {
        bytes = new byte[5 * OVERLAP + 4321];
        new Random(1).nextBytes(bytes);
        file = Files.write(folder.resolve("file"), bytes);
    }

    private MappedSource open(int windowBits) throws IOException {
        return new MappedSource(FileChannel.open(file), file.toString(), windowBits);
    }

    @ParameterizedTest(name = "windows of 2^{0} bytes")
    @ValueSource(ints = {4, 12, 16, 17, 18, 20})
    void slicesEqualTheFilesBytesWhereverWindowsMeet(int windowBits) throws Exception {
        Random random = new Random(windowBits);
        try (MappedSource source = open(windowBits)) {
            assertThat(source.size()).isEqualTo(bytes.length);
            for (int round = 0; round < 300; round++) {
                int window = 1 << windowBits;
                int near = Math.min(bytes.length, window * random.nextInt(bytes.length / window + 1));
                int at = Math.max(0, Math.min(bytes.length, near - 20 + random.nextInt(40)));
                int length = random.nextInt(Math.min(bytes.length - at, 4 << random.nextInt(16)) + 1);
                ByteBuf slice = source.slice(at, length);
                assertThat(slice.isReadOnly() || length == 0).isTrue();
                assertThat(ByteBufUtil.getBytes(slice)).isEqualTo(Arrays.copyOfRange(bytes, at, at + length));
            }
            assertThat(ByteBufUtil.getBytes(source.slice(0, bytes.length))).isEqualTo(bytes);
        }
    }

    @ParameterizedTest(name = "windows of 2^{0} bytes")
    @ValueSource(ints = {4, 16, 17})
    void numbersAreReadAcrossWindows(int windowBits) throws Exception {
        ByteBuffer plain = ByteBuffer.wrap(bytes).order(java.nio.ByteOrder.LITTLE_ENDIAN);
        try (MappedSource source = open(windowBits)) {
            for (int window = 1 << windowBits; window < bytes.length - 8; window += Math.max(1 << windowBits, 1000)) {
                for (int at = window - 9; at <= window + 1; at++) {
                    assertThat(source.getByte(at)).isEqualTo(bytes[at] & 0xff);
                    assertThat(source.getShortLE(at)).isEqualTo(plain.getShort(at) & 0xffff);
                    assertThat(source.getIntLE(at)).isEqualTo(plain.getInt(at));
                    assertThat(source.getLongLE(at)).isEqualTo(plain.getLong(at));
                }
            }
            int end = bytes.length;
            assertThat(source.getLongLE(end - 8)).isEqualTo(plain.getLong(end - 8));
        }
    }

    @Test
    void aRangeBeyondTheEndIsRefused() throws Exception {
        try (MappedSource source = open(16)) {
            assertThatThrownBy(() -> source.slice(bytes.length - 3, 4)).isInstanceOf(IndexOutOfBoundsException.class);
            assertThatThrownBy(() -> source.slice(-1, 4)).isInstanceOf(IndexOutOfBoundsException.class);
            assertThat(source.slice(bytes.length, 0).isReadable()).isFalse();
        }
    }

    @ParameterizedTest(name = "windows of 2^{0} bytes")
    @ValueSource(ints = {12, 16, 30})
    void aRangeIsCopiedToAChannel(int windowBits) throws Exception {
        try (MappedSource source = open(windowBits)) {
            ByteArrayOutputStream out = new ByteArrayOutputStream();
            source.transferTo(1000, 3L * OVERLAP, Channels.newChannel(out));
            assertThat(out.toByteArray()).isEqualTo(Arrays.copyOfRange(bytes, 1000, 1000 + 3 * OVERLAP));
        }
    }

    @Test
    void buffersHandedOutBeforeCloseStayReadable() throws Exception {
        MappedSource source = open(16);
        ByteBuf slice = source.slice(OVERLAP - 10, 3 * OVERLAP);
        source.close();
        assertThat(ByteBufUtil.getBytes(slice)).isEqualTo(Arrays.copyOfRange(bytes, OVERLAP - 10, 4 * OVERLAP - 10));
    }

    @Test
    void everyReadAfterCloseIsRefused() throws Exception {
        MappedSource source = open(16);
        source.close();
        source.close();
        assertThat(source.size()).isEqualTo(bytes.length);
        assertThat(source.name()).isEqualTo(file.toString());
        List<org.assertj.core.api.ThrowableAssert.ThrowingCallable> reads = List.of(
                () -> source.getByte(0),
                () -> source.getShortLE(0),
                () -> source.getIntLE(0),
                () -> source.getLongLE(0),
                () -> source.slice(0, 10),
                () -> source.slice(0, 0),
                source::checkIntact,
                () -> source.transferTo(0, 1, Channels.newChannel(new ByteArrayOutputStream())));
        for (var read : reads) {
            assertThatThrownBy(read)
                    .isInstanceOf(IllegalStateException.class)
                    .hasMessageContaining(file.toString())
                    .hasMessageContaining("closed");
        }
    }

    /** Takes a part of what it is given, and then no more, as a pipe that does not block and is full. */
    private static WritableByteChannel full(int takes) {
        return new Target() {
            private int left = takes;

            @Override
            public int write(ByteBuffer bytes) {
                int taken = Math.min(left, bytes.remaining());
                bytes.position(bytes.position() + taken);
                left -= taken;
                return taken;
            }
        };
    }

    /** A channel that is always open. */
    private abstract static class Target implements WritableByteChannel {
        @Override
        public boolean isOpen() {
            return true;
        }

        @Override
        public void close() {
            // Nothing is held.
        }
    }

    @Test
    void aTargetThatTakesNoMoreIsBlamedInsteadOfTheFile() throws Exception {
        try (MappedSource source = open(16)) {
            assertThatThrownBy(() -> source.transferTo(0, bytes.length, full(100)))
                    .isExactlyInstanceOf(IOException.class)
                    .hasMessageContaining("the target takes no more")
                    .hasMessageNotContaining(file.toString());
        }
    }

    @Test
    void aTargetThatIsClosedGivesItsOwnException() throws Exception {
        FileChannel target = FileChannel.open(folder.resolve("target"), CREATE, WRITE);
        target.close();
        try (MappedSource source = open(16)) {
            assertThatThrownBy(() -> source.transferTo(0, bytes.length, target))
                    .isExactlyInstanceOf(ClosedChannelException.class);
        }
    }

    @Test
    void aSourceClosedWhileItIsWrittenFromSaysThatItIsClosed() throws Exception {
        MappedSource source = open(16);
        Target closing = new Target() {
            @Override
            public int write(ByteBuffer from) throws IOException {
                source.close();
                int taken = Math.min(1000, from.remaining());
                from.position(from.position() + taken);
                return taken;
            }
        };
        assertThatThrownBy(() -> source.transferTo(0, bytes.length, closing))
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("closed");
    }

    @Test
    @Timeout(60)
    void closingUnderManyWritersGivesThemIllegalStateAndNothingElse() throws Exception {
        for (int round = 0; round < 100; round++) {
            MappedSource source = open(16);
            ExecutorService writers = Executors.newFixedThreadPool(2);
            CountDownLatch running = new CountDownLatch(2);
            List<Future<?>> all = new ArrayList<>();
            for (int writer = 0; writer < 2; writer++) {
                Path target = folder.resolve("target" + writer);
                all.add(writers.submit(() -> {
                    try (FileChannel out = FileChannel.open(target, CREATE, WRITE)) {
                        while (true) {
                            source.transferTo(0, bytes.length, out.position(0));
                            source.checkUnchanged();
                            running.countDown();
                        }
                    }
                }));
            }
            running.await();
            source.close();
            writers.shutdown();
            for (Future<?> writer : all) {
                assertThatThrownBy(() -> writer.get(30, TimeUnit.SECONDS))
                        .hasCauseInstanceOf(IllegalStateException.class);
            }
        }
    }

    @Test
    void aFileThatAnInterruptClosedSaysSo() throws Exception {
        try (MappedSource source = open(16);
                FileChannel target = FileChannel.open(folder.resolve("target"), CREATE, WRITE)) {
            Thread.currentThread().interrupt();
            assertThatThrownBy(() -> source.transferTo(0, bytes.length, target))
                    .isInstanceOf(ClosedByInterruptException.class);
            assertThat(Thread.interrupted()).isTrue();
            assertThatThrownBy(source::checkIntact)
                    .isInstanceOf(ImageIOException.class)
                    .hasMessageContaining("interrupted")
                    .hasMessageContaining("open it again");
        }
    }

    @Test
    @Timeout(60)
    void closingUnderManyReadersGivesThemExceptionsAndNothingWorse() throws Exception {
        for (int round = 0; round < 10; round++) {
            MappedSource source = open(16);
            ExecutorService readers = Executors.newFixedThreadPool(4);
            CountDownLatch running = new CountDownLatch(4);
            AtomicBoolean wrong = new AtomicBoolean();
            List<Future<?>> all = new ArrayList<>();
            for (int reader = 0; reader < 4; reader++) {
                Random random = new Random(reader);
                all.add(readers.submit(() -> {
                    running.countDown();
                    try {
                        while (true) {
                            int at = random.nextInt(bytes.length - 100);
                            ByteBuf slice = source.slice(at, 100);
                            if (slice.getByte(slice.readerIndex() + 50) != bytes[at + 50]) {
                                wrong.set(true);
                            }
                            if (source.getByte(at) != (bytes[at] & 0xff)) {
                                wrong.set(true);
                            }
                        }
                    } catch (IllegalStateException e) {
                        return;
                    }
                }));
            }
            running.await();
            Thread.sleep(5);
            source.close();
            for (Future<?> reader : all) {
                reader.get(30, TimeUnit.SECONDS);
            }
            readers.shutdown();
            assertThat(wrong).isFalse();
        }
    }
}
