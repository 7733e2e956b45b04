package org.ckptimage.io;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ReadOnlyBufferException;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.function.BiFunction;
import java.util.function.Consumer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A range of a mapped file answers as Netty's buffer of a copy does, and nobody can write to it. */
class WindowBytesTest {
    private static final int START = 5;
    private static final int LENGTH = 20_000;

    private static final List<BiFunction<ByteBuf, Integer, Object>> GETTERS = List.of(
            ByteBuf::getByte,
            ByteBuf::getUnsignedByte,
            ByteBuf::getShort,
            ByteBuf::getShortLE,
            ByteBuf::getUnsignedShortLE,
            ByteBuf::getMedium,
            ByteBuf::getMediumLE,
            ByteBuf::getUnsignedMedium,
            ByteBuf::getUnsignedMediumLE,
            ByteBuf::getInt,
            ByteBuf::getIntLE,
            ByteBuf::getUnsignedInt,
            ByteBuf::getLong,
            ByteBuf::getLongLE);

    @TempDir
    Path folder;

    private ByteSource source;
    private ByteBuf bytes;
    private ByteBuf copy;

    @BeforeEach
    void mapAFile() throws IOException {
        byte[] all = new byte[2 * START + LENGTH];
        new Random(1).nextBytes(all);
        source = ByteSource.open(Files.write(folder.resolve("file"), all));
        bytes = source.slice(START, LENGTH);
        copy = Unpooled.wrappedBuffer(Arrays.copyOfRange(all, START, START + LENGTH));
    }

    @AfterEach
    void close() throws IOException {
        source.close();
    }

    @Test
    void everyGetterReadsTheSameAtEveryIndexAndRefusesWhatIsOutside() {
        for (BiFunction<ByteBuf, Integer, Object> getter : GETTERS) {
            for (int index = -9; index < LENGTH + 9; index = index == 50 ? LENGTH - 50 : index + 1) {
                assertThat(read(getter, bytes, index)).isEqualTo(read(getter, copy, index));
                assertThat(read(getter, bytes.slice(60, 30), index)).isEqualTo(read(getter, copy.slice(60, 30), index));
            }
        }
    }

    /** What is read, or the kind of exception. */
    private static Object read(BiFunction<ByteBuf, Integer, Object> getter, ByteBuf bytes, int index) {
        try {
            return getter.apply(bytes, index);
        } catch (IndexOutOfBoundsException e) {
            return IndexOutOfBoundsException.class;
        }
    }

    @Test
    void bytesGoIntoArraysBuffersStreamsAndFiles() throws IOException {
        ByteBuf heap = Unpooled.buffer();
        ByteBuf direct = Unpooled.directBuffer();
        ByteBuffer nio = ByteBuffer.allocate(100);
        ByteArrayOutputStream stream = new ByteArrayOutputStream();
        byte[] array = new byte[100];
        bytes.getBytes(7, nio).getBytes(7, array, 1, 99).getBytes(7, stream, 19_000);
        bytes.skipBytes(7).readBytes(heap, 100).readBytes(direct, 100);
        assertThat(nio.array()).isEqualTo(part(7, 100));
        assertThat(Arrays.copyOfRange(array, 1, 100)).isEqualTo(part(7, 99));
        assertThat(stream.toByteArray()).isEqualTo(part(7, 19_000));
        assertThat(heap).isEqualTo(copy.slice(7, 100));
        assertThat(direct).isEqualTo(copy.slice(107, 100));
        direct.release();

        Path file = folder.resolve("out");
        try (FileChannel channel = FileChannel.open(file, StandardOpenOption.CREATE, StandardOpenOption.WRITE)) {
            assertThat(bytes.getBytes(3, channel, 100)).isEqualTo(100);
            assertThat(bytes.getBytes(103, channel, 100L, 50)).isEqualTo(50);
        }
        assertThat(Files.readAllBytes(file)).isEqualTo(part(3, 150));
    }

    private byte[] part(int from, int length) {
        return Arrays.copyOfRange(copy.array(), from, from + length);
    }

    @Test
    void whatDoesNotLieWithinIsNotCopied() {
        assertThatThrownBy(() -> bytes.getBytes(LENGTH - 9, new byte[10]))
                .isInstanceOf(IndexOutOfBoundsException.class);
        assertThatThrownBy(() -> bytes.getBytes(0, new byte[10], 1, 10)).isInstanceOf(IndexOutOfBoundsException.class);
        assertThatThrownBy(() -> bytes.getBytes(LENGTH - 9, ByteBuffer.allocate(10)))
                .isInstanceOf(IndexOutOfBoundsException.class);
        assertThatThrownBy(() -> bytes.nioBuffer(-1, 10)).isInstanceOf(IndexOutOfBoundsException.class);
        assertThatThrownBy(() -> bytes.slice(LENGTH - 9, 10)).isInstanceOf(IndexOutOfBoundsException.class);
        assertThatThrownBy(() -> bytes.slice(60, 30).slice(25, 6)).isInstanceOf(IndexOutOfBoundsException.class);
        assertThatThrownBy(() -> bytes.copy(LENGTH - 9, 10)).isInstanceOf(IndexOutOfBoundsException.class);
    }

    @Test
    void viewsAndCopiesHaveTheSameBytes() {
        assertThat(bytes).isEqualTo(copy).hasSameHashCodeAs(copy).isEqualByComparingTo(copy);
        assertThat(bytes.nioBuffer(9, 30)).isEqualTo(copy.nioBuffer(9, 30));
        assertThat(bytes.nioBuffers()).containsExactly(copy.nioBuffer());
        assertThat(bytes.skipBytes(4).slice()).isEqualTo(copy.skipBytes(4).slice());
        assertThat(bytes.duplicate().readSlice(50)).isEqualTo(copy.duplicate().readSlice(50));
        assertThat(bytes.copy(5, 60)).isEqualTo(copy.copy(5, 60));
        assertThat(bytes.copy().isWritable(0)).isTrue();
        assertThat(bytes.toString(StandardCharsets.ISO_8859_1)).isEqualTo(copy.toString(StandardCharsets.ISO_8859_1));
        assertThat(bytes.indexOf(0, LENGTH, copy.getByte(12))).isEqualTo(copy.indexOf(0, LENGTH, copy.getByte(12)));
    }

    @Test
    void everyWriteIsRefused() {
        List<Consumer<ByteBuf>> writes = List.of(
                b -> b.setByte(0, 1),
                b -> b.setShort(0, 1),
                b -> b.setShortLE(0, 1),
                b -> b.setMedium(0, 1),
                b -> b.setMediumLE(0, 1),
                b -> b.setInt(0, 1),
                b -> b.setIntLE(0, 1),
                b -> b.setLong(0, 1),
                b -> b.setLongLE(0, 1),
                b -> b.setBytes(0, new byte[1]),
                b -> b.setBytes(0, ByteBuffer.allocate(1)),
                b -> b.setBytes(0, Unpooled.wrappedBuffer(new byte[1])),
                b -> b.setZero(0, 8),
                b -> b.clear().ensureWritable(1),
                b -> b.clear().writeByte(1),
                b -> b.capacity(1),
                b -> b.nioBuffer().put((byte) 1),
                b -> b.internalNioBuffer(0, 1).put((byte) 1));
        for (ByteBuf buffer : List.of(bytes, bytes.slice(3, 90), bytes.duplicate(), bytes.asReadOnly())) {
            for (Consumer<ByteBuf> write : writes) {
                assertThatThrownBy(() -> write.accept(buffer)).isInstanceOf(ReadOnlyBufferException.class);
            }
            assertThatThrownBy(() -> buffer.setBytes(0, new ByteArrayInputStream(new byte[1]), 1))
                    .isInstanceOf(ReadOnlyBufferException.class);
            assertThat(buffer.isReadOnly()).isTrue();
            assertThat(buffer.clear().isWritable()).isFalse();
        }
        assertThat(source.slice(START, LENGTH)).isEqualTo(copy);
    }

    @Test
    void releasingItTakesNothingFromAnybody() {
        ByteBuf slice = bytes.retainedSlice(10, 20);
        assertThat(bytes.release()).isFalse();
        assertThat(slice.release(1)).isFalse();
        assertThat(bytes.retain(2).touch("here").refCnt()).isEqualTo(1);
        assertThat(slice).isEqualTo(copy.slice(10, 20));
    }
}
