package org.ckptimage.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The command in a process of its own, which a signal ends in the middle of what it reads or writes. */
@Timeout(120)
class SignalTest {
    private static final Path PLAIN = Path.of(Cli.image("v20/plain"));
    private static final Path WITHOUT_6 = Path.of(Cli.image("examples/02-delete-file"));
    private static final int SIGNALLED = 128;

    @TempDir
    private Path folder;

    private Path target() {
        return folder.resolve("out.ckpt");
    }

    private List<String> left() throws IOException {
        try (Stream<Path> files = Files.list(folder)) {
            return files.map(file -> file.getFileName().toString()).sorted().toList();
        }
    }

    /** Starts a command that hears all signals, though the tests may run where some are ignored, as by nohup. */
    private static Process start(List<String> words) throws IOException {
        List<String> command = new ArrayList<>(List.of("env", "--default-signal=HUP,INT,TERM"));
        command.addAll(words);
        return new ProcessBuilder(command)
                .redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                .start();
    }

    /** A rewrite onto the target that has begun to write, and waits for the rest of its image. */
    private Process rewriteInTheMiddle() throws Exception {
        Process process = start(Jvm.words("rewrite", "-", "--stream", "--close", "278:6", "-o", target().toString()));
        OutputStream image = process.getOutputStream();
        image.write(Arrays.copyOf(Files.readAllBytes(PLAIN), 10_000));
        image.flush();
        while (left().stream().noneMatch(name -> name.startsWith(".out.ckpt.ckpt-"))) {
            assertThat(process.isAlive()).isTrue();
            Thread.onSpinWait();
        }
        return process;
    }

    @ParameterizedTest
    @ValueSource(strings = {"TERM", "INT", "HUP"})
    void aSignalInTheMiddleLeavesTheOldFileAndNoLitter(String signal) throws Exception {
        Files.writeString(target(), "old");
        Process process = rewriteInTheMiddle();
        signal(signal, process);
        assertThat(target()).hasContent("old");
        assertThat(left()).containsExactly("out.ckpt");
    }

    private static void signal(String signal, Process process) throws Exception {
        new ProcessBuilder("kill", "-" + signal, Long.toString(process.pid()))
                .start()
                .waitFor();
        assertThat(process.waitFor()).isGreaterThan(SIGNALLED);
    }

    /** An image of which most is a hole behind its end: it takes much longer to write than a signal takes to come. */
    private static Path large(Path image, Path copy) throws IOException {
        Files.copy(image, copy);
        try (FileChannel channel = FileChannel.open(copy, StandardOpenOption.WRITE)) {
            channel.write(ByteBuffer.allocate(1), (4L << 30) - 1);
        }
        return copy;
    }

    /** A repair of everything would drop what stands behind the end. */
    static Stream<List<String>> commandsThatWrite() {
        return Stream.of(
                List.of("TERM", "v20/plain", "rewrite", "IMAGE", "--delete", "278:6"),
                List.of("INT", "v20/plain", "substitute", "IMAGE", "-s", "9,7", "--handover", "/dev/null"),
                List.of("TERM", "v20/udp", "repair", "IMAGE", "--only", "W01"),
                List.of("INT", "v20/plain", "json", "IMAGE", "--payload", "hex"),
                List.of("TERM", "v20/plain", "encode", "-"),
                List.of("INT", "v20/plain", "encode", "-", "--from", "IMAGE"));
    }

    /** The JSON of encode stops in the middle; the others have enough to do. */
    @ParameterizedTest
    @MethodSource("commandsThatWrite")
    void aSignalWhileTheResultIsWrittenLeavesTheOldFileAndNoLitter(List<String> words) throws Exception {
        Files.writeString(target(), "old");
        Path small = Path.of(Cli.image(words.get(1)));
        Path image = large(
                small,
                Files.createTempDirectory(folder.getParent(), "ckpt-test").resolve("image"));
        try {
            String[] command = Stream.concat(words.stream().skip(2), Stream.of("-o", target().toString()))
                    .map(word -> word.equals("IMAGE") ? image.toString() : word)
                    .toArray(String[]::new);
            Process process = start(Jvm.words(command));
            OutputStream json = process.getOutputStream();
            json.write(
                    Cli.run("json", small.toString(), "--payload", "hex").out().getBytes(StandardCharsets.UTF_8),
                    0,
                    5000);
            json.flush();
            while (left().stream().noneMatch(name -> name.startsWith(".out.ckpt.ckpt-"))) {
                assertThat(process.isAlive()).isTrue();
                Thread.onSpinWait();
            }
            signal(words.get(0), process);
        } finally {
            Files.delete(image);
            Files.delete(image.getParent());
        }
        assertThat(target()).hasContent("old");
        assertThat(left()).containsExactly("out.ckpt");
    }

    @ParameterizedTest
    @ValueSource(strings = {"rewrite --delete 278:6 -", "repair -", "json -"})
    void aSignalWhileAPipeIsReadLeavesNothing(String words) throws Exception {
        Files.writeString(target(), "old");
        List<String> command = Jvm.words((words + " -o " + target()).split(" "));
        command.add(1, "-Djava.io.tmpdir=" + folder);
        Process process = start(command);
        OutputStream image = process.getOutputStream();
        image.write(Arrays.copyOf(Files.readAllBytes(PLAIN), 1 << 20));
        image.flush();
        while (!hasSpool(process)) {
            assertThat(process.isAlive()).isTrue();
            Thread.onSpinWait();
        }
        signal("TERM", process);
        assertThat(target()).hasContent("old");
        assertThat(left()).containsExactly("out.ckpt");
    }

    /** Whether a process has the copy of a stream open, which has lost its name already. */
    private static boolean hasSpool(Process process) throws IOException {
        try (Stream<Path> descriptors = Files.list(Path.of("/proc/" + process.pid() + "/fd"))) {
            return descriptors.anyMatch(SignalTest::isSpool);
        }
    }

    private static boolean isSpool(Path descriptor) {
        try {
            String file = Files.readSymbolicLink(descriptor).toString();
            return file.contains("/ckpt-spool") && file.endsWith(" (deleted)");
        } catch (IOException e) {
            // It was closed this moment.
            return false;
        }
    }

    @Test
    void whatAKilledProcessLeavesTheNextOneRemoves() throws Exception {
        Files.writeString(target(), "old");
        Process process = rewriteInTheMiddle();
        process.destroyForcibly();
        process.waitFor();
        assertThat(target()).hasContent("old");
        assertThat(left()).hasSize(2);
        assertThat(Cli.run("rewrite", PLAIN.toString(), "--delete", "278:6", "-o", target().toString())
                        .status())
                .isZero();
        assertThat(target()).hasSameBinaryContentAs(WITHOUT_6);
        assertThat(left()).containsExactly("out.ckpt");
    }

    @Test
    void whatALiveProcessIsWritingTheNextOneLeavesAlone() throws Exception {
        Process process = rewriteInTheMiddle();
        try {
            Path other = Files.copy(PLAIN, folder.resolve("other"));
            Cli.Result result = Cli.run("rewrite", other.toString(), "--delete", "278:6", "-o", target().toString());
            assertThat(result.status()).isZero();
            assertThat(left()).hasSize(3).anyMatch(name -> name.startsWith(".out.ckpt.ckpt-"));
        } finally {
            process.destroy();
            process.waitFor();
        }
    }
}
