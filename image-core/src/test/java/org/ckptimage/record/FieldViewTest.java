package org.ckptimage.record;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.common.collect.HashMultiset;
import com.google.common.collect.Multiset;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import java.lang.reflect.RecordComponent;
import java.util.BitSet;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import org.ckptimage.format.Architecture;
import org.ckptimage.format.Dialect;
import org.ckptimage.format.FlagKind;
import org.ckptimage.format.Flags;
import org.ckptimage.format.ImageFormat;
import org.ckptimage.format.Meaning;
import org.ckptimage.format.RecordType;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

class FieldViewTest {
    private static final ImageFormat V20 = ImageFormat.of(Dialect.V20, Architecture.X86_64);

    @ParameterizedTest(name = "{0}, seed 41")
    @MethodSource("org.ckptimage.record.Formats#all")
    void theGenericViewAndTheTypedRecordMeanTheSame(ImageFormat format) throws Exception {
        for (Formats.Kind kind : Formats.kindsOf(format)) {
            ByteBuf bytes = kind.random(new Random(41), 96);
            CkptRecord typed = RecordCodec.of(kind.format()).decode(kind.type(), bytes);
            FieldView view = FieldView.of(kind.format(), kind.type(), bytes);
            Multiset<Object> inView = HashMultiset.create();
            view.fields().forEach(field -> collect(field, inView));
            Multiset<Object> inRecord = HashMultiset.create();
            collect(typed, inRecord);
            assertThat(inView).as(kind.toString()).isEqualTo(inRecord);
        }
    }

    /** Flags, object numbers and sets of signals; second names of a union left out. */
    private static void collect(FieldValue value, Multiset<Object> found) {
        if (value instanceof FieldValue.StructsField structs) {
            structs.elements().forEach(element -> element.forEach(field -> collect(field, found)));
        } else if (value instanceof FieldValue.SignalsField signals) {
            found.add(signals.raw());
        } else if (value instanceof FieldValue.NumberField number) {
            number.flags()
                    .filter(flags -> flags.table().kind() != FlagKind.CAPABILITIES_HIGH)
                    .filter(flags -> flags.table().kind() != FlagKind.CAPABILITIES)
                    .ifPresent(found::add);
            Meaning.Kind kind = number.meaning().kind();
            if (kind == Meaning.Kind.REFERENCE || kind == Meaning.Kind.DEFINITION || kind == Meaning.Kind.OBJECT) {
                found.add(ObjRef.of((int) number.raw()));
            }
        }
    }

    private static void collect(Object value, Multiset<Object> found) throws ReflectiveOperationException {
        if (value instanceof Flags flags) {
            if (flags.table().kind() != FlagKind.CAPABILITIES) {
                found.add(flags);
            }
        } else if (value instanceof SignalSet || value instanceof ObjRef && !value.equals(ObjRef.NONE)) {
            found.add(value);
        } else if (value instanceof Optional<?> optional && optional.isPresent()) {
            collect(optional.get(), found);
        } else if (value instanceof List<?> list) {
            for (Object element : list) {
                collect(element, found);
            }
        } else if (value instanceof Record) {
            for (RecordComponent component : value.getClass().getRecordComponents()) {
                component.getAccessor().setAccessible(true);
                collect(component.getAccessor().invoke(value), found);
            }
        }
    }

    @ParameterizedTest(name = "{0}, seed 42")
    @MethodSource("org.ckptimage.record.Formats#all")
    void fieldsAndPaddingTogetherHoldEveryByte(ImageFormat format) {
        for (Formats.Kind kind : Formats.kindsOf(format)) {
            Random random = new Random(42);
            for (int extra : new int[] {0, 1, 7, 200}) {
                ByteBuf bytes = kind.random(random, extra);
                FieldView view = FieldView.of(kind.format(), kind.type(), bytes);
                BitSet seen = new BitSet();
                seen.set(0, RecordCodec.HEAD);
                view.fields().forEach(field -> mark(field, seen));
                view.padding().forEach(run -> {
                    assertThat(seen.get(run.offset(), run.offset() + run.bytes().readableBytes())
                                    .isEmpty())
                            .isTrue();
                    seen.set(run.offset(), run.offset() + run.bytes().readableBytes());
                });
                for (int at = seen.nextClearBit(0); at < bytes.readableBytes(); at = seen.nextClearBit(at + 1)) {
                    assertThat(bytes.getByte(at)).isZero();
                }
            }
        }
    }

    private static void mark(FieldValue value, BitSet seen) {
        if (value instanceof FieldValue.StructsField structs) {
            structs.elements().forEach(element -> element.forEach(field -> mark(field, seen)));
            return;
        }
        int count = 1;
        if (value instanceof FieldValue.NumbersField numbers) {
            count = numbers.raw().length();
        } else if (value instanceof FieldValue.BytesField bytes) {
            count = bytes.raw().readableBytes();
        } else if (value instanceof FieldValue.SignalsField) {
            count = Long.BYTES;
        }
        seen.set(value.offset(), value.offset() + count * value.field().elementSize());
    }

    @ParameterizedTest(name = "{0}, seed 43")
    @MethodSource("org.ckptimage.record.Formats#all")
    void anyPartOfARecordCanBeViewedAndPrinted(ImageFormat format) {
        for (Formats.Kind kind : Formats.kindsOf(format)) {
            ByteBuf bytes = kind.random(new Random(43), 40);
            for (int length = RecordCodec.HEAD; length <= bytes.readableBytes(); length++) {
                FieldView view = FieldView.of(kind.format(), kind.type(), bytes.slice(0, length));
                view.fields().forEach(FieldViewTest::print);
            }
        }
    }

    private static void print(FieldValue value) {
        assertThat(value.text()).isNotEmpty().matches("[^\\p{Cntrl}]*");
        assertThat(value.name()).isNotEmpty();
        if (value instanceof FieldValue.StructsField structs) {
            structs.elements().forEach(element -> element.forEach(FieldViewTest::print));
        }
    }

    @ParameterizedTest
    @CsvSource({
        "FILE, f_type, 1 GENERIC",
        "FILE, f_mode, 0x1f READ|WRITE|LSEEK|PREAD|PWRITE",
        "FILE, f_flags, 0x8002 O_RDWR|O_LARGEFILE",
        "FILE, f_credref, 7 -> CRED",
        "FILE, f_pos, 18446744073709551615",
        "FILE, f_secref, 0"
    })
    void fieldsAreExplainedForPeople(RecordType type, String name, String text) {
        ByteBuf bytes = Unpooled.buffer().writeZero(48);
        bytes.setIntLE(8, 1)
                .setIntLE(12, 0x1f)
                .setIntLE(16, 0x8002)
                .setIntLE(20, 7)
                .setLongLE(24, -1);
        assertThat(field(FieldView.of(V20, type, bytes), name).text()).isEqualTo(text);
    }

    @Test
    void timesAddressesAndLimitsAreExplained() {
        ByteBuf header =
                Unpooled.buffer().writeZero(72).setLongLE(56, 1267401600).setByte(16, 2);
        FieldView view = FieldView.of(V20, RecordType.HEADER, header);
        assertThat(field(view, "time").text()).isEqualTo("1267401600 2010-03-01T00:00:00Z");
        assertThat(field(view, "arch_id").text()).isEqualTo("2 x86_64");

        ByteBuf signal = Unpooled.buffer().writeZero(328).setLongLE(8, -1).setLongLE(264, 1_500_000_000);
        view = FieldView.of(V20, RecordType.SIGNAL, signal);
        FieldValue.StructsField limits = (FieldValue.StructsField) field(view, "rlim");
        assertThat(limits.elements()).hasSize(16);
        assertThat(limits.elements().get(0).get(0).text()).isEqualTo("18446744073709551615 unlimited");
        assertThat(limits.elements().get(0).get(0).offset()).isEqualTo(8);
        assertThat(field(view, "it_real_value").text()).isEqualTo("1500000000 PT1.5S");

        ByteBuf inet = Unpooled.buffer().writeZero(328);
        inet.setShort(298, 80).setInt(300, 0x7f000001);
        view = FieldView.of(V20, RecordType.SOCKET_INET, inet);
        assertThat(field(view, "laddr.sin_port").text()).isEqualTo("80");
        assertThat(field(view, "laddr.sin_addr").text()).isEqualTo("2130706433 127.0.0.1");
    }

    @Test
    void namesFromAnImageReachTheTerminalWholeAndNotRaw() {
        ByteBuf name = Unpooled.buffer().writeZero(8).writeBytes("/a\u001b[31m\"\n\0rest\0\0".getBytes());
        FieldView view = FieldView.of(V20, RecordType.FILE_NAME, name);
        assertThat(view.fields().get(0).text()).isEqualTo("\"/a\\u001b[31m\\\"\\u000a\\u0000rest\"");
    }

    @Test
    void payloadsShowTheirLengthOnly() {
        ByteBuf buffer = Unpooled.buffer().writeZero(8).writeBytes("secret".getBytes());
        assertThat(FieldView.of(V20, RecordType.BUFFER, buffer).fields().get(0).text())
                .isEqualTo("6 bytes");
    }

    @Test
    void aFileOfAnUnknownKindShowsWhatAllKindsHave() {
        ByteBuf file = Unpooled.buffer().writeZero(56).setIntLE(8, 99).setByte(50, 1);
        FieldView view = FieldView.of(V20, RecordType.FILE, file);
        assertThat(view.fields()).extracting(FieldValue::name).endsWith("f_secref");
        assertThat(view.padding()).hasSize(1);
        // The 4 bytes of padding at the end of the struct, and what follows.
        assertThat(view.padding().get(0).offset()).isEqualTo(44);
    }

    @Test
    void aRecordOfAnUnknownTypeIsOneFieldOfBytes() {
        FieldView view = FieldView.of(V20, null, Unpooled.buffer().writeZero(20));
        assertThat(view.fields())
                .singleElement()
                .satisfies(field -> assertThat(field.text()).isEqualTo("12 bytes"));
    }

    private static FieldValue field(FieldView view, String name) {
        return view.fields().stream()
                .filter(field -> field.name().equals(name))
                .findFirst()
                .orElseThrow();
    }
}
