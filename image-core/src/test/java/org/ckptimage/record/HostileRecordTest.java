package org.ckptimage.record;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.common.primitives.ImmutableLongArray;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.util.Random;
import org.ckptimage.format.Architecture;
import org.ckptimage.format.Dialect;
import org.ckptimage.format.ImageFormat;
import org.ckptimage.format.RecordType;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Records with numbers that make no sense decode, encode, and answer. */
class HostileRecordTest {
    private static final ImageFormat PPC64 = ImageFormat.of(Dialect.V20, Architecture.PPC64);

    @ParameterizedTest(name = "{0}, seed 31")
    @MethodSource("org.ckptimage.record.Formats#all")
    void noAccessorThrowsWhateverTheRecordHolds(ImageFormat format) throws Exception {
        for (Formats.Kind kind : Formats.kindsOf(format)) {
            Random random = new Random(31);
            for (int extra : new int[] {0, 5, 100}) {
                for (int fill : new int[] {0, 0xff, -1}) {
                    ByteBuf bytes = kind.random(random, extra);
                    if (fill >= 0) {
                        int start = kind.layout().size() == RecordCodec.HEAD ? RecordCodec.HEAD : 12;
                        bytes.setBytes(start, filled(bytes.readableBytes() - start, fill));
                    }
                    callAll(RecordCodec.of(kind.format()).decode(kind.type(), bytes));
                }
            }
        }
    }

    private static byte[] filled(int length, int value) {
        byte[] bytes = new byte[length];
        java.util.Arrays.fill(bytes, (byte) value);
        return bytes;
    }

    private static void callAll(CkptRecord record) throws IllegalAccessException, InvocationTargetException {
        for (Method method : record.getClass().getMethods()) {
            if (method.getParameterCount() == 0
                    && method.getDeclaringClass() == record.getClass()
                    && !Modifier.isStatic(method.getModifiers())) {
                assertThat(method.invoke(record)).as(method.toString()).isNotNull();
            }
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 1, 3, 7, 1000, -1, Integer.MIN_VALUE, Integer.MAX_VALUE})
    void groupsThatLieAboutTheirNumberSurvive(int claimed) {
        ImageFormat format = ImageFormat.of(Dialect.V20, Architecture.X86_64);
        RecordCodec codec = RecordCodec.of(format);
        for (int length = 16; length < 40; length++) {
            byte[] random = new byte[length];
            new Random(length).nextBytes(random);
            ByteBuf bytes = Unpooled.wrappedBuffer(random);
            bytes.setIntLE(0, format.number(RecordType.GROUPINFO))
                    .setIntLE(4, length)
                    .setIntLE(8, claimed);
            GroupInfoRecord record = (GroupInfoRecord) codec.decode(RecordType.GROUPINFO, bytes);
            assertThat(record.ngroups()).isEqualTo(Integer.toUnsignedLong(claimed));
            assertThat(record.groups().length())
                    .isEqualTo((int) Math.min(Integer.toUnsignedLong(claimed), (length - 12) / 4));
            assertThat(codec.encode(RecordType.GROUPINFO, record)).isEqualTo(bytes);
        }
    }

    @Test
    void groupsMadeByHandAreAsLongAsAKernelWritesThem() {
        RecordCodec codec = RecordCodec.of(PPC64);
        ByteBuf bytes = codec.encode(RecordType.GROUPINFO, GroupInfoRecord.of(10, 20, 30));
        assertThat(bytes.readableBytes()).isEqualTo(16 + 4 * 3);
        assertThat(((GroupInfoRecord) codec.decode(RecordType.GROUPINFO, bytes)).groups())
                .isEqualTo(ImmutableLongArray.of(10, 20, 30));
    }

    @Test
    void aPowerPcRecordTellsTheSizesOfItsParts() {
        PpcCpuRecord record = powerPc(1600, 44 * 8, 512);
        assertThat(record.registers()).hasSize(44).containsKeys("gpr0", "gpr31", "nip", "result");
        assertThat(record.stackPointer()).hasValue(record.regs().getLong(8));
        assertThat(record.instructionPointer()).hasValue(record.regs().getLong(32 * 8));
        assertThat(record.fpr()).isEqualTo(record.regs().slice(352, 512));
        assertThat(record.fpscr()).hasValue(record.regs().getUnsignedInt(864));
        assertThat(record.dabr()).hasValue(record.regs().getLong(872));
        assertThat(record.vr()).isEqualTo(record.regs().slice(880, 512));
    }

    @Test
    void aPowerPcRecordOf32BitsHasSmallerWords() {
        PpcCpuRecord record = powerPc(1168, 44 * 4, 256);
        assertThat(record.stackPointer()).hasValue(record.regs().getUnsignedInt(4));
        assertThat(record.registers()).containsEntry("nip", record.regs().getUnsignedInt(32 * 4));
        assertThat(record.vr()).isEqualTo(record.regs().slice(448, 512));
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 1, 175, 177, 1 << 20, -1, Integer.MIN_VALUE, Integer.MAX_VALUE})
    void aPowerPcRecordWithAbsurdSizesHasNoRegisters(int size) {
        PpcCpuRecord record = powerPc(1600, size, size);
        assertThat(record.registers()).isEmpty();
        assertThat(record.instructionPointer()).isEmpty();
        assertThat(record.stackPointer()).isEmpty();
        if (Integer.toUnsignedLong(size) > 1600) {
            assertThat(record.fpr().isReadable()).isFalse();
            assertThat(record.vr().isReadable()).isFalse();
            assertThat(record.fpscr()).isEmpty();
            assertThat(record.dabr()).isEmpty();
        }
    }

    private static PpcCpuRecord powerPc(int length, int generalSize, int floatSize) {
        byte[] random = new byte[length];
        new Random(length).nextBytes(random);
        ByteBuf bytes = Unpooled.wrappedBuffer(random).setInt(12, generalSize).setInt(16, floatSize);
        return (PpcCpuRecord) RecordCodec.of(PPC64).decode(RecordType.CPU, bytes);
    }
}
