package org.ckptimage.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What a message says: what is wrong, where, and what to do, in the words of the command. */
class MessagesTest {
    private static final String PLAIN = Cli.image("v20/plain");
    private static final String UDP = Cli.image("v20/udp");

    @TempDir
    private Path folder;

    /** An image with nine bytes behind it. */
    private String followed(String image) throws Exception {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        bytes.writeBytes(Files.readAllBytes(Path.of(image)));
        bytes.writeBytes("trailing\n".getBytes(StandardCharsets.UTF_8));
        return Files.write(folder.resolve("followed.ckpt"), bytes.toByteArray()).toString();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = ';',
            value = {
                "--delete; abc; ckpt: --delete: 'abc' selects no files; say 12 (object number), 278:3 (pid:fd),",
                "--delete; a:b; ckpt: --delete: 'a:b' selects no files; say 12",
                "--delete; std:x; ckpt: --delete: 'x' in 'std:x' is no pid, which is a number from 0 to 2147483647",
                "--close; 278:-1; ckpt: --close: '-1' in '278:-1' is no descriptor, which is a number from 0",
                "--renumber; 0; ckpt: --renumber: '0' is no object number (1 to 2147483647); say FIRST,",
                "--replace; 12; ckpt: --replace: '12' has no '=' between the files and what they get; say SELECTOR=",
                "--set; 278:6,flags=bogus; ckpt: --set: 'bogus' is no flag (append, nonblock, ",
                "--replace; 278:0=/tmp/in,flags=rw+creat; ckpt: --replace: O_CREAT is a flag for creating a file, ",
                "--replace; 278:0=/tmp/in,mode=rw; ckpt: --replace: 'mode' is no option of a replacement (flags=",
                "--replace; 12=rel; ckpt: --replace: 'rel' is no path that begins with /; a restart would look for it",
            })
    void anEditThatMakesNoSenseIsSaidWithItsOption(String option, String value, String message) {
        Cli.Result result = Cli.run("rewrite", PLAIN, option, value, "-n");
        assertThat(result.status()).isEqualTo(ExitStatus.USAGE);
        assertThat(result.err()).startsWith(message).hasLineCount(2);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = ';',
            value = {"--set; 278:6,flags=appnd", "--replace; 278:0=/tmp/in,flags=rw+appnd", "--set; 278:6,flags=APPEN"})
    void aMisspeltFlagIsAMistakeInTheOptionAndNotInTheImage(String option, String value) {
        Cli.Result result = Cli.run("rewrite", PLAIN, option, value, "-n");
        assertThat(result.status()).isEqualTo(ExitStatus.USAGE);
        assertThat(result.err())
                .startsWith("ckpt: " + option + ": 'app")
                .contains("' is no flag (", "); did you mean append?\n")
                .doesNotContain(PLAIN);
    }

    @Test
    void anEmptyNameIsCalledEmpty() {
        for (List<String> line : List.of(List.of("info", ""), List.of("diff", "", PLAIN), List.of("check", ""))) {
            assertThat(Cli.run(line.toArray(String[]::new)).err())
                    .isEqualTo("ckpt: '' is no name of a file; is a variable of the shell empty?\n");
        }
    }

    @Test
    void aFolderThatAnOptionNamesIsNamedWithTheOption() {
        assertThat(Cli.run("needs", PLAIN, "--check", "/nonexist").err())
                .isEqualTo("ckpt: --check /nonexist: there is no such folder\n");
        assertThat(Cli.run("target", "--root", PLAIN).err())
                .isEqualTo("ckpt: --root " + PLAIN + ": this is no folder\n");
    }

    @Test
    void helpIsForOneCommand() {
        Cli.Result result = Cli.run("help", "files", "ps");
        assertThat(result.status()).isEqualTo(ExitStatus.USAGE);
        assertThat(result.out()).isEmpty();
        assertThat(result.err()).startsWith("ckpt: 'ps' is one argument too many");
    }

    @Test
    void bytesThatTheJsonLacksAreSaidToComeFromTheOriginal() {
        String json = folder.resolve("plain.json").toString();
        Cli.run("json", PLAIN, "-o", json);
        Cli.Result result = Cli.run("encode", json, "-o", folder.resolve("x").toString());
        assertThat(result.status()).isEqualTo(ExitStatus.BAD_IMAGE);
        assertThat(result.err())
                .contains(
                        "4096 bytes are not in the JSON, only in " + PLAIN + "; say --from ORIGINAL, or make the JSON")
                .doesNotContain("PayloadFiles")
                .hasLineCount(1);
    }

    @Test
    void aSelectionIsToBeMadeWithoutItsOption() {
        String json = folder.resolve("plain.json").toString();
        Cli.run("json", PLAIN, "--select", "TASK", "-o", json);
        assertThat(Cli.run("encode", json, "-o", folder.resolve("x").toString()).err())
                .endsWith("this is a selection, and no whole image; make the JSON without --select\n");
    }

    @Test
    void whatCouldBeAskedForInsteadIsSaidInOptions() {
        assertThat(Cli.run("rewrite", PLAIN, "-n", "--delete", "/t/bin/plain").err())
                .endsWith("; its descriptors can go while the mappings keep it (--mapped keep)\n")
                .doesNotContain("MappedFiles");
        assertThat(Cli.run("rewrite", PLAIN, "-n", "--replace", "/t/bin/plain=/x")
                        .err())
                .endsWith(" (--mapped replace)\n");
        assertThat(Cli.run("rewrite", PLAIN, "-o", "-", "--stream", "--cwd", "278=/")
                        .err())
                .endsWith("another working directory needs the whole image; leave out --stream\n");
    }

    @Test
    void whatWouldMakeAnImageReadableIsSaidInOptions() throws Exception {
        byte[] image = Files.readAllBytes(Path.of(PLAIN));
        byte[] shifted = new byte[image.length + 5];
        System.arraycopy(image, 0, shifted, 5, image.length);
        String behind = Files.write(folder.resolve("behind.ckpt"), shifted).toString();
        assertThat(Cli.run("info", behind).err()).endsWith("An image begins at offset 5; --at OFFSET says where\n");
        image[24] = 7;
        String unknown = Files.write(folder.resolve("rev7.ckpt"), image).toString();
        assertThat(Cli.run("info", unknown).err())
                .endsWith("It can be read as one of them all the same; --dialect NAME says which\n");
    }

    @Test
    void aPositionThatWouldCrashTheKernelIsRefusedWithTheWordsOfTheCommand() {
        assertThat(Cli.run("rewrite", Cli.image("examples/22-position-bit-31"), "-n", "--replace", "278:6=/tmp/x")
                        .err())
                .endsWith("would crash the restarting kernel; say another (pos=zero)\n");
    }

    @Test
    void aRepairThatLeavesWhatFollowsTheImageSaysSo() throws Exception {
        String note = "9 bytes behind the end of the image stay; R184 drops them, and --only does not name it";
        String image = followed(UDP);
        assertThat(Cli.run("repair", image, "--only", "W01", "-n").err())
                .isEqualTo("ckpt: " + image + ": " + note + "\n");
        assertThat(Cli.run("repair", image, "--only", "W01,R184", "-n").err()).isEmpty();
        assertThat(Cli.run("repair", UDP, "--only", "W01", "-n").err()).isEmpty();
    }

    @Test
    void checkCountsTheBytesBehindTheImageInJsonToo() throws Exception {
        ObjectMapper json = new ObjectMapper();
        assertThat(json.readTree(Cli.run("check", "--json", followed(PLAIN)).out())
                        .get("trailingBytes")
                        .asLong())
                .isEqualTo(9);
        assertThat(json.readTree(Cli.run("check", "--json", PLAIN).out())
                        .get("trailingBytes")
                        .asLong())
                .isZero();
    }
}
