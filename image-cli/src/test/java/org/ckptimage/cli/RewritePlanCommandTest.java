package org.ckptimage.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The edits of {@code ckpt rewrite} that set single things, and plan files. */
class RewritePlanCommandTest {
    private static final String PLAIN = Cli.image("v20/plain");
    /** What a kernel accepted after fd 6 of plain was deleted. */
    private static final Path WITHOUT_6 = Path.of(Cli.image("examples/02-delete-file"));

    @TempDir
    Path folder;

    private String out() {
        return folder.resolve("out.ckpt").toString();
    }

    private static Cli.Result rewrite(String... args) {
        return Cli.run(Stream.concat(Stream.of("rewrite"), Stream.of(args)).toArray(String[]::new));
    }

    /** What the result means other than the image: a line each for where, before and after. */
    private String changed(String image, String... edits) {
        String[] args = Stream.concat(Stream.of("rewrite", image, "-o", out()), Stream.of(edits))
                .toArray(String[]::new);
        Cli.Result result = Cli.run(args);
        assertThat(result.err()).isEmpty();
        assertThat(result.status()).isZero();
        return Cli.run("diff", image, out()).out().lines().skip(2).collect(Collectors.joining("\n"));
    }

    @Test
    void positionAndFlagsAreSetAndNothingElse() {
        assertThat(changed(PLAIN, "--set", "278:6,pos=7,flags=append"))
                .hasLineCount(6)
                .contains("fd 6 > f_pos @@\n-160\n+7")
                .contains("+0x8400 O_RDONLY|O_APPEND|O_LARGEFILE");
    }

    @Test
    void execClosesADescriptor() {
        assertThat(changed(PLAIN, "--cloexec", "278:6=on"))
                .isEqualTo("@@ task 278 > fd 6 > fd_close_on_exec @@\n-0\n+1");
    }

    @Test
    void workingAndRootDirectoryAreSet() {
        assertThat(changed(PLAIN, "--cwd", "278=/srv")).isEqualTo("@@ task 278 > cwd @@\n-/t/w\n+/srv");
        assertThat(changed(PLAIN, "--chroot", "278=/srv/job")).isEqualTo("@@ task 278 > root @@\n-/\n+/srv/job");
    }

    @Test
    void whatASocketHasNotReadIsDropped() {
        assertThat(changed(Cli.image("v20/ux"), "--drop-queues", "278:4"))
                .hasLineCount(4)
                .contains("-1900 bytes");
    }

    @Test
    void numbersOfObjectsMeanNothing() {
        assertThat(changed(PLAIN, "--renumber", "5000")).isEmpty();
        assertThat(Cli.run("files", out()).out()).contains("#50").doesNotContain("#13 ");
        assertThat(changed(PLAIN, "--renumber", "13=99")).isEmpty();
        assertThat(Cli.run("object", out(), "99").out()).startsWith("FILE #99");
    }

    @Test
    void anImageWithoutLabelsStaysAsItIs() {
        assertThat(changed(PLAIN, "--drop-labels")).isEmpty();
    }

    @Test
    void aPrintedPlanCanBeFedBack() throws IOException {
        Cli.Result printed = rewrite(PLAIN, "--delete", "278:6", "--dry-run", "--json");
        Path plan = Files.writeString(folder.resolve("plan.json"), printed.out());
        Cli.Result result = rewrite(PLAIN, "--plan", plan.toString(), "-o", out());
        assertThat(result.status()).isZero();
        assertThat(Path.of(out())).hasSameBinaryContentAs(WITHOUT_6);
    }

    @Test
    void aPlanMayComeFromStandardInputIfTheImageDoesNot() throws IOException {
        byte[] plan = "{\"edits\":[{\"edit\":\"close\",\"pid\":278,\"fd\":6}]}".getBytes(StandardCharsets.UTF_8);
        assertThat(Cli.runWithInput(plan, "rewrite", PLAIN, "--plan", "-", "-o", out())
                        .status())
                .isZero();
        assertThat(Path.of(out())).hasSameBinaryContentAs(WITHOUT_6);
        assertThat(Cli.runWithInput(plan, "rewrite", "-", "--plan", "-", "-o", out())
                        .status())
                .isEqualTo(ExitStatus.USAGE);
    }

    @Test
    void aSubstitutionInAPlanNeedsAHandOverToo() throws IOException {
        Path plan = Files.writeString(
                folder.resolve("plan.json"), "{\"edits\":[{\"edit\":\"substitute\",\"files\":\"278:6\",\"fd\":7}]}");
        Cli.Result result = rewrite(PLAIN, "--plan", plan.toString(), "-o", out());
        assertThat(result.status()).isEqualTo(ExitStatus.USAGE);
        assertThat(result.err()).contains("--handover");
    }

    @Test
    void aWrongPlanIsWrongUsageAndNamesFileLineAndPath() throws IOException {
        Path plan = Files.writeString(folder.resolve("plan.json"), "{\"edits\": [\n  {\"edit\": \"delte\"}]}");
        Cli.Result result = rewrite(PLAIN, "--plan", plan.toString(), "-n");
        assertThat(result.status()).isEqualTo(ExitStatus.USAGE);
        assertThat(result.err())
                .contains("plan.json:2:12: /edits/0/edit: there is no edit", "did you mean \"delete\"?");
    }

    @Test
    void aPlanThatCannotBeReadIsTrouble() {
        Cli.Result result = rewrite(PLAIN, "--plan", folder.resolve("none.json").toString(), "-n");
        assertThat(result.status()).isEqualTo(ExitStatus.TROUBLE);
        assertThat(result.err()).hasLineCount(1).contains("none.json: no such file");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = ';',
            value = {
                "--set; 278:6; say SELECTOR,pos=N",
                "--set; 278:6,pos=; is no position",
                "--set; 278:6,pos=end; is no position",
                "--set; 278:6,flags=rw; how a file is accessed stays",
                "--set; 278:6,pos=1,mode=2; cannot be set",
                "--cloexec; 278:6; PID:FD=on or PID:FD=off",
                "--cloexec; 278:6=1; PID:FD=on or PID:FD=off",
                "--cloexec; 6=on; say PID:FD",
                "--cwd; /srv; say PID=/PATH",
                "--cwd; me=/srv; is no pid in",
                "--cwd; 278=srv; is no path that begins with /",
                "--chroot; 278; say PID=/PATH",
                "--drop-queues; bogus; selects no files",
                "--renumber; 0; is no object number",
                "--renumber; 3=; is no object number",
                "--renumber; 3=4,3=5; two numbers",
                "--renumber; 3=4,5=4; two objects would get the number 4"
            })
    void whatIsWrongWithAnOptionIsSaid(String option, String value, String message) {
        Cli.Result result = rewrite(PLAIN, option, value, "-n");
        assertThat(result.status()).isIn(ExitStatus.USAGE, ExitStatus.TROUBLE);
        assertThat(result.err()).contains(message).doesNotContain("Exception");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = ';',
            value = {
                "--set; 278:6,pos=0x80000000; bit 31",
                "--cloexec; 278:99=on; no descriptor 99",
                "--cwd; 4711=/srv; no task 4711",
                "--drop-queues; 278:6; is no socket",
                "--renumber; 4711=1; defines no object #4711",
                "--renumber; 13=12; another one that keeps it",
                "--renumber; 2147483647; no room"
            })
    void whatCannotBeDoneIsRefused(String option, String value, String message) {
        Cli.Result result = rewrite(PLAIN, option, value, "-n");
        assertThat(result.err()).contains(message).hasLineCount(1);
        assertThat(result.status()).isEqualTo(ExitStatus.BAD_IMAGE);
    }
}
