package org.ckptimage.record;

import static org.assertj.core.api.Assertions.assertThat;

import io.netty.buffer.ByteBuf;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.Random;
import java.util.function.Function;
import java.util.stream.Stream;
import org.ckptimage.format.Architecture;
import org.ckptimage.format.Dialect;
import org.ckptimage.format.FileType;
import org.ckptimage.format.ImageFormat;
import org.ckptimage.format.RecordType;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Components of v20 records hold what stands at the offsets of the kernel's structs. The offsets are written out here,
 * a second time and on purpose: the tables are not asked.
 */
class FieldOffsetTest {

    /** A component, and where it lies: type and offset. */
    record Fact(RecordType type, FileType fileType, String name, String place, Function<CkptRecord, Object> component) {
        @Override
        public String toString() {
            return type + (fileType == null ? "" : "." + fileType) + " " + name + " " + place;
        }
    }

    static Stream<Arguments> factsInBothByteOrders() {
        return Stream.of(Architecture.X86_64, Architecture.I386, Architecture.S390X, Architecture.PPC32)
                .flatMap(architecture -> Facts.all().map(fact -> Arguments.of(architecture, fact)));
    }

    @ParameterizedTest(name = "{0} {1}, seed 7")
    @MethodSource("factsInBothByteOrders")
    void componentsHoldWhatStandsAtTheirOffset(Architecture architecture, Fact fact) {
        ImageFormat format = ImageFormat.of(Dialect.V20, architecture);
        Formats.Kind kind = new Formats.Kind(format, fact.type, java.util.Optional.ofNullable(fact.fileType));
        ByteBuf bytes = kind.random(new Random(7), 96);
        CkptRecord record = RecordCodec.of(format).decode(fact.type, bytes);
        assertThat(number(fact.component.apply(record))).isEqualTo(read(bytes, fact.place, architecture));
    }

    private static long number(Object component) {
        if (component instanceof ObjRef objref) {
            return objref.number();
        }
        return component instanceof org.ckptimage.format.Flags flags ? flags.raw() : ((Number) component).longValue();
    }

    private static long read(ByteBuf bytes, String place, Architecture architecture) {
        List<String> words = List.of(place.split("@"));
        int at = Integer.parseInt(words.get(1));
        boolean network = words.get(0).startsWith("be");
        ByteBuffer buffer = bytes.nioBuffer().order(network ? java.nio.ByteOrder.BIG_ENDIAN : architecture.byteOrder());
        return switch (words.get(0)) {
            case "u8" -> buffer.get(at) & 0xff;
            case "u16", "be16" -> buffer.getShort(at) & 0xffff;
            case "s16" -> buffer.getShort(at);
            case "u32", "be32" -> buffer.getInt(at) & 0xffffffffL;
            case "s32" -> buffer.getInt(at);
            case "u64", "s64" -> buffer.getLong(at);
            default -> throw new IllegalArgumentException(place);
        };
    }
}
