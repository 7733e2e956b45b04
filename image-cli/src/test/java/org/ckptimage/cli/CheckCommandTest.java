package org.ckptimage.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The verdicts of {@code ckpt check} are those of the kernel, which stand beside the images. */
class CheckCommandTest {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final Pattern TRIED =
            Pattern.compile("restart (\\(no options\\)|--pidns): kernel: (restored|failed\\(errno (\\d+)\\)).*");
    private static final Pattern EXAMPLE = Pattern.compile("\\| (\\d\\d-[a-z0-9-]+) \\|.*\\| ([^|]+) \\|");

    @TempDir
    private Path folder;

    /** An image, the pids of the restart, and what the kernel made of it. */
    record Tried(String image, String pids, String verdict, String errno) {}

    static Stream<Tried> real() throws IOException {
        List<Tried> all = new ArrayList<>();
        for (String sub : List.of("v20", "v20-i386")) {
            try (Stream<Path> texts = Files.list(Path.of(System.getProperty("ckpt.testdata"), sub))) {
                for (Path text : texts.filter(f -> f.toString().endsWith(".txt"))
                        .sorted()
                        .toList()) {
                    String image = sub + "/" + text.getFileName().toString().replace(".txt", "");
                    for (String line : Files.readAllLines(text)) {
                        Matcher tried = TRIED.matcher(line);
                        if (tried.matches()) {
                            all.add(new Tried(
                                    image,
                                    tried.group(1).equals("--pidns") ? "keep" : "new",
                                    tried.group(3) == null ? "restarts" : "fails",
                                    tried.group(3) == null ? "" : errno(Integer.parseInt(tried.group(3)))));
                        }
                    }
                }
            }
        }
        return all.stream();
    }

    private static String errno(int number) {
        return switch (number) {
            case 3 -> "ESRCH";
            case 22 -> "EINVAL";
            case 32 -> "EPIPE";
            default -> throw new AssertionError("errno " + number);
        };
    }

    static Stream<Tried> examples() throws IOException {
        List<Tried> all = new ArrayList<>();
        for (String line : Files.readAllLines(Path.of(System.getProperty("ckpt.testdata"), "examples", "README.md"))) {
            Matcher row = EXAMPLE.matcher(line);
            if (row.matches()) {
                String name = row.group(1);
                String outcome = row.group(2);
                // The README: "Restarted without options, 15 and 16 with --pidns".
                String pids = name.startsWith("15") || name.startsWith("16") ? "keep" : "new";
                String verdict =
                        outcome.contains("**oops**") ? "crashes" : outcome.startsWith("refused") ? "fails" : "restarts";
                all.add(new Tried("examples/" + name, pids, verdict, verdict.equals("fails") ? "EINVAL" : ""));
            }
        }
        assertThat(all).hasSizeGreaterThan(20);
        // Only the input of the next two; the README says nothing of a restart.
        all.removeIf(tried -> tried.image().endsWith("03-nested-cred-in"));
        return all.stream();
    }

    @ParameterizedTest
    @MethodSource({"real", "examples"})
    void theVerdictIsTheKernels(Tried tried) throws Exception {
        Cli.Result result = Cli.run("check", "--json", "--pids", tried.pids(), Cli.image(tried.image()));
        JsonNode report = JSON.readTree(result.out());

        assertThat(report.get("verdict").asText()).isEqualTo(tried.verdict());
        assertThat(result.status()).isEqualTo(tried.verdict().equals("restarts") ? 0 : 1);
        assertThat(report.get("first").isNull()).isEqualTo(tried.verdict().equals("restarts"));
        assertThat(report.get("first").path("errno").asText("")).isEqualTo(tried.errno());
        assertThat(result.err()).isEmpty();
    }

    @Test
    void jsonHasWhatTheFormatPromises() throws Exception {
        JsonNode report =
                JSON.readTree(Cli.run("check", "--json", Cli.image("v20/udp")).out());

        assertThat(report.fieldNames())
                .toIterable()
                .containsExactly(
                        "format",
                        "image",
                        "verdict",
                        "first",
                        "findingCount",
                        "findings",
                        "trailingBytes",
                        "assumptions");
        assertThat(report.get("format").asText()).isEqualTo("ckpt-image/1");
        assertThat(report.get("image").asText()).isEqualTo(Cli.image("v20/udp"));
        JsonNode first = report.get("first");
        assertThat(first.fieldNames()).toIterable().containsExactly("rule", "errno", "offset", "path", "text");
        assertThat(first.get("rule").asText()).isEqualTo("R130");
        // udp.txt: "pos 4232" is behind the head that the kernel did not expect; the cause stands before it.
        assertThat(first.get("offset").asLong()).isEqualTo(4232 - 8);
        JsonNode finding = report.get("findings").get(0);
        assertThat(finding.fieldNames())
                .toIterable()
                .containsExactly("rule", "severity", "errno", "offset", "path", "text", "mend");
        assertThat(finding.get("offset").asLong())
                .isLessThan(first.get("offset").asLong());
        assertThat(finding.get("severity").asText()).isEqualTo("fatal");
        assertThat(finding.get("mend").asText()).startsWith("W01: ");
        assertThat(report.get("assumptions").toString()).contains("the restarter is root");
    }

    @Test
    void severalImagesAreALineEach() throws Exception {
        Cli.Result result = Cli.run("check", "--json", Cli.image("v20/plain"), Cli.image("v20/udp"));

        assertThat(result.status()).isEqualTo(1);
        assertThat(result.out().lines()).hasSize(2);
        List<String> lines = result.out().lines().toList();
        assertThat(JSON.readTree(lines.get(0)).get("image").asText()).isEqualTo(Cli.image("v20/plain"));
        assertThat(JSON.readTree(lines.get(0)).get("first").isNull()).isTrue();
        assertThat(JSON.readTree(lines.get(1)).get("verdict").asText()).isEqualTo("fails");
    }

    @Test
    void whatCanBeMendedEndsWithTheCommandForIt() {
        String udp = Cli.image("v20/udp");
        String next = "\n\nnext: ckpt repair " + udp;
        assertThat(Cli.run("check", udp).out()).endsWith(next + " -o FILE\n");
        assertThat(Cli.run("check", udp, "--pids", "keep", "--dialect", "v20").out())
                .endsWith(next + " --dialect v20 --pids keep -o FILE\n");
        assertThat(Cli.run("check", "-q", udp).out()).doesNotContain("next:");
        assertThat(Cli.run("check", "--json", udp).out()).doesNotContain("next:");
        assertThat(Cli.run("check", Cli.image("v20/plain")).out()).doesNotContain("next:");
    }

    @Test
    void theVerdictComesFirst() {
        Cli.Result result = Cli.run("check", Cli.image("v20/udp"));

        assertThat(result.out())
                .startsWith(Cli.image("v20/udp") + ": would fail with EINVAL at offset 4224 (0x1080): R130 ")
                .contains("\nfatal: 2 findings\n", "mend W01: ", "\nassumed\n");
        assertThat(Cli.run("check", "-q", Cli.image("v20/plain")).out())
                .isEqualTo(Cli.image("v20/plain") + ": would restart\n");
        assertThat(Cli.run("check", "-q", Cli.image("examples/22-position-bit-31"))
                        .out())
                .contains(": would crash the restarting kernel at offset ", ": R108 ")
                .hasLineCount(1);
    }

    @Test
    void aPipeThatIsFullIsFineForAFileIfItIsAligned() {
        assertThat(Cli.run("check", "-q", Cli.image("v20/pipefull")).out()).contains("EPIPE", "R098");
        // Not aligned here: the kernel refused it from a file, too.
        assertThat(Cli.run("check", "-q", "--feed", "file", Cli.image("v20/pipefull"))
                        .status())
                .isEqualTo(1);
    }

    @Test
    void aBadFileIsALineAndTheOthersAreChecked() throws Exception {
        Path text = Files.writeString(folder.resolve("a.txt"), "no image\n");
        Cli.Result result = Cli.run("check", "-q", text.toString(), Cli.image("v20/plain"));

        assertThat(result.status()).isEqualTo(1);
        assertThat(result.err()).contains("no image starts here").hasLineCount(1);
        assertThat(result.out()).contains("would restart");

        assertThat(Cli.run("check", Cli.image("v20/plain"), "/nowhere").status())
                .isEqualTo(3);
    }

    @Test
    void readsStandardInput() throws Exception {
        byte[] image = Files.readAllBytes(Path.of(Cli.image("v20/plain")));
        assertThat(Cli.runWithInput(image, "check", "-q", "-").out()).isEqualTo("<stdin>: would restart\n");
    }

    @Test
    void aCutImageStopsWhereItEnds() throws Exception {
        byte[] image = Files.readAllBytes(Path.of(Cli.image("v20/plain")));
        byte[] cut = java.util.Arrays.copyOf(image, image.length - 20);
        Cli.Result result = Cli.runWithInput(cut, "check", "-q", "-");

        assertThat(result.status()).isEqualTo(1);
        assertThat(result.out()).contains("would fail with EPIPE").contains("R001");
        assertThat(result.err()).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"R001", "R107", "r130", "U4", "W01", "w05b", "W28"})
    void explainsRules(String id) {
        Cli.Result result = Cli.run("check", "--explain", id);

        assertThat(result.status()).isZero();
        assertThat(result.out().toLowerCase(java.util.Locale.ROOT)).startsWith(id.toLowerCase(java.util.Locale.ROOT));
        assertThat(result.out()).contains("about     ", "mend      ").doesNotContain(".md");
    }

    @Test
    void wrongUsage() {
        assertThat(Cli.run("check").status()).isEqualTo(2);
        assertThat(Cli.run("check", "--explain", "R999").status()).isEqualTo(2);
        assertThat(Cli.run("check", "--feed", "spoon", Cli.image("v20/plain")).status())
                .isEqualTo(2);
    }

    @Test
    void aTargetIsChecked() throws Exception {
        Path target = folder.resolve("target.json");
        Files.writeString(
                target, "{\"kernel\": {\"major\": 2, \"minor\": 6, \"patch\": 32}, \"limits\": {\"openFiles\": 16}}");
        Cli.Result result = Cli.run("check", "--target", target.toString(), "--json", Cli.image("v20/plain"));
        JsonNode report = JSON.readTree(result.out());

        assertThat(result.status()).isEqualTo(1);
        assertThat(report.get("first").get("rule").asText()).isEqualTo("R020");
        // plain.txt: descriptors 40 and 41 are open
        assertThat(report.get("findings").findValuesAsText("rule")).contains("R110");
        assertThat(Cli.run("check", "--target", "/nowhere", Cli.image("v20/plain"))
                        .status())
                .isEqualTo(3);
        Files.writeString(target, "{\"kernel\": 3}");
        Cli.Result wrong = Cli.run("check", "--target", target.toString(), Cli.image("v20/plain"));
        assertThat(wrong.status()).isEqualTo(2);
        assertThat(wrong.err()).contains("\"kernel\" must be an object");
        Files.writeString(target, "{");
        assertThat(Cli.run("check", "--target", target.toString(), Cli.image("v20/plain"))
                        .status())
                .isEqualTo(2);
    }

    @Test
    void aTargetMayComeFromStandardInputIfTheImageDoesNot() {
        byte[] target = "{\"rev\": 6}".getBytes(java.nio.charset.StandardCharsets.US_ASCII);
        String image = Cli.image("v20/plain");
        Cli.Result result = Cli.runWithInput(target, "check", "-q", image, "--target", "-");
        assertThat(result.status()).isEqualTo(1);
        assertThat(result.out()).contains("would fail");
        Cli.Result repair = Cli.runWithInput(target, "repair", image, "--dry-run", "--target", "-");
        assertThat(repair.out()).contains("left: ");
        for (Cli.Result both : java.util.List.of(
                Cli.run("check", image, "-", "--target", "-"), Cli.run("repair", "-", "-n", "--target", "-"))) {
            assertThat(both.status()).isEqualTo(2);
            assertThat(both.err()).startsWith("ckpt: standard input can be only one of the image and the --target\n");
        }
        assertThat(Cli.run("check", image, "--target", "-").err()).startsWith("ckpt: --target -: ");
    }

    @Test
    void anotherImageBehindTheCheckedOneIsMentioned() throws IOException {
        byte[] plain = Files.readAllBytes(Path.of(Cli.image("v20/plain")));
        Path glued = folder.resolve("glued.ckpt");
        Files.write(glued, plain);
        Files.write(glued, plain, StandardOpenOption.APPEND);
        Cli.Result result = Cli.run("check", "-q", glued.toString());
        assertThat(result.status()).isZero();
        assertThat(result.err())
                .contains("offset 27581 (0x6bbd): 27581 bytes behind the end of the image")
                .contains("--at 27581");
    }
}
