package org.ckptimage.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * {@code ckpt json} and {@code ckpt encode}: files, options and exit statuses; what JSON holds is tested in image-json.
 */
class JsonCommandTest {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final String PLAIN = Cli.image("v20/plain");

    @TempDir
    private Path folder;

    private String file(String name) {
        return folder.resolve(name).toString();
    }

    private static String mode(String file) throws Exception {
        return PosixFilePermissions.toString(Files.getPosixFilePermissions(Path.of(file)));
    }

    private void isSameAsPlain(String file) throws Exception {
        assertThat(Files.readAllBytes(Path.of(file))).isEqualTo(Files.readAllBytes(Path.of(PLAIN)));
    }

    @Test
    void bothResultsArePrivateFiles() throws Exception {
        assertThat(Cli.run("json", PLAIN, "--payload", "base64", "-o", file("j"))
                        .status())
                .isZero();
        assertThat(mode(file("j"))).isEqualTo("rw-------");
        Cli.Result encoded = Cli.run("encode", file("j"), "-o", file("i"));
        assertThat(encoded.status()).isZero();
        assertThat(encoded.out() + encoded.err()).isEmpty();
        assertThat(mode(file("i"))).isEqualTo("rw-------");
        isSameAsPlain(file("i"));
    }

    @Test
    void aSidecarIsFoundAgain() throws Exception {
        assertThat(Cli.run("json", PLAIN, "--flat", "--payload", "sidecar:" + file("s"), "-o", file("j"))
                        .status())
                .isZero();
        // Five pages, and nothing else that a program had: plain.txt.
        assertThat(Files.size(Path.of(file("s")))).isEqualTo(5 * 4096);
        assertThat(mode(file("s"))).isEqualTo("rw-------");
        assertThat(Cli.run("encode", file("j"), "-o", file("i")).status()).isZero();
        isSameAsPlain(file("i"));
        Files.delete(Path.of(file("s")));
        Cli.Result without = Cli.run("encode", file("j"), "-o", file("i2"));
        assertThat(without.status()).isEqualTo(ExitStatus.TROUBLE);
        assertThat(without.err()).hasLineCount(1).contains(file("s") + ": no such file");
        assertThat(Path.of(file("i2"))).doesNotExist();
    }

    @Test
    void referencesFindTheirImageByThemselves() throws Exception {
        String json = Cli.run("json", PLAIN, "--payload", "ref").out();
        assertThat(Cli.runWithInput(json.getBytes(StandardCharsets.UTF_8), "encode", "-", "-o", file("i"))
                        .status())
                .isZero();
        isSameAsPlain(file("i"));
    }

    @Test
    void pagesAreNotInTheJsonUnlessAskedFor() throws Exception {
        String json = Cli.run("json", PLAIN).out();
        assertThat(json).doesNotContain("base64", "\"hex\":[\"7f454c46");
        byte[] input = json.getBytes(StandardCharsets.UTF_8);
        Cli.Result without = Cli.runWithInput(input, "encode", "-", "-o", file("i"));
        assertThat(without.status()).isEqualTo(ExitStatus.BAD_IMAGE);
        assertThat(without.err())
                .hasLineCount(1)
                .contains("4096 bytes are not in the JSON, only in " + PLAIN)
                .contains("--from ORIGINAL");
        assertThat(Path.of(file("i"))).doesNotExist();
        assertThat(Cli.runWithInput(input, "encode", "-", "--from", PLAIN, "-o", file("i"))
                        .status())
                .isZero();
        isSameAsPlain(file("i"));
    }

    private void isRefusedAndStays(Path input, String... command) throws IOException {
        byte[] before = Files.readAllBytes(input);
        for (Path name : List.of(
                input,
                Files.createSymbolicLink(folder.resolve("symbolic"), input),
                Files.createLink(folder.resolve("hard"), input))) {
            String[] words = Stream.concat(Stream.of(command), Stream.of("-o", name.toString()))
                    .toArray(String[]::new);
            Cli.Result result = Cli.run(words);
            assertThat(result.status()).as(result.err()).isEqualTo(ExitStatus.USAGE);
            assertThat(result.err()).startsWith("ckpt: the image needs a file of its own, not that of ");
            assertThat(input).hasBinaryContent(before);
        }
        Files.delete(folder.resolve("symbolic"));
        Files.delete(folder.resolve("hard"));
    }

    @Test
    void nothingThatAnImageIsMadeOfIsOverwrittenWithIt() throws Exception {
        Path image = Files.copy(Path.of(PLAIN), folder.resolve("image"));
        Path json = Path.of(file("j"));
        Path sidecar = Path.of(file("s"));
        Cli.run("json", image.toString(), "-o", json.toString());
        isRefusedAndStays(json, "encode", json.toString(), "--from", image.toString());
        isRefusedAndStays(image, "encode", json.toString(), "--from", image.toString());
        Cli.run("json", image.toString(), "--payload", "ref", "-o", json.toString());
        isRefusedAndStays(image, "encode", json.toString());
        Cli.run("json", image.toString(), "--payload", "sidecar:" + sidecar, "-o", json.toString());
        isRefusedAndStays(sidecar, "encode", json.toString());
    }

    @Test
    void whatARestartWouldRefuseIsAWarning() throws Exception {
        String json = Cli.run("json", PLAIN, "--payload", "hex").out();
        // R107: O_DIRECTORY-like nonsense in f_mode; the position's bit 31 crashes a kernel (R108, examples/22).
        String edited = json.replaceFirst("\"f_pos\":\"32\"", "\"f_pos\":\"0x80000000\"");
        assertThat(edited).isNotEqualTo(json);
        Cli.Result encoded = Cli.runWithInput(edited.getBytes(StandardCharsets.UTF_8), "encode", "-", "-o", file("i"));
        assertThat(encoded.status()).isZero();
        assertThat(encoded.err()).contains("warning: R108");
        assertThat(Path.of(file("i"))).exists();
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "{", "[1,2]", "null", "{\"format\":\"ckpt-image/1\"}", "not json"})
    void brokenJsonLeavesTheTargetAsItWas(String json) throws Exception {
        Path target = Files.writeString(folder.resolve("i"), "old");
        Cli.Result encoded =
                Cli.runWithInput(json.getBytes(StandardCharsets.UTF_8), "encode", "-", "-o", target.toString());
        assertThat(encoded.status()).isEqualTo(ExitStatus.BAD_IMAGE);
        assertThat(encoded.err()).hasLineCount(1).startsWith("ckpt: <stdin>: line 1, column ");
        assertThat(target).hasContent("old");
        try (var left = Files.list(folder)) {
            assertThat(left).containsExactly(target);
        }
    }

    @Test
    void aDamagedImageIsShownInFullWithStatusOne() throws Exception {
        byte[] image = Files.readAllBytes(Path.of(PLAIN));
        Path cut = Files.write(folder.resolve("cut"), java.util.Arrays.copyOf(image, 5000));
        Cli.Result shown = Cli.run("json", cut.toString(), "--payload", "hex", "-o", file("j"));
        assertThat(shown.status()).isEqualTo(ExitStatus.BAD_IMAGE);
        Cli.Result encoded = Cli.run("encode", file("j"), "-o", file("i"));
        assertThat(encoded.status()).isZero();
        assertThat(encoded.err()).contains("warning: ");
        assertThat(Files.mismatch(cut, Path.of(file("i")))).isEqualTo(-1);
    }

    @Test
    void selectionsTakeTypesRolesTasksObjectsAndOffsets() throws Exception {
        JsonNode paths =
                JSON.readTree(Cli.run("json", PLAIN, "--select", "role:path").out());
        assertThat(paths.get("selected"))
                .hasSize(9)
                .allMatch(r -> r.get("role").asText().equals("path"));
        JsonNode object =
                JSON.readTree(Cli.run("json", PLAIN, "--select", "objref:2").out());
        assertThat(object.get("selected")).hasSize(1);
        assertThat(object.get("selected").get(0).get("within")).hasSize(1);
        // plain.ckptinfo: TASK at 403 - 8
        JsonNode task =
                JSON.readTree(Cli.run("json", PLAIN, "--select", "offset:400").out());
        assertThat(task.get("selected").get(0).get("type").asText()).isEqualTo("TASK");
        assertThat(Cli.run("json", PLAIN, "--flat", "--select", "FILE_DESC,task:278")
                        .out())
                .contains("FILE_DESC", "\"type\":\"MM\"")
                .doesNotContain("\"type\":\"HEADER\"");
    }

    @ParameterizedTest
    @ValueSource(strings = {"task:1", "objref:99", "offset:27581"})
    void aSelectorThatFindsNothingIsAnAnswerOfNo(String selector) {
        Cli.Result result = Cli.run("json", PLAIN, "--select", selector);
        assertThat(result.status()).isEqualTo(ExitStatus.BAD_IMAGE);
        assertThat(result.out()).isEmpty();
        assertThat(result.err()).hasLineCount(1);
    }

    @Test
    void aSelectionIsNoImage() {
        byte[] json = Cli.run("json", PLAIN, "--select", "FILE").out().getBytes(StandardCharsets.UTF_8);
        Cli.Result encoded = Cli.runWithInput(json, "encode", "-", "-o", file("i"));
        assertThat(encoded.status()).isEqualTo(ExitStatus.BAD_IMAGE);
        assertThat(encoded.err()).contains("this is a selection");
    }

    @Test
    void theSchemaNeedsNoImage() throws Exception {
        JsonNode schema = JSON.readTree(Cli.run("json", "--schema").out());
        assertThat(schema.get("$schema").asText()).contains("2020-12");
        assertThat(Cli.run("json", "--schema", PLAIN).status()).isEqualTo(ExitStatus.USAGE);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "--flat --tree",
                "--flat --pretty",
                "--payload all",
                "--payload sidecar:",
                "--select nothing",
                "--select objref:x"
            })
    void optionsThatMakeNoSenseAreWrongUsage(String options) {
        String[] words = ("json " + PLAIN + " " + options).split(" ");
        assertThat(Cli.run(words).status()).isEqualTo(ExitStatus.USAGE);
    }

    @Test
    void neitherReplacesItsInput() {
        assertThat(Cli.run("json", PLAIN, "-o", PLAIN).status()).isEqualTo(ExitStatus.USAGE);
        assertThat(Cli.run("json", PLAIN, "--payload", "sidecar:" + PLAIN, "-o", file("j"))
                        .status())
                .isEqualTo(ExitStatus.USAGE);
        assertThat(Cli.run("encode", file("j")).status()).isEqualTo(ExitStatus.USAGE);
    }

    @ParameterizedTest
    @ValueSource(strings = {"/proc", "/proc/self/mem"})
    void jsonThatCannotBeReadIsNotBlamedOnTheImageThatIsWritten(String json) {
        Path target = folder.resolve("out.ckpt");
        Cli.Result result = Cli.run("encode", json, "-o", target.toString());
        assertThat(result.status()).isEqualTo(3);
        assertThat(result.err()).startsWith("ckpt: " + json + ": ").doesNotContain("out.ckpt");
        assertThat(target).doesNotExist();
    }
}
