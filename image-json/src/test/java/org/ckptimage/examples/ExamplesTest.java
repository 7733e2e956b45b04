package org.ckptimage.examples;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.channels.Channels;
import java.nio.channels.Pipe;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.ckptimage.image.Image;
import org.ckptimage.image.OpenFile;
import org.ckptimage.image.OpenOptions;
import org.ckptimage.io.ByteSource;
import org.ckptimage.json.view.HandOverJson;
import org.ckptimage.rewrite.Edit;
import org.ckptimage.rewrite.InheritedDescriptor;
import org.ckptimage.rewrite.OpenFiles;
import org.ckptimage.rewrite.Rewrite;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The programs that show how to use the library run, and do what they say. */
class ExamplesTest {
    private static final Path PLAIN = Path.of(System.getProperty("ckpt.testdata"), "v20/plain.ckpt");

    @TempDir
    Path folder;

    @Test
    void theCoordinatorTakesAnImageFromAPipeAndStreamsTheResultOn() throws Exception {
        Pipe in = Pipe.open();
        byte[] whole = Files.readAllBytes(PLAIN);
        CompletableFuture<Void> checkpoint = CompletableFuture.runAsync(() -> {
            try (OutputStream sink = Channels.newOutputStream(in.sink())) {
                sink.write(whole);
            } catch (IOException e) {
                throw new java.io.UncheckedIOException(e);
            }
        });
        ByteArrayOutputStream restart = new ByteArrayOutputStream();
        ByteArrayOutputStream handOver = new ByteArrayOutputStream();
        Coordinator.run(in.source(), Channels.newChannel(restart), handOver);
        checkpoint.join();
        try (Image result = Image.open(ByteSource.of(restart.toByteArray(), "result"), OpenOptions.DEFAULT)) {
            assertThat(result.isComplete()).isTrue();
            assertThat(result.files())
                    .extracting(OpenFile::name)
                    .doesNotContain("/t/w/plain/a.txt", "/t/w/plain/c.dat")
                    .contains("/t/log/plain.log", "/t/w/plain/b.log");
        }
        assertThat(handOver.toString(StandardCharsets.UTF_8))
                .contains("\"fd\":7", "{\"pid\":278,\"fd\":3,\"cloexec\":false}", "{\"pid\":278,\"fd\":41,");
    }

    /** handover.c, compiled. */
    private Path handOverProgram() throws Exception {
        assumeTrue(
                List.of("/usr/bin", "/bin", "/usr/local/bin").stream()
                        .anyMatch(bin -> Files.isExecutable(Path.of(bin, "cc"))),
                "no C compiler");
        Path source = folder.resolve("handover.c");
        try (InputStream in = ExamplesTest.class.getResourceAsStream("handover.c")) {
            Files.copy(in, source);
        }
        Path program = folder.resolve("handover");
        run("cc", "-Wall", "-Wextra", "-Werror", "-o", program.toString(), source.toString());
        return program;
    }

    private String run(String... command) throws Exception {
        Path printed = folder.resolve("printed");
        Process process = new ProcessBuilder(command)
                .redirectErrorStream(true)
                .redirectOutput(printed.toFile())
                .start();
        int status = process.waitFor();
        String text = Files.readString(printed);
        assertThat(status).as(text).isZero();
        return text;
    }

    @ParameterizedTest
    @ValueSource(strings = {"scm", "inherit"})
    void aDescriptorIsHandedOverToAllWhoMustHaveIt(String way) throws Exception {
        Path handOver = folder.resolve("fds.json");
        try (Image image = Image.open(PLAIN);
                OutputStream out = Files.newOutputStream(handOver)) {
            // 278:3 and 278:41 are one open file.
            HandOverJson.write(
                    Rewrite.of(image)
                            .substitute(OpenFiles.at(278, 3), InheritedDescriptor.of(7))
                            .add(new Edit.SetCloseOnExec(278, 41, true))
                            .plan(),
                    out);
        }
        Path file = Files.writeString(folder.resolve("input"), "what the coordinator has open");
        String inode = Files.getAttribute(file, "unix:ino").toString();
        String printed = run(
                "sh",
                "-c",
                "exec 7<\"$0\"; exec \"$1\" " + way + " \"$2\" 278",
                file.toString(),
                handOverProgram().toString(),
                handOver.toString());
        assertThat(printed.lines())
                .contains(
                        "placed 3 inode " + inode + " position 5 cloexec 0",
                        "placed 41 inode " + inode + " position 5 cloexec 1",
                        "after exec 3 inode " + inode + " position 5 cloexec 0",
                        "coordinator 7 position 5")
                .noneMatch(line -> line.startsWith("after exec 41 "))
                .filteredOn(line -> line.startsWith("placed"))
                .hasSize(2);
    }
}
