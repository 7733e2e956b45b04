package org.ckptimage.record;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.Random;
import org.ckptimage.format.Architecture;
import org.ckptimage.format.Dialect;
import org.ckptimage.format.ImageFormat;
import org.ckptimage.format.RecordType;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

/** The values that fields have: addresses, sets, times. */
class ValuesTest {

    @ParameterizedTest
    @CsvSource({
        "2, '/run/s',        UNNAMED,  *",
        "0, '/run/s',        UNNAMED,  *",
        "-5, '/run/s',       UNNAMED,  *",
        "9, '/run/s',        PATH,     /run/s",
        "110, '/run/s',      PATH,     /run/s",
        "8, '/run/s',        PATH,     /run/s",
        "6, 'sock',          PATH,     sock",
        "4294967295, 'sock', PATH,     sock",
        "6, '~abc',          ABSTRACT, @abc",
        "7, '~a~c',          ABSTRACT, @a@c@",
        "3, '~',             ABSTRACT, @"
    })
    void unixAddressesAreCutAtTheirLength(long length, String path, UnixAddress.Kind kind, String text) {
        ByteBuf bytes = Unpooled.buffer(108).writeBytes(path.replace('~', '\0').getBytes(StandardCharsets.UTF_8));
        bytes.writeZero(108 - bytes.writerIndex());
        UnixAddress address = UnixAddress.of(length, bytes);
        assertThat(address.kind()).isEqualTo(kind);
        assertThat(address).hasToString(text);
        assertThat(address.isRelativePath()).isEqualTo(text.equals("sock"));
    }

    @Test
    void aPathWithoutNulEndsWithItsField() {
        ByteBuf full = Unpooled.buffer(108).writeBytes("x".repeat(108).getBytes(StandardCharsets.US_ASCII));
        assertThat(UnixAddress.of(110, full)).hasToString("x".repeat(108));
        assertThat(UnixAddress.of(111, full)).hasToString("x".repeat(108));
    }

    @ParameterizedTest
    @EnumSource(
            value = Architecture.class,
            names = {"X86_64", "I386", "S390X", "PPC32", "PPC64"})
    void inetAddressesAreTheSameInBothByteOrders(Architecture architecture) {
        ImageFormat format = ImageFormat.of(Dialect.V20, architecture);
        ByteBuf bytes = Unpooled.buffer().writeZero(328);
        bytes.setBytes(298, new byte[] {0x1f, (byte) 0x90, (byte) 192, (byte) 168, 0, 1});
        SocketInetRecord record = (SocketInetRecord) RecordCodec.of(format).decode(RecordType.SOCKET_INET, bytes);
        assertThat(record.localAddress()).hasToString("192.168.0.1:8080");
        assertThat(record.localAddress().toSocketAddress()).hasToString("/192.168.0.1:8080");
        assertThat(record.remoteAddress()).isEmpty();
    }

    @ParameterizedTest
    @EnumSource(
            value = Architecture.class,
            names = {"X86_64", "S390X", "PPC32"})
    void theArchitecturesNumberIsLittleEndianEverywhere(Architecture architecture) {
        ImageFormat format = ImageFormat.of(Dialect.V20, architecture);
        ByteBuf bytes = Unpooled.buffer().writeZero(72);
        bytes.setByte(16, format.architectureNumber());
        HeaderRecord header = (HeaderRecord) RecordCodec.of(format).decode(RecordType.HEADER, bytes);
        assertThat(header.archId()).isEqualTo(format.architectureNumber());
    }

    @ParameterizedTest
    @CsvSource({
        "X86_64, 2, 0x0240000000000000",
        "S390X,  2, 0x0000000000004002",
        "PPC64,  2, 0x0000000000004002",
        "PPC32,  2, 0x0000400200000000"
    })
    void signalSetsAreTheKernelsWordsInItsOrder(Architecture architecture, int signal, String memory) {
        ByteBuf bytes = Unpooled.buffer().writeZero(8).writeLong(Long.decode(memory));
        SignalTaskRecord record = (SignalTaskRecord)
                RecordCodec.of(ImageFormat.of(Dialect.V20, architecture)).decode(RecordType.SIGNAL_TASK, bytes);
        assertThat(record.blocked().numbers()).containsExactly(signal, 15);
        assertThat(record.blocked()).hasToString("SIGINT|SIGTERM");
    }

    @Test
    void aHighSignalOfPpc32IsInTheSecondWord() {
        ByteBuf bytes = Unpooled.buffer().writeZero(8).writeLong(0x0000000080000000L);
        SignalTaskRecord record = (SignalTaskRecord)
                RecordCodec.of(ImageFormat.of(Dialect.V20, Architecture.PPC32)).decode(RecordType.SIGNAL_TASK, bytes);
        assertThat(record.blocked().numbers()).containsExactly(64);
    }

    @Test
    void capabilitiesAreJoinedFromTheirHalves() {
        ByteBuf bytes = Unpooled.buffer().writeZero(96).setIntLE(64, 1 << 31).setIntLE(68, 2);
        CredRecord record = (CredRecord)
                RecordCodec.of(ImageFormat.of(Dialect.V20, Architecture.X86_64)).decode(RecordType.CRED, bytes);
        assertThat(record.capS().capP().names()).containsExactly("CAP_SETFCAP", "CAP_MAC_ADMIN");
        assertThat(record.capS().capE().isEmpty()).isTrue();
    }

    @Test
    void anyNumberOfNanosecondsIsATimeAndBackAgain() {
        Random random = new Random(5);
        for (int i = 0; i < 1000; i++) {
            long nanos = random.nextLong();
            Duration time = Times.unsignedNanos(nanos);
            assertThat(time.getSeconds() * 1_000_000_000L + time.getNano()).isEqualTo(nanos);
            assertThat(time.isNegative()).isFalse();
        }
        assertThat(Times.unsignedNanos(-1)).isEqualTo(Duration.ofSeconds(18446744073L, 709551615));
    }

    @Test
    void secondsOutOfAnyCalendarAreNoInstant() {
        assertThat(Times.instant(1267401600)).contains(Instant.parse("2010-03-01T00:00:00Z"));
        assertThat(Times.instant(0)).contains(Instant.EPOCH);
        assertThat(Times.instantOrNever(0)).isEmpty();
        assertThat(Times.instant(Long.MAX_VALUE)).isEmpty();
        assertThat(Times.instant(Long.MIN_VALUE)).isEmpty();
    }

    @Test
    void permissionsLookAsInProc() {
        assertThat(vma(0x75).permissions()).isEqualTo("r-xp");
        assertThat(vma(0xfb).permissions()).isEqualTo("rw-s");
        assertThat(vma(0x100).permissions()).isEqualTo("---p");
    }

    private static VmaRecord vma(long flags) {
        ByteBuf bytes = Unpooled.buffer().writeZero(72).setLongLE(56, flags);
        return (VmaRecord)
                RecordCodec.of(ImageFormat.of(Dialect.V20, Architecture.X86_64)).decode(RecordType.VMA, bytes);
    }

    @Test
    void theLowWaterMarkIsInTheHalfThatComesFirstInMemory() {
        for (Architecture architecture : new Architecture[] {Architecture.X86_64, Architecture.PPC64}) {
            ByteBuf bytes = Unpooled.buffer().writeZero(112);
            new Formats.Kind(ImageFormat.of(Dialect.V20, architecture), RecordType.SOCKET, java.util.Optional.empty())
                    .putInt(bytes, 40, 1);
            SocketRecord record = (SocketRecord)
                    RecordCodec.of(ImageFormat.of(Dialect.V20, architecture)).decode(RecordType.SOCKET, bytes);
            assertThat(record.receiveLowWater(architecture)).isEqualTo(1);
        }
    }

    @Test
    void valuesThatDoNotFitAreRefusedByName() {
        ImageFormat format = ImageFormat.of(Dialect.V20, Architecture.X86_64);
        RecordCodec codec = RecordCodec.of(format);
        assertThatThrownBy(() -> codec.encode(RecordType.PGARR, new UserRecord(0, ObjRef.NONE, Padding.NONE)))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("UserRecord")
                .hasMessageContaining("PGARR");
        assertThatThrownBy(() -> codec.encode(RecordType.USER, new UserRecord(1L << 32, ObjRef.NONE, Padding.NONE)))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("uid has 32 bits and cannot hold 4294967296");
        assertThatThrownBy(() -> codec.encode(
                        RecordType.UTS_NS,
                        new UtsNsRecord(
                                Text.withNul("x".repeat(65)),
                                Text.withNul(""),
                                Text.withNul(""),
                                Text.withNul(""),
                                Text.withNul(""),
                                Text.withNul(""),
                                Padding.NONE)))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("sysname has room for 65 elements, not for 66");
    }
}
