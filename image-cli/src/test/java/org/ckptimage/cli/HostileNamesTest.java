package org.ckptimage.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Whoever makes an image chooses the names in it. */
class HostileNamesTest {
    private static final ObjectMapper JSON = new ObjectMapper();

    @TempDir
    private Path folder;

    private Path image;

    @BeforeEach
    void patchARealImage() throws Exception {
        byte[] bytes = Files.readAllBytes(Path.of(Cli.image("v20/plain")));
        // Names of the same lengths as before: escape sequences, a line end, a bar, and no UTF-8.
        replace(bytes, "/t/w/plain/b.log", "/\033[2J\na|9|x|1:2\r");
        replace(bytes, "/t/w/plain/c.dat", "/t/\u202egnp.\u009b1m|z");
        replace(bytes, "/dev/zero", "/d\033v\177zero");
        replaceBytes(bytes, "/dev/null", new byte[] {'/', (byte) 0xff, (byte) 0xc0, 'n', 'u', 'l', 'l', '!', '!'});
        // comm, behind TASK: 16 bytes
        replace(bytes, "plain\0\0\0\0\0\0\0\0\0\0\0", "\033]0;x\007\n\0\0\0\0\0\0\0\0\0");
        image = Files.write(folder.resolve("hostile.ckpt"), bytes);
    }

    private static void replace(byte[] bytes, String old, String by) {
        replaceBytes(bytes, old, by.getBytes(StandardCharsets.UTF_8));
    }

    private static void replaceBytes(byte[] bytes, String old, byte[] by) {
        assertThat(by).as(old).hasSize(old.length());
        int at = new String(bytes, StandardCharsets.ISO_8859_1).indexOf(old);
        assertThat(at).as(old).isPositive();
        System.arraycopy(by, 0, bytes, at, by.length);
    }

    @Test
    void noCommandWritesThemToATerminal() {
        List<List<String>> commands = List.of(
                List.of("info"),
                List.of("info", "--json"),
                List.of("ps"),
                List.of("ps", "--json"),
                List.of("files"),
                List.of("files", "--json"),
                List.of("files", "--user-info"),
                List.of("mem", "--pages"),
                List.of("mem", "--json"),
                List.of("records", "-v"),
                List.of("records", "--json"));
        for (List<String> command : commands) {
            Cli.Result result = Cli.run(
                    Stream.concat(command.stream(), Stream.of(image.toString())).toArray(String[]::new));
            assertThat(result.status()).as("%s", command).isZero();
            assertThat((result.out() + result.err()).codePoints())
                    .as("%s", command)
                    .noneMatch(
                            c -> c != '\n' && (Character.isISOControl(c) || Character.getType(c) == Character.FORMAT));
        }
        for (int object = 1; object < 20; object++) {
            assertThat(Cli.run("object", "-v", image.toString(), "" + object).out())
                    .doesNotContain("\033", "\u202e", "\u009b", "\r");
        }
    }

    @Test
    void theyAreShownAsEscapes() {
        assertThat(Cli.run("ps", image.toString()).out()).contains("\\x1b]0;x\\x07\\n");
        assertThat(Cli.run("files", image.toString()).out())
                .contains("/\\x1b[2J\\na|9|x|1:2\\r")
                .contains("/\\xff\\xc0null!!");
    }

    @Test
    void theyForgeNoLineOfUserInfo() {
        String out = Cli.run("files", "--user-info", image.toString()).out();
        assertThat(out.lines())
                .hasSize(9)
                .allMatch(line -> line.chars().filter(c -> c == '|').count() == 3)
                .contains("generic|11|/\\x1b[2J\\na\\x7c9\\x7cx\\x7c1:2\\r|278:4");
    }

    @Test
    void jsonKeepsEveryByteOfThem() throws Exception {
        JsonNode files =
                JSON.readTree(Cli.run("files", "--json", image.toString()).out());
        List<String> names = new java.util.ArrayList<>();
        files.forEach(file -> names.add(
                file.get("name").isTextual()
                        ? file.get("name").asText()
                        : "hex " + file.get("name").get("hex").asText()));
        assertThat(names)
                .contains(
                        "/\033[2J\na|9|x|1:2\r",
                        "/t/\u202egnp.\u009b1m|z",
                        "/d\033v\177zero",
                        "hex 2fffc06e756c6c2121");
        JsonNode ps = JSON.readTree(Cli.run("ps", "--json", image.toString()).out());
        assertThat(ps.get(0).get("comm").asText()).isEqualTo("\033]0;x\007\n");
    }

    @Test
    void aNameThatIsNoUtf8IsPastedFromTheListIntoAnEdit() throws Exception {
        Path result = folder.resolve("result.ckpt");
        assertThat(Cli.run("files", image.toString()).out()).contains("/\\xff\\xc0null!!");
        Cli.Result rewrite = Cli.run(
                "rewrite", image.toString(), "--replace", "/\\xff\\xc0null!!=/new\\xff", "-o", result.toString());
        assertThat(rewrite.err()).isEmpty();
        assertThat(rewrite.out()).contains("/\\xff\\xc0null!! becomes /new\\xff");
        assertThat(Cli.run("files", result.toString()).out()).contains("/new\\xff");
    }

    /** Java has lost the byte by then: an edit of U+FFFD would be another than what was asked for. */
    @Test
    void aByteThatJavaCouldNotReadFromTheCommandLineIsRefused() {
        Cli.Result result = Cli.run("rewrite", image.toString(), "--cwd", "278=/tmp/\ufffd", "-n");
        assertThat(result.status()).isEqualTo(2);
        assertThat(result.err()).contains("has bytes that are no UTF-8; say each of them as ckpt files prints it");
    }
}
