package org.ckptimage.record;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.netty.buffer.ByteBuf;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Encoding a decoded record gives back its bytes, whatever they are. */
class RecordRoundTripTest {
    private static final int[] EXTRA_LENGTHS = {0, 1, 4, 7, 16, 48, 64, 88, 200, 1337};

    static Stream<Arguments> kindsAndSeeds() {
        return Formats.kinds().flatMap(kind -> Stream.of(1L, 2L).map(seed -> Arguments.of(kind, seed)));
    }

    @ParameterizedTest(name = "{0}, seed {1}")
    @MethodSource("kindsAndSeeds")
    void anyBytesThatAreLongEnoughSurvive(Formats.Kind kind, long seed) {
        Random random = new Random(seed);
        RecordCodec codec = RecordCodec.of(kind.format());
        for (int extra : EXTRA_LENGTHS) {
            ByteBuf bytes = kind.random(random, extra);
            CkptRecord record = codec.decode(kind.type(), bytes);
            assertThat(record).isNotInstanceOf(OpaqueRecord.class);
            assertThat(codec.encode(kind.type(), record)).isEqualTo(bytes);
            assertThat(codec.decode(kind.type(), codec.encode(kind.type(), record)))
                    .isEqualTo(record);
        }
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("org.ckptimage.record.Formats#kinds")
    void zerosSurviveAndLeaveNoPadding(Formats.Kind kind) {
        RecordCodec codec = RecordCodec.of(kind.format());
        ByteBuf bytes = kind.random(new Random(0), 0);
        bytes.setZero(0, bytes.capacity());
        kind.fileType()
                .ifPresent(file ->
                        kind.putInt(bytes, kind.format().layout(kind.type()).offset("f_type"), file.number()));
        kind.putHead(bytes);
        CkptRecord record = codec.decode(kind.type(), bytes);
        assertThat(record.padding()).isSameAs(Padding.NONE);
        assertThat(codec.encode(kind.type(), record)).isEqualTo(bytes);
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("org.ckptimage.record.Formats#kinds")
    void aSliceOfALongerBufferIsReadFromItsOwnStart(Formats.Kind kind) {
        RecordCodec codec = RecordCodec.of(kind.format());
        ByteBuf bytes = kind.random(new Random(3), 24);
        ByteBuf framed = io.netty.buffer.Unpooled.buffer().writeZero(13).writeBytes(bytes.duplicate());
        framed.readerIndex(13);
        assertThat(codec.decode(kind.type(), framed)).isEqualTo(codec.decode(kind.type(), bytes));
        assertThat(framed.readerIndex()).isEqualTo(13);
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("org.ckptimage.record.Formats#kinds")
    void aRecordThatIsTooShortIsRefusedWithItsLengths(Formats.Kind kind) {
        RecordCodec codec = RecordCodec.of(kind.format());
        ByteBuf bytes = kind.random(new Random(4), 0);
        for (int length = RecordCodec.HEAD; length < kind.layout().size(); length++) {
            ByteBuf cut = bytes.slice(0, length);
            assertThatThrownBy(() -> codec.decode(kind.type(), cut))
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessageContaining("has " + length + " bytes");
        }
    }
}
