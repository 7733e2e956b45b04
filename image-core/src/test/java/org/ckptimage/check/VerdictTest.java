package org.ckptimage.check;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.ckptimage.check.CheckOptions.Pids;
import org.ckptimage.check.CheckReport.Verdict;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

/** The checker's verdicts against those of a real kernel: its word on each image is in the image's .txt or README. */
class VerdictTest {
    private static final Pattern RESULT =
            Pattern.compile("restart (\\(no options\\)|--pidns): kernel: (restored|failed\\(errno (\\d+)\\)).*");

    /** A restart of an image that was tried: {@code errno} 0 if it was restored. */
    record Tried(String image, Pids pids, int errno) {
        @Override
        public String toString() {
            return image + " " + pids + " -> " + errno;
        }
    }

    static Stream<Tried> restarts() {
        return CheckImages.real().flatMap(VerdictTest::restarts);
    }

    private static Stream<Tried> restarts(String image) {
        try {
            List<String> lines = Files.readAllLines(CheckImages.TESTDATA.resolve(image + ".txt"));
            return lines.stream().map(RESULT::matcher).filter(Matcher::matches).map(found -> {
                Pids pids = found.group(1).equals("--pidns") ? Pids.KEEP : Pids.NEW;
                return new Tried(image, pids, found.group(3) == null ? 0 : Integer.parseInt(found.group(3)));
            });
        } catch (IOException e) {
            throw new java.io.UncheckedIOException(e);
        }
    }

    @ParameterizedTest
    @MethodSource("restarts")
    void aRealImageGetsTheVerdictOfTheKernel(Tried tried) {
        CheckReport report = CheckImages.check(tried.image, CheckOptions.DEFAULT.withPids(tried.pids));

        assertThat(report.verdict())
                .as(report.findings().toString())
                .isEqualTo(tried.errno == 0 ? Verdict.RESTARTS : Verdict.FAILS);
        assertThat(report.first().flatMap(Finding::errno).map(Errno::number).orElse(0))
                .isEqualTo(tried.errno);
        assertThat(report.assumptions()).noneMatch(line -> line.contains("could not be evaluated"));
    }

    @Test
    void everyImageWasTried() {
        assertThat(restarts().map(Tried::image).distinct())
                .containsExactlyElementsOf(CheckImages.real().toList());
    }

    @ParameterizedTest
    @CsvSource({
        "01-close-one-of-two, NEW, RESTARTS, ",
        "02-delete-file, NEW, RESTARTS, ",
        "03-nested-cred-in, NEW, RESTARTS, ",
        "03-nested-cred, NEW, RESTARTS, ",
        "04-nested-cred-lost, NEW, FAILS, R104",
        "05-pipe-end-with-data, NEW, RESTARTS, ",
        "06-pipe-both-ends, NEW, RESTARTS, ",
        "07-pipe-buf-not-moved, NEW, FAILS, R097",
        "08-watched-file, NEW, RESTARTS, ",
        "09-watch-dangling, NEW, FAILS, R148",
        "10-nested-epoll-set, NEW, RESTARTS, ",
        "11-socketpair-end, NEW, RESTARTS, ",
        "12-two-files-one-sock, NEW, CRASHES, R101",
        "13-tcp-end, NEW, RESTARTS, ",
        "14-tcp-listener, NEW, RESTARTS, ",
        "15-pty-master, KEEP, RESTARTS, ",
        "16-pty-all, KEEP, RESTARTS, ",
        "18-dev-null, NEW, RESTARTS, ",
        "19-fifo-for-pipe, NEW, RESTARTS, ",
        "20-proc-fd, NEW, RESTARTS, ",
        "21-drop-task, NEW, RESTARTS, ",
        "22-position-bit-31, NEW, CRASHES, R108"
    })
    void anExampleGetsTheVerdictOfTheKernel(String example, Pids pids, Verdict verdict, String rule) {
        CheckReport report = CheckImages.check("examples/" + example, CheckOptions.DEFAULT.withPids(pids));

        assertThat(report.verdict()).as(report.findings().toString()).isEqualTo(verdict);
        assertThat(report.first().map(finding -> finding.rule().id()).orElse(null))
                .isEqualTo(rule);
        if (verdict == Verdict.FAILS) {
            assertThat(report.first().orElseThrow().errno()).contains(Errno.EINVAL);
        }
    }

    @Test
    void everyExampleIsJudged() {
        assertThat(CheckImages.in("examples")).hasSize(22);
    }

    @Test
    void queuesThatNoRestartReadsAreTheCauseOfWhatStandsBehindThem() {
        Finding first =
                CheckImages.check("v20/udp", CheckOptions.DEFAULT).first().orElseThrow();

        assertThat(first.rule().id()).isEqualTo("R130");
        // The kernel said pos 4232: it had read the head of the record that begins 8 bytes before.
        assertThat(first.stopOffset()).isEqualTo(4224);
        assertThat(first.offset()).isEqualTo(4028);
        assertThat(first.mend().orElseThrow().id()).isEqualTo("W01");
    }

    @Test
    void aFullPipeStopsTheRestartAtItsContents() {
        Finding first =
                CheckImages.check("v20/pipefull", CheckOptions.DEFAULT).first().orElseThrow();

        assertThat(first.rule().id()).isEqualTo("R098");
        // pos 2457: the head of the PIPE_BUF was read.
        assertThat(first.stopOffset()).isEqualTo(2449);
    }

    @Test
    void withNewPidsATerminalHasNoForegroundGroup() {
        Finding first =
                CheckImages.check("v20/pty", CheckOptions.DEFAULT).first().orElseThrow();

        assertThat(first.rule().id()).isEqualTo("R179");
        assertThat(first.mend().orElseThrow().id()).isEqualTo("W27");
    }
}
