package org.ckptimage.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import org.ckptimage.check.Target;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ThisMachineTest {

    @ParameterizedTest
    @CsvSource({
        "OPEN_FILES_OF_SYSTEM, /proc/sys/fs/nr_open",
        "MESSAGE_BYTES, /proc/sys/kernel/msgmax",
        "WAITING_DATAGRAMS, /proc/sys/net/unix/max_dgram_qlen",
        "PSEUDO_TERMINALS, /proc/sys/kernel/pty/max"
    })
    void aLimitIsWhatCatPrintsOfIt(Target.Limit limit, String file) throws IOException {
        Process cat = new ProcessBuilder("cat", file).start();
        String printed = new String(cat.getInputStream().readAllBytes(), StandardCharsets.US_ASCII).strip();

        assertThat(ThisMachine.target().build().limit(limit).stream().mapToObj(Long::toString))
                .containsExactlyElementsOf(printed.lines().toList());
    }
}
