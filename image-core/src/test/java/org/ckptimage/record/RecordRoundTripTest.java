package org.ckptimage.record;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import java.util.Random;
import java.util.stream.Stream;
import org.ckptimage.format.ImageFormat;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Encoding a decoded record gives back its bytes, whatever they are. */
class RecordRoundTripTest {
    private static final int[] EXTRA_LENGTHS = {0, 1, 4, 7, 16, 48, 64, 88, 200, 1337};

    static Stream<Arguments> formatsAndSeeds() {
        return Formats.all().flatMap(format -> Stream.of(1L, 2L).map(seed -> Arguments.of(format, seed)));
    }

    @ParameterizedTest(name = "{0}, seed {1}")
    @MethodSource("formatsAndSeeds")
    void anyBytesThatAreLongEnoughSurvive(ImageFormat format, long seed) {
        Random random = new Random(seed);
        RecordCodec codec = RecordCodec.of(format);
        for (Formats.Kind kind : Formats.kindsOf(format)) {
            for (int extra : EXTRA_LENGTHS) {
                ByteBuf bytes = kind.random(random, extra);
                CkptRecord record = codec.decode(kind.type(), bytes);
                assertThat(record).as(kind.toString()).isNotInstanceOf(OpaqueRecord.class);
                ByteBuf encoded = codec.encode(kind.type(), record);
                assertThat(encoded).as(kind.toString()).isEqualTo(bytes);
                assertThat(codec.decode(kind.type(), encoded)).isEqualTo(record);
            }
        }
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("org.ckptimage.record.Formats#all")
    void zerosSurviveAndLeaveNoPadding(ImageFormat format) {
        RecordCodec codec = RecordCodec.of(format);
        for (Formats.Kind kind : Formats.kindsOf(format)) {
            ByteBuf bytes = kind.zeros();
            CkptRecord record = codec.decode(kind.type(), bytes);
            assertThat(record.padding()).as(kind.toString()).isSameAs(Padding.NONE);
            assertThat(codec.encode(kind.type(), record)).isEqualTo(bytes);
        }
    }

    @ParameterizedTest(name = "{0}, seed 3")
    @MethodSource("org.ckptimage.record.Formats#all")
    void aSliceOfALongerBufferIsReadFromItsOwnStart(ImageFormat format) {
        RecordCodec codec = RecordCodec.of(format);
        for (Formats.Kind kind : Formats.kindsOf(format)) {
            ByteBuf bytes = kind.random(new Random(3), 24);
            ByteBuf framed = Unpooled.buffer().writeZero(13).writeBytes(bytes.duplicate());
            framed.readerIndex(13);
            assertThat(codec.decode(kind.type(), framed))
                    .as(kind.toString())
                    .isEqualTo(codec.decode(kind.type(), bytes));
            assertThat(framed.readerIndex()).isEqualTo(13);
        }
    }

    @ParameterizedTest(name = "{0}, seed 4")
    @MethodSource("org.ckptimage.record.Formats#all")
    void aRecordThatIsTooShortIsRefusedWithItsLengths(ImageFormat format) {
        RecordCodec codec = RecordCodec.of(format);
        for (Formats.Kind kind : Formats.kindsOf(format)) {
            ByteBuf bytes = kind.random(new Random(4), 0);
            for (int length = RecordCodec.HEAD; length < kind.layout().size(); length++) {
                ByteBuf cut = bytes.slice(0, length);
                assertThatThrownBy(() -> codec.decode(kind.type(), cut))
                        .isInstanceOf(IllegalArgumentException.class)
                        .hasMessageContaining("has " + length + " bytes");
            }
        }
    }
}
