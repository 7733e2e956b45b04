package org.ckptimage.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A program that uses the library, in a JVM that was told nothing special. */
class EmbeddedTest {
    @TempDir
    private Path folder;

    @Test
    void theJvmWarnsOfNothingWithoutAnyOption() throws Exception {
        String plain = Cli.image("v20/plain");
        for (List<String> line : List.of(
                List.of("diff", plain, Cli.image("v20/pipes")),
                List.of("json", plain, "--payload", "hex"),
                List.of(
                        "rewrite",
                        plain,
                        "--delete",
                        "278:6",
                        "-o",
                        folder.resolve("out").toString()))) {
            Process process = new ProcessBuilder(Jvm.words(line.toArray(String[]::new)))
                    .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                    .start();
            assertThat(new String(process.getErrorStream().readAllBytes(), StandardCharsets.UTF_8))
                    .isEmpty();
            assertThat(process.waitFor()).isLessThanOrEqualTo(ExitStatus.BAD_IMAGE);
        }
    }
}
