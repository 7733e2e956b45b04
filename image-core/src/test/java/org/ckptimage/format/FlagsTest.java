package org.ckptimage.format;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

class FlagsTest {

    @ParameterizedTest
    @CsvSource({
        "X86_64, 0x8002,  O_RDWR|O_LARGEFILE",
        "S390X,  0x8002,  O_RDWR|O_LARGEFILE",
        "PPC64,  0x8002,  O_RDWR|O_NOFOLLOW",
        "PPC32,  0x10001, O_WRONLY|O_LARGEFILE",
        "ARM,    0x10000, O_RDONLY|O_DIRECT",
        "ARM,    0x20400, O_RDONLY|O_APPEND|O_LARGEFILE",
        "I386,   0x20000, O_RDONLY|O_NOFOLLOW",
        "PPC64,  0x20000, O_RDONLY|O_DIRECT",
        "X86_64, 0x4800,  O_RDONLY|O_NONBLOCK|O_DIRECT",
        "X86_64, 0x80000000, O_RDONLY|0x80000000"
    })
    void openFlagsAreNamedByTheirArchitecture(Architecture architecture, String raw, String names) {
        assertThat(Flags.of(FlagKind.F_FLAGS, architecture, Long.decode(raw))).hasToString(names);
    }

    @Test
    void theAccessModeIsANumberAndNotTwoBits() {
        Flags readWrite = Flags.of(FlagKind.F_FLAGS, Architecture.X86_64, 2);
        assertThat(readWrite.has("O_WRONLY")).isFalse();
        assertThat(readWrite.with("O_RDONLY").raw()).isZero();
        assertThat(readWrite.withRaw(3).names()).isEmpty();
        assertThat(readWrite.withRaw(3).unknown()).isEqualTo(3);
        assertThat(AccessMode.of(0x8402)).isEqualTo(AccessMode.READ_WRITE);
        assertThat(AccessMode.of(3)).isNull();
    }

    @Test
    void capabilitiesOf2_6_33HaveTheirNames() {
        Flags all = Flags.of(FlagKind.CAPABILITIES, 0x3ffffffffL);
        assertThat(all.names()).hasSize(34).startsWith("CAP_CHOWN").endsWith("CAP_MAC_OVERRIDE", "CAP_MAC_ADMIN");
        assertThat(all.unknown()).isZero();
        assertThat(all.withRaw(1L << 21).names()).containsExactly("CAP_SYS_ADMIN");
        assertThat(all.withRaw(1L << 12 | 1L << 63)).hasToString("CAP_NET_ADMIN|0x8000000000000000");
    }

    @Test
    void whatRealImagesHoldHasNames() {
        assertThat(Flags.of(FlagKind.TTY_FLAGS, 2561)).hasToString("THROTTLED|LDISC|LDISC_OPEN");
        assertThat(Flags.of(FlagKind.MM_FLAGS, 205).unknown()).isZero();
        assertThat(Flags.of(FlagKind.VM_FLAGS, 0x4040075).names())
                .containsExactly("READ", "EXEC", "MAYREAD", "MAYWRITE", "MAYEXEC", "DONTEXPAND", "ALWAYSDUMP");
        assertThat(Flags.of(FlagKind.THREAD_INFO_FLAGS, Architecture.X86_64, 0x20000))
                .hasToString("IA32");
        assertThat(Flags.of(FlagKind.EPOLL_EVENTS, 0x80002001L)).hasToString("EPOLLIN|EPOLLRDHUP|EPOLLET");
        assertThat(Flags.of(FlagKind.SA_FLAGS, 0x14000000)).hasToString("SA_RESTORER|SA_RESTART");
    }

    @ParameterizedTest
    @EnumSource(FlagKind.class)
    void namesAndUnknownBitsTogetherAreTheWholeNumber(FlagKind kind) {
        Random random = new Random(11);
        for (Architecture architecture : Architecture.values()) {
            for (int i = 0; i < 100; i++) {
                Flags flags = Flags.of(kind, architecture, random.nextLong());
                Flags rebuilt = flags.withRaw(flags.unknown());
                for (String name : flags.names()) {
                    rebuilt = rebuilt.with(name);
                }
                assertThat(rebuilt).isEqualTo(flags);
            }
        }
    }

    @ParameterizedTest
    @EnumSource(FlagKind.class)
    void everyKindHasNamesAndEachNameOnce(FlagKind kind) {
        assertThat(kind.table(Architecture.X86_64).allNames())
                .doesNotHaveDuplicates()
                .satisfies(names -> assertThat(names.isEmpty()).isFalse());
    }

    @Test
    void aNameThatDoesNotExistIsRefusedWithThoseThatDo() {
        Flags flags = Flags.of(FlagKind.SOCK_SHUTDOWN, 0);
        assertThatThrownBy(() -> flags.has("BOTH"))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("sock_shutdown has no flag BOTH, only RECEIVE, SEND");
    }
}
