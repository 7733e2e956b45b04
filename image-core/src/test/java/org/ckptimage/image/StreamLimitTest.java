package org.ckptimage.image;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.google.common.primitives.Bytes;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.SequenceInputStream;
import java.nio.ByteBuffer;
import java.nio.channels.Channels;
import java.util.Arrays;
import java.util.stream.Stream;
import org.ckptimage.format.Architecture;
import org.ckptimage.format.Dialect;
import org.ckptimage.format.ImageFormat;
import org.ckptimage.format.RecordType;
import org.ckptimage.io.ByteSource;
import org.ckptimage.record.StreamWalk;
import org.ckptimage.testing.MadeUpImage;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class StreamLimitTest {
    private static final byte[] JUNK = new byte[20];

    private static StreamWalk walk(byte[] stream, long start, int part) {
        StreamWalk walk = new StreamWalk(start);
        for (int at = 0; at < stream.length; at += part) {
            walk.pass(ByteBuffer.wrap(stream, at, Math.min(part, stream.length - at)));
        }
        return walk;
    }

    private static void endsBehind(byte[] image) {
        byte[] stream = Bytes.concat(JUNK, image, image, JUNK);
        for (int part : new int[] {1, 7, 4096, stream.length}) {
            StreamWalk walk = walk(stream, JUNK.length, part);
            assertThat(walk.end()).isEqualTo(stream.length - JUNK.length);
            assertThat(walk.behind()).isEqualTo(JUNK.length);
        }
    }

    static Stream<ImageFormat> formats() {
        return MadeUpImage.allFormats().stream();
    }

    static Stream<String> images() {
        return RealImages.all();
    }

    @ParameterizedTest
    @MethodSource("formats")
    void theEndOfImagesOfEveryFormatIsFound(ImageFormat format) {
        endsBehind(MadeUpImage.of(format)
                .task(1, task -> task.file(0, "/dev/null").tcp(3, 4, 80, "in a page of its own"))
                .build());
    }

    @ParameterizedTest
    @MethodSource("images")
    void theEndOfRealImagesIsFound(String name) {
        endsBehind(RealImages.bytes(name));
    }

    @Test
    void theLargerOfTwoSizesOfPagesIsFound() {
        endsBehind(MadeUpImage.of(Dialect.V20, Architecture.PPC64)
                .pageSize(65536)
                .task(1, task -> task.tcp(3, 4, 80, "in a large page"))
                .build());
    }

    @Test
    void aRecordOfNoKnownNumberIsPassedOver() {
        byte[] image = MadeUpImage.of(Dialect.V20, Architecture.X86_64)
                .task(1, task -> {})
                .before(RecordType.TAIL, 0, out -> out.raw(new byte[] {99, 99, 0, 0, 12, 0, 0, 0, 1, 2, 3, 4}))
                .build();
        endsBehind(image);
    }

    @Test
    void whereRecordsEndTooEarlyTheWalkEnds() {
        byte[] image = RealImages.bytes("v20/plain");
        byte[] cut = Arrays.copyOf(image, 0x843);
        assertThat(walk(Bytes.concat(cut, new byte[100]), 0, 64).end()).isEqualTo(0x843);
        assertThat(walk(image, 0, 64).behind()).isZero();
    }

    /** An image, and bytes that go on for ever. */
    private static InputStream endless(byte[] image) {
        InputStream zeros = new InputStream() {
            @Override
            public int read() {
                return 0;
            }

            @Override
            public int read(byte[] bytes, int from, int length) {
                return length;
            }
        };
        return new SequenceInputStream(new ByteArrayInputStream(image), zeros);
    }

    @Test
    void aStreamWithoutEndBehindAnImageIsRefused() {
        byte[] image = RealImages.bytes("v20/plain");
        assertThatThrownBy(() -> ByteSource.spool(
                        Channels.newChannel(endless(image)), "<stdin>", OpenOptions.DEFAULT.streamCheck()))
                .isInstanceOf(IOException.class)
                .hasMessage("<stdin>: more than 256 MiB follow offset 27581 (0x6bbd), where the records end; cut the"
                        + " stream, as with head -c 27581, or if it has an end, save it to a file and read that");
    }

    @Test
    void aStreamWithSomethingBehindAnImageIsKept() throws IOException {
        byte[] stream = Bytes.concat(RealImages.bytes("v20/plain"), new byte[1 << 20]);
        try (Image image = Image.open(
                ByteSource.spool(
                        Channels.newChannel(new ByteArrayInputStream(stream)),
                        "<stdin>",
                        OpenOptions.DEFAULT.streamCheck()),
                OpenOptions.DEFAULT)) {
            assertThat(image.trailingBytes()).isEqualTo(1 << 20);
        }
    }
}
