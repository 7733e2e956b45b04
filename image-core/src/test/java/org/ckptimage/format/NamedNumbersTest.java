package org.ckptimage.format;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class NamedNumbersTest {
    private static final ImageFormat V20 = ImageFormat.of(Dialect.V20, Architecture.X86_64);

    @ParameterizedTest
    @CsvSource({"1, HUP", "9, KILL", "17, CHLD", "19, STOP", "31, SYS", "32, RT0", "34, RT2", "64, RT32"})
    void signalsHaveTheirLinuxNames(int number, String name) {
        assertThat(Signals.name(number)).contains(name);
    }

    @Test
    void numbersThatAreNoSignalHaveNoName() {
        assertThat(Signals.name(0)).isEmpty();
        assertThat(Signals.name(65)).isEmpty();
        assertThat(Signals.name(-1)).isEmpty();
        assertThat(Signals.name(0xffffffffL)).isEmpty();
    }

    @Test
    void statesAndTypesKeepTheirNumbers() {
        assertThat(SockState.of(1)).isEqualTo(SockState.ESTABLISHED);
        assertThat(SockState.of(7)).isEqualTo(SockState.CLOSE);
        assertThat(SockState.of(10)).isEqualTo(SockState.LISTEN);
        assertThat(SockState.of(11)).isEqualTo(SockState.CLOSING);
        assertThat(SockState.of(0)).isNull();
        assertThat(SockState.of(12)).isNull();
        assertThat(SocketState.of(3)).isEqualTo(SocketState.CONNECTED);
        assertThat(SocketType.of(5)).isEqualTo(SocketType.SEQPACKET);
        assertThat(SocketType.of(4)).isNull();
        assertThat(SocketFamily.of(2)).isEqualTo(SocketFamily.INET);
        assertThat(ResourceLimit.of(7)).isEqualTo(ResourceLimit.NOFILE);
        assertThat(ResourceLimit.of(15)).isEqualTo(ResourceLimit.RTTIME);
        assertThat(ResourceLimit.of(16)).isNull();
    }

    @Test
    void theClassOfASignalsCodeIsInItsUpperHalf() {
        assertThat(SignalCode.of(0)).isEqualTo(SignalCode.KILL);
        assertThat(SignalCode.of(0x20001)).isEqualTo(SignalCode.POLL);
        assertThat(SignalCode.of(0x40001)).isEqualTo(SignalCode.CHLD);
        assertThat(SignalCode.of(0x60000)).isEqualTo(SignalCode.MESGQ);
        assertThat(SignalCode.of(0x70000)).isNull();
        assertThat(SignalCode.of(-1)).isEqualTo(SignalCode.RT);
        assertThat(SignalCode.of(-6)).isEqualTo(SignalCode.RT);
        assertThat(SignalCode.of(0x7fffffff)).isNull();
    }

    @ParameterizedTest
    @CsvSource({
        "FILE_TYPE, 5, TTY",
        "VMA_TYPE, 8, SHM_IPC_SKIP",
        "RESTART_BLOCK, 4, COMPAT_NANOSLEEP",
        "OBJECT_TYPE, 16, SOCK",
        "RECORD_TYPE, 502, IPC_SHM",
        "RECORD_TYPE, 9001, TAIL",
        "SIGNAL, 15, SIGTERM",
        "SIGNAL_CODE, 4294967290, RT",
        "SELECTOR, 0, NULL",
        "SELECTOR, 4, USER64_DS",
        "SELECTOR, 16386, TLS2",
        "SELECTOR, 32768, LDT0",
        "PROTOCOL, 17, UDP",
        "TASK_STATE, 64, DEAD"
    })
    void tablesNameTheirNumbers(String table, long number, String name) {
        assertThat(ValueNames.name(table, V20, number)).contains(name);
    }

    @ParameterizedTest
    @CsvSource({"FILE_TYPE", "VMA_TYPE", "RESTART_BLOCK", "OBJECT_TYPE", "RECORD_TYPE", "SIGNAL", "PROTOCOL", "NOWHERE"
    })
    void numbersOutOfAnyRangeHaveNoName(String table) {
        for (long number : new long[] {-1, 0xffffffffL, 1L << 32 | 1, Long.MIN_VALUE, Long.MAX_VALUE, 99}) {
            assertThat(ValueNames.name(table, V20, number)).isEmpty();
        }
    }
}
