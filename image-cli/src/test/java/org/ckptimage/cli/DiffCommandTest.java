package org.ckptimage.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DiffCommandTest {
    @TempDir
    private Path folder;

    @Test
    void anImageIsTheSameAsItself() {
        Cli.Result result = Cli.run("diff", Cli.image("v20/ux"), Cli.image("v20/ux"));
        assertThat(result.status()).isZero();
        assertThat(result.out()).isEmpty();
    }

    @Test
    void aDeletedFileShowsAsItsDescriptorAndItself() {
        Cli.Result result = Cli.run("diff", Cli.image("v20/plain"), Cli.image("examples/02-delete-file"));
        assertThat(result.status()).isEqualTo(1);
        assertThat(result.out()).contains("task 278 > fd 6").doesNotContain("fd 7");
    }

    @Test
    void theJsonSaysWhatStandsOnEachSide() throws Exception {
        JsonNode diff = new ObjectMapper()
                .readTree(Cli.run("diff", "--json", Cli.image("v20/plain"), Cli.image("examples/20-proc-fd"))
                        .out());
        assertThat(diff.get("same").asBoolean()).isFalse();
        assertThat(diff.get("differences")).hasSize(1);
        JsonNode only = diff.get("differences").get(0);
        assertThat(only.get("left").asText()).contains("/t/w/plain/a.txt");
        assertThat(only.get("right").asText()).contains("/proc/400/fd/0");
    }

    @Test
    void allShowsWhatARestartDoesNotLookAt() throws Exception {
        byte[] image = Files.readAllBytes(Path.of(Cli.image("v20/plain")));
        // HEADER.time at 56, the kernel's release in the payload at 80
        image[56]++;
        image[80] = '3';
        Path other = Files.write(folder.resolve("other.ckpt"), image);
        assertThat(Cli.run("diff", Cli.image("v20/plain"), other.toString()).status())
                .isZero();
        Cli.Result all = Cli.run("diff", "--all", Cli.image("v20/plain"), other.toString());
        assertThat(all.status()).isEqualTo(1);
        assertThat(all.out())
                .contains("@@ head > time @@", "@@ head > release @@\n-2.6.33\n+3.6.33\n")
                .hasLineCount(8);
        assertThat(Cli.run("diff", "--all", other.toString(), other.toString()).status())
                .isZero();
    }

    @Test
    void anUnreadableImageIsTrouble() {
        for (String bad : new String[] {Cli.image("README"), Cli.image("v20/plain") + ".missing", "/dev/null"}) {
            Cli.Result result = Cli.run("diff", Cli.image("v20/plain"), bad);
            assertThat(result.status()).isEqualTo(ExitStatus.TROUBLE);
            assertThat(result.err()).hasLineCount(1).contains(bad);
        }
    }

    @Test
    void bytesBehindEitherImageAreSaidWithoutAnOptionThatIsNotThere() throws Exception {
        byte[] image = Files.readAllBytes(Path.of(Cli.image("v20/plain")));
        Path one = Files.write(folder.resolve("one.ckpt"), Arrays.copyOf(image, image.length + 1));
        Path nine = Files.write(folder.resolve("nine.ckpt"), Arrays.copyOf(image, image.length + 9));
        Cli.Result result = Cli.run("diff", one.toString(), nine.toString());
        assertThat(result.status()).isZero();
        assertThat(result.err())
                .isEqualTo("ckpt: " + one + ": offset 27581 (0x6bbd): 1 byte behind the end of the image; they are not"
                        + " compared\nckpt: " + nine + ": offset 27581 (0x6bbd): 9 bytes behind the end of the image;"
                        + " they are not compared\n");
    }

    @Test
    void oneImageAloneIsWrongUsage() {
        assertThat(Cli.run("diff", Cli.image("v20/plain")).status()).isEqualTo(ExitStatus.USAGE);
    }

    @Test
    void oneOfTheImagesMayComeFromStandardInput() throws Exception {
        String image = Cli.image("v20/plain");
        byte[] bytes = java.nio.file.Files.readAllBytes(java.nio.file.Path.of(image));
        assertThat(Cli.runWithInput(bytes, "diff", image, "-").status()).isZero();
        Cli.Result other = Cli.runWithInput(bytes, "diff", "-", Cli.image("v20/tree"));
        assertThat(other.status()).isEqualTo(1);
        assertThat(other.out()).startsWith("--- <stdin>\n+++ ");
        Cli.Result both = Cli.run("diff", "-", "-");
        assertThat(both.status()).isEqualTo(2);
        assertThat(both.err()).startsWith("ckpt: standard input can be only one of the images\n");
        assertThat(Cli.runWithInput(new byte[0], "diff", image, "-").err()).startsWith("ckpt: <stdin>: ");
    }
}
