package org.ckptimage.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class RewriteCommandTest {
    private static final Path PLAIN = Path.of(Cli.image("v20/plain"));
    /** What a kernel accepted after fd 6 of plain was deleted. */
    private static final Path WITHOUT_6 = Path.of(Cli.image("examples/02-delete-file"));

    @TempDir
    Path folder;

    private Path out() {
        return folder.resolve("out.ckpt");
    }

    private Cli.Result rewrite(String... args) {
        return Cli.run(Stream.concat(Stream.of("rewrite"), Stream.of(args)).toArray(String[]::new));
    }

    private List<String> left() throws IOException {
        try (Stream<Path> files = Files.list(folder)) {
            return files.map(file -> file.getFileName().toString()).sorted().toList();
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"278:6", "13"})
    void aFileIsDeletedByAnySelectorThatNamesIt(String selector) {
        Cli.Result result = rewrite(PLAIN.toString(), "--delete", selector, "-o", out().toString());
        assertThat(result.status()).isZero();
        assertThat(result.err()).isEmpty();
        assertThat(result.out()).contains("descriptor 278:6 is closed", "/t/w/plain/a.txt");
        assertThat(out()).hasSameBinaryContentAs(WITHOUT_6);
    }

    @Test
    void theResultGoesToStandardOutputAndThePlanToStandardError() throws IOException {
        ByteArrayOutputStream image = new ByteArrayOutputStream();
        Cli.Result result = Cli.runInto(image, "rewrite", PLAIN.toString(), "--close", "278:6", "-o", "-");
        assertThat(result.status()).isZero();
        assertThat(image.toByteArray()).isEqualTo(Files.readAllBytes(WITHOUT_6));
        assertThat(result.err()).contains("descriptor 278:6 is closed");
    }

    @Test
    void theImageMayComeFromStandardInput() throws IOException {
        Cli.Result result =
                Cli.runWithInput(Files.readAllBytes(PLAIN), "rewrite", "-", "--close", "278:6", "-o", out().toString());
        assertThat(result.status()).isZero();
        assertThat(out()).hasSameBinaryContentAs(WITHOUT_6);
    }

    @Test
    void theImageItselfMayBeTheTarget() throws IOException {
        Path image = Files.copy(PLAIN, out(), StandardCopyOption.REPLACE_EXISTING);
        assertThat(rewrite(image.toString(), "--close", "278:6", "-o", image.toString())
                        .status())
                .isZero();
        assertThat(image).hasSameBinaryContentAs(WITHOUT_6);
        assertThat(left()).containsExactly("out.ckpt");
    }

    @Test
    void aDryRunPrintsThePlanAndWritesNothing() throws IOException {
        Cli.Result result = rewrite(PLAIN.toString(), "--delete", "278:6", "-o", out().toString(), "--dry-run");
        assertThat(result.status()).isZero();
        assertThat(result.out()).contains("offset 2720 (0xaa0)");
        assertThat(left()).isEmpty();
    }

    @Test
    void aPlanInJsonHasKindsOffsetsAndTheSizeOfTheResult() throws Exception {
        JsonNode plan = new ObjectMapper()
                .readTree(rewrite(PLAIN.toString(), "--delete", "278:6", "-n", "--json")
                        .out());
        assertThat(plan.get("format").asText()).isEqualTo("ckpt-image/1");
        assertThat(plan.get("size").asLong()).isEqualTo(Files.size(WITHOUT_6));
        assertThat(plan.get("consequences").get(0).get("kind").asText()).isEqualTo("descriptor_closed");
        assertThat(plan.get("consequences").get(0).get("offset").asLong()).isEqualTo(2720);
    }

    @Test
    void aMappedFileIsRefusedWithStatus1AndNothingIsWritten() throws IOException {
        Cli.Result result = rewrite(PLAIN.toString(), "--delete", "/t/bin/plain", "-o", out().toString());
        assertThat(result.status()).isEqualTo(ExitStatus.BAD_IMAGE);
        assertThat(result.err()).contains("mapped", "400000-401000").hasLineCount(1);
        assertThat(left()).isEmpty();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = ';',
            value = {
                "--delete; 278:99",
                "--delete; /nowhere",
                "--delete; 4711",
                "--close; 278:99",
                "--close; 1:1",
                "--drop-task; 278",
                "--drop-task; 4711"
            })
    void whatMatchesNothingOrCannotBeDoneIsStatus1(String option, String value) throws IOException {
        Cli.Result result = rewrite(PLAIN.toString(), option, value, "-o", out().toString());
        assertThat(result.status()).isEqualTo(ExitStatus.BAD_IMAGE);
        assertThat(result.err()).hasLineCount(1);
        assertThat(left()).isEmpty();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = ';',
            value = {
                "--delete; bogus",
                "--delete; type:door",
                "--delete; 278:x",
                "--delete; -1",
                "--close; 6",
                "--replace; 278:6",
                "--replace; 278:6=",
                "--replace; 278:6=/x,flags=q",
                "--replace; 278:6=/x,pos=soon",
                "--replace; 278:6=eventfd:many",
                "--replace; 278:6=eventfd:-1",
                "--replace; 278:6=pipe:/x",
                "--replace; 278:6=door:/x",
                "--replace; 278:6=relative",
                "--replace; 278:6=/x,pos=-1",
                "--replace; 278:6=/x,pos=clamp",
                "--relocate; /t=srv",
                "--substitute; 278:6",
                "--relocate; /a",
                "--drop-task; me",
                "--substitute; 278:6,7",
                "--mapped; perhaps",
                "--nonsense; 1"
            })
    void wrongUsageIsStatus2AndSaysHowItIsMeant(String option, String value) throws IOException {
        Cli.Result result = rewrite(PLAIN.toString(), option, value, "-o", out().toString());
        assertThat(result.status()).isEqualTo(ExitStatus.USAGE);
        assertThat(result.err()).startsWith("ckpt: ").hasLineCount(2);
        assertThat(left()).isEmpty();
    }

    @Test
    void withoutATargetItIsWrongUsage() {
        assertThat(rewrite(PLAIN.toString(), "--delete", "278:6").status()).isEqualTo(ExitStatus.USAGE);
    }

    @Test
    void aTargetThatCannotBeWrittenIsStatus3AndNamed() {
        for (String target : List.of(
                "/dev/full", folder.toString(), folder.resolve("no/such/place").toString())) {
            Cli.Result result = rewrite(PLAIN.toString(), "--close", "278:6", "-o", target);
            assertThat(result.status()).isEqualTo(ExitStatus.TROUBLE);
            assertThat(result.err()).contains(target, "nothing was changed").hasLineCount(1);
        }
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = ';',
            value = {
                "/dev/null,flags=rw; generic; /dev/null; rw",
                "/tmp/new file=1; generic; /tmp/new file=1; r",
                "dir:/srv; generic; /srv; r",
                "fifo:/run/f,flags=w; generic; /run/f; w",
                "chardev:/dev/tty1; generic; /dev/tty1; r",
                "eventfd:5; eventfd; anon_inode:[eventfd]; rw"
            })
    void aFileIsReplacedByWhatIsAskedFor(String replacement, String type, String name, String access) throws Exception {
        String selector =
                replacement.contains("=1") ? "278:6=" + replacement.replace("=1", "\\=1") : "278:6=" + replacement;
        assertThat(rewrite(PLAIN.toString(), "--replace", selector, "-o", out().toString())
                        .err())
                .isEmpty();
        JsonNode files = new ObjectMapper()
                .readTree(Cli.run("files", "--json", out().toString()).out());
        for (JsonNode file : files) {
            if (file.get("objref").asInt() == 13) {
                assertThat(file.get("type").asText()).isEqualTo(type);
                assertThat(file.get("name").asText()).isEqualTo(name);
                assertThat(file.get("access").asText()).isEqualTo(access);
                assertThat(file.get("descriptors").get(0).get("fd").asInt()).isEqualTo(6);
            }
        }
    }

    @Test
    void anEmptyPipeTakesAFilesPlace() throws Exception {
        assertThat(rewrite(PLAIN.toString(), "--replace", "278:6=pipe", "-o", out().toString())
                        .status())
                .isZero();
        String files = Cli.run("files", out().toString()).out();
        assertThat(files).containsPattern("#13 +pipe +r +- +278:6 .*read end");
        assertThat(Cli.run("info", out().toString()).status()).isZero();
    }

    @Test
    void aHandOverSaysWhichDescriptorGoesWhere() throws Exception {
        Path handOver = folder.resolve("handover.json");
        Cli.Result result = rewrite(
                PLAIN.toString(), "--substitute", "278:3,7", "--handover", handOver.toString(), "-o", out().toString());
        assertThat(result.status()).isZero();
        assertThat(result.out()).contains("hand over descriptor 7 as 278:3, 278:41");
        JsonNode first =
                new ObjectMapper().readTree(handOver.toFile()).get("handOvers").get(0);
        assertThat(first.get("fd").asInt()).isEqualTo(7);
        assertThat(first.get("name").asText()).isEqualTo("/t/w/plain/a.txt");
        assertThat(first.get("targets").findValuesAsText("fd")).containsExactly("3", "41");
    }

    @Test
    void kerrighedsSpellingSubstitutesEveryTerminal() {
        Cli.Result result = Cli.run("substitute", Cli.image("v20/pty"), "-t", "5", "-o", out().toString());
        assertThat(result.status()).isZero();
        assertThat(result.out()).contains("hand over descriptor 5 as 278:3, 281:3", "loses its controlling terminal");
        assertThat(Cli.run("files", out().toString()).out()).doesNotContain(" tty ");
    }

    @Test
    void aHandOverNeverGoesOverTheImageOrTheResult() throws IOException {
        Path image = Files.copy(PLAIN, folder.resolve("in.ckpt"));
        for (String handOver : List.of(image.toString(), out().toString(), "-", "/dev/stdout")) {
            Cli.Result result = rewrite(
                    image.toString(), "--substitute", "278:6,7", "--handover", handOver, "-o", out().toString());
            assertThat(result.status()).isEqualTo(ExitStatus.USAGE);
            assertThat(result.err()).contains("--handover");
        }
        assertThat(image).hasSameBinaryContentAs(PLAIN);
        assertThat(left()).containsExactly("in.ckpt");
    }

    @Test
    void aHandOverThatCannotBeWrittenLeavesNoResult() throws IOException {
        String handOver = folder.resolve("no/such/h.json").toString();
        Cli.Result result =
                rewrite(PLAIN.toString(), "--substitute", "278:6,7", "--handover", handOver, "-o", out().toString());
        assertThat(result.status()).isEqualTo(ExitStatus.TROUBLE);
        assertThat(left()).isEmpty();
    }

    @Test
    void standardOutputByItsNameIsStandardOutput() throws IOException {
        ByteArrayOutputStream image = new ByteArrayOutputStream();
        Cli.runInto(image, "rewrite", PLAIN.toString(), "--close", "278:6", "-o", "/dev/stdout");
        assertThat(image.toByteArray()).isEqualTo(Files.readAllBytes(WITHOUT_6));
    }

    @Test
    void editsThatContradictEachOtherAreRefused() {
        for (String[] pair : new String[][] {
            {"--replace", "278:6=/a", "--replace", "278:6=/b"},
            {"--delete", "278:6", "--replace", "278:6=/b"}
        }) {
            Cli.Result result = rewrite(Stream.concat(Stream.of(PLAIN.toString(), "-n"), Stream.of(pair))
                    .toArray(String[]::new));
            assertThat(result.status()).isEqualTo(ExitStatus.BAD_IMAGE);
        }
    }

    @Test
    void aPlanInJsonHasTheHandOvers() throws Exception {
        JsonNode plan = new ObjectMapper()
                .readTree(Cli.run("substitute", PLAIN.toString(), "-s", "13,7", "-n", "--json")
                        .out());
        assertThat(plan.get("handOvers").get(0).get("fd").asInt()).isEqualTo(7);
    }

    @Test
    void damageThatStaysInTheResultIsSaid() {
        Cli.Result result =
                rewrite(Cli.image("examples/07-pipe-buf-not-moved"), "--delete", "278:0", "-o", out().toString());
        assertThat(result.status()).isZero();
        assertThat(result.err()).contains("in the result too").hasLineCount(1);
    }

    @Test
    void anImageIsChangedInPlaceWhereNothingMoves() throws IOException {
        Path image = Files.copy(PLAIN, folder.resolve("in.ckpt"));
        Path elsewhere = folder.resolve("out.ckpt");
        rewrite(image.toString(), "--relocate", "/t/w=/t/x", "-o", elsewhere.toString());
        Cli.Result result = rewrite(image.toString(), "--relocate", "/t/w=/t/x", "--in-place");
        assertThat(result.status()).isZero();
        assertThat(result.err()).isEmpty();
        assertThat(image).hasSameBinaryContentAs(elsewhere);
        assertThat(left()).containsExactly("in.ckpt", "out.ckpt");
    }

    @Test
    void inPlaceIsRefusedWhereSomethingMoves() throws IOException {
        Path image = Files.copy(PLAIN, folder.resolve("in.ckpt"));
        Cli.Result result = rewrite(image.toString(), "--delete", "278:6", "--in-place");
        assertThat(result.status()).isEqualTo(ExitStatus.BAD_IMAGE);
        assertThat(result.out()).isEmpty();
        assertThat(result.err()).contains("offset 2744 (0xab8)", "-o " + image).hasLineCount(1);
        assertThat(image).hasSameBinaryContentAs(PLAIN);
        assertThat(left()).containsExactly("in.ckpt");
    }

    @Test
    void inPlaceGoesWithAFileAloneAndWithoutAnotherTarget() {
        for (String[] args : new String[][] {{"-", "--in-place"}, {PLAIN.toString(), "--in-place", "-o", "x"}}) {
            Cli.Result result = rewrite(args);
            assertThat(result.status()).isEqualTo(ExitStatus.USAGE);
            assertThat(result.err()).contains("--in-place");
        }
    }

    @Test
    void aFileWithTwoNamesIsNotChangedInPlace() throws IOException {
        Path image = Files.copy(PLAIN, folder.resolve("in.ckpt"));
        Files.createLink(folder.resolve("other.ckpt"), image);
        Cli.Result result = rewrite(image.toString(), "--relocate", "/t/w=/t/x", "--in-place");
        assertThat(result.status()).isEqualTo(ExitStatus.BAD_IMAGE);
        assertThat(result.err())
                .contains("2 names", "say -o " + image + " to have the whole file written anew")
                .hasLineCount(1);
        assertThat(result.out()).isEmpty();
        assertThat(image).hasSameBinaryContentAs(PLAIN);
    }

    @Test
    void aResultThatWouldNotRestartIsSaidToBeOne() {
        Path out = folder.resolve("out.ckpt");
        String why = ", and would not restart: R130 EINVAL at offset 4224";
        Cli.Result result = rewrite(Cli.image("v20/udp"), "--cloexec", "278:0=on", "-o", out.toString());
        assertThat(result.status()).isZero();
        assertThat(result.out()).endsWith(why + "; see ckpt check " + out + ", or ckpt repair " + out + "\n");
        assertThat(rewrite(Cli.image("v20/udp"), "--cloexec", "278:0=on", "-n").out())
                .endsWith(why + "\n");
        assertThat(rewrite(Cli.image("v20/udp"), "--cloexec", "278:0=on", "-n", "--json")
                        .out())
                .contains("\"verdict\":\"fails\"");
        assertThat(rewrite(PLAIN.toString(), "--cloexec", "278:0=on", "-n", "--json")
                        .out())
                .contains("\"verdict\":\"restarts\"");
    }

    @Test
    void aRewriteThatChangesNothingSaysSoAndWritesACopy() throws IOException {
        String nothing = "there is nothing to change\n";
        String size = "the result has 27581 bytes, and would restart\n";
        Path copy = folder.resolve("copy.ckpt");
        assertThat(rewrite(PLAIN.toString(), "-o", copy.toString()).out()).isEqualTo(nothing + size);
        assertThat(copy).hasSameBinaryContentAs(PLAIN);
        assertThat(rewrite(PLAIN.toString(), "--dry-run").out()).isEqualTo(nothing + size);
        assertThat(rewrite(PLAIN.toString(), "--drop-labels", "--dry-run").out())
                .isEqualTo(nothing + size);
        assertThat(rewrite(copy.toString(), "--in-place").out()).isEqualTo(nothing + size);
        assertThat(copy).hasSameBinaryContentAs(PLAIN);
        assertThat(rewrite(PLAIN.toString(), "--stream", "-o", copy.toString()).out())
                .isEqualTo(nothing);
        assertThat(rewrite(PLAIN.toString(), "-o", "-").err()).isEqualTo(nothing + size);
        assertThat(rewrite(PLAIN.toString(), "--dry-run", "--json").out()).contains("\"consequences\":[]");
        assertThat(copy).hasSameBinaryContentAs(PLAIN);
    }
}
