package org.ckptimage.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileTime;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What can be wrong with the place that a result goes to, for every command that writes one. */
class WritingFaultsTest {
    private static final int MEBIBYTE = 1 << 20;

    /**
     * A command that writes.
     *
     * @param image what it works on, below testdata
     * @param words the command, {@code IMAGE} where its image stands, {@code JSON} where the image as JSON does;
     *     {@code -o OUT} is put behind
     */
    private record Writing(String image, List<String> words) {
        /** Whether it may not write its result over its image. */
        boolean sparesItsImage() {
            return words.contains("repair") || words.contains("json") || words.contains("encode");
        }

        /** Whether most of its result is copied from its image as it is. */
        boolean copies() {
            return !streams() && !words.contains("json") && !words.contains("encode");
        }

        boolean streams() {
            return words.contains("--stream");
        }

        String[] on(Path file, String target) {
            return Stream.concat(
                            words.stream()
                                    .map(word -> word.equals("IMAGE") ? file.toString() : word)
                                    .map(word ->
                                            word.equals("JSON") ? json(file).toString() : word),
                            Stream.of("-o", target))
                    .toArray(String[]::new);
        }

        @Override
        public String toString() {
            return String.join(" ", words);
        }
    }

    /** Where the image as JSON lies: beside the folder that must be clean. */
    private static Path json(Path image) {
        return image.getParent().resolveSibling(image.getParent().getFileName() + ".json");
    }

    /** A new command joins by a line here. */
    static Stream<Writing> commands() {
        return Stream.of(
                new Writing("v20/pipes", List.of("rewrite", "IMAGE", "--close", "278:0")),
                new Writing("v20/pipes", List.of("rewrite", "IMAGE", "--stream", "--close", "278:0")),
                new Writing("v20/pipes", List.of("substitute", "IMAGE", "-s", "9,7", "--handover", "/dev/null")),
                new Writing("v20/ipc", List.of("repair", "IMAGE")),
                new Writing("v20/pipes", List.of("json", "IMAGE", "--payload", "hex")),
                new Writing("v20/pipes", List.of("encode", "JSON", "--from", "IMAGE")));
    }

    static Stream<Writing> commandsThatCopy() {
        return commands().filter(Writing::copies);
    }

    @TempDir
    Path folder;

    private Path image;
    private Path out;

    @BeforeEach
    void names() {
        image = folder.resolve("image.ckpt");
        out = folder.resolve("out.ckpt");
    }

    /** The image in its place, and what the command makes of it. */
    private byte[] prepare(Writing command) throws IOException {
        return prepare(command, 0);
    }

    /** As {@link #prepare(Writing)}, with bytes behind the end of the image, so that writing it takes its time. */
    private byte[] prepare(Writing command, int more) throws IOException {
        Files.copy(Path.of(Cli.image(command.image())), image);
        Files.write(image, new byte[more], StandardOpenOption.APPEND);
        assertThat(Cli.run("json", image.toString(), "-o", json(image).toString())
                        .status())
                .isZero();
        Path expected = folder.resolve("expected");
        assertThat(Cli.run(command.on(image, expected.toString())).status()).isZero();
        byte[] bytes = Files.readAllBytes(expected);
        Files.delete(expected);
        return bytes;
    }

    @AfterEach
    void removeJson() throws IOException {
        Files.deleteIfExists(json(image));
    }

    private List<String> left() throws IOException {
        try (Stream<Path> files = Files.list(folder)) {
            return files.map(file -> file.getFileName().toString()).sorted().toList();
        }
    }

    private static void isOneLine(Cli.Result result, int status, String... parts) {
        assertThat(result.status()).as(result.err()).isEqualTo(status);
        assertThat(result.err().lines().filter(line -> line.startsWith("ckpt: ")))
                .as(result.err())
                .hasSize(1);
        assertThat(result.err()).contains(parts).doesNotContain("Exception", "\tat ");
    }

    @ParameterizedTest
    @MethodSource("commands")
    void theImageItselfIsReplacedWhenTheNewOneIsWhole(Writing command) throws IOException {
        byte[] expected = prepare(command);
        byte[] before = Files.readAllBytes(image);
        Cli.Result result = Cli.run(command.on(image, image.toString()));
        assertThat(result.status()).isEqualTo(command.sparesItsImage() ? ExitStatus.USAGE : ExitStatus.FINE);
        assertThat(image).hasBinaryContent(command.sparesItsImage() ? before : expected);
        assertThat(left()).containsExactly("image.ckpt");
    }

    @ParameterizedTest
    @MethodSource("commands")
    void aLinkToTheImageIsFollowedAndStaysALink(Writing command) throws IOException {
        byte[] expected = prepare(command);
        byte[] before = Files.readAllBytes(image);
        Files.createSymbolicLink(out, image);
        Cli.Result result = Cli.run(command.on(image, out.toString()));
        assertThat(result.status()).isEqualTo(command.sparesItsImage() ? ExitStatus.USAGE : ExitStatus.FINE);
        assertThat(out).isSymbolicLink();
        assertThat(image).hasBinaryContent(command.sparesItsImage() ? before : expected);
        assertThat(left()).containsExactly("image.ckpt", "out.ckpt");
    }

    @ParameterizedTest
    @MethodSource("commands")
    void anotherNameOfTheImageBecomesAFileOfItsOwn(Writing command) throws IOException {
        byte[] expected = prepare(command);
        byte[] before = Files.readAllBytes(image);
        Files.createLink(out, image);
        Cli.Result result = Cli.run(command.on(image, out.toString()));
        assertThat(result.status()).isEqualTo(command.sparesItsImage() ? ExitStatus.USAGE : ExitStatus.FINE);
        assertThat(image).hasBinaryContent(before);
        assertThat(out).hasBinaryContent(command.sparesItsImage() ? before : expected);
        assertThat(left()).containsExactly("image.ckpt", "out.ckpt");
    }

    @ParameterizedTest
    @MethodSource("commands")
    void aPlaceThatCannotBeWrittenToIsOneLineAndStatus3(Writing command) throws IOException {
        prepare(command);
        String missing = folder.resolve("no/such/folder").toString();
        isOneLine(Cli.run(command.on(image, folder.toString())), 3, "is a directory", "nothing was changed");
        isOneLine(Cli.run(command.on(image, missing)), 3, missing, "no folder", "nothing was changed");
        isOneLine(Cli.run(command.on(image, out + "/")), 3, "no such folder", "nothing was changed");
        isOneLine(Cli.run(command.on(image, "/proc/out.ckpt")), 3, "/proc/out.ckpt", "nothing was changed");
        isOneLine(Cli.run(command.on(image, "/dev/full")), 3, "no space left", "nothing was changed");
        assertThat(left()).containsExactly("image.ckpt");
    }

    @ParameterizedTest
    @MethodSource("commands")
    void theTargetMayLieOnAnotherFileSystem(Writing command) throws IOException {
        byte[] expected = prepare(command);
        Path shm = Path.of("/dev/shm");
        assumeTrue(
                Files.isWritable(shm) && !Files.getFileStore(shm).equals(Files.getFileStore(folder)), "needs /dev/shm");
        Path target = Files.createTempDirectory(shm, "ckpt-test").resolve("out.ckpt");
        try {
            assertThat(Cli.run(command.on(image, target.toString())).status()).isZero();
            assertThat(target).hasBinaryContent(expected);
        } finally {
            Files.deleteIfExists(target);
            Files.delete(target.getParent());
        }
    }

    @ParameterizedTest
    @MethodSource("commands")
    void standardOutputHasTheImageAndNothingElse(Writing command) throws IOException {
        byte[] expected = prepare(command);
        for (String name : List.of("-", "/dev/stdout")) {
            ByteArrayOutputStream standardOutput = new ByteArrayOutputStream();
            assertThat(Cli.runInto(standardOutput, command.on(image, name)).status())
                    .isZero();
            assertThat(standardOutput.toByteArray()).isEqualTo(expected);
        }
    }

    /** What the reader of a FIFO does with the stream. */
    @FunctionalInterface
    private interface Reader {
        void read(InputStream in) throws IOException;
    }

    private CompletableFuture<Void> fifo(Reader reader) throws Exception {
        assumeTrue(new ProcessBuilder("mkfifo", out.toString()).start().waitFor() == 0, "needs mkfifo");
        return CompletableFuture.runAsync(() -> {
            try (InputStream in = Files.newInputStream(out)) {
                reader.read(in);
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        });
    }

    @ParameterizedTest
    @MethodSource("commands")
    void aFifoIsStreamedTo(Writing command) throws Exception {
        byte[] expected = prepare(command);
        ByteArrayOutputStream read = new ByteArrayOutputStream();
        CompletableFuture<Void> reader = fifo(in -> in.transferTo(read));
        assertThat(Cli.run(command.on(image, out.toString())).status()).isZero();
        reader.join();
        assertThat(read.toByteArray()).isEqualTo(expected);
        assertThat(left()).containsExactly("image.ckpt", "out.ckpt");
    }

    /** The images are larger than the 64 KiB that a pipe holds, or made so. */
    @ParameterizedTest
    @MethodSource("commands")
    void aReaderThatGoesAwayIsStatus3WithoutAWord(Writing command) throws Exception {
        prepare(command, command.streams() ? 0 : MEBIBYTE);
        CompletableFuture<Void> reader = fifo(in -> assertThat(in.read()).isNotNegative());
        Cli.Result result = Cli.run(command.on(image, out.toString()));
        reader.join();
        assertThat(result.status()).isEqualTo(ExitStatus.TROUBLE);
        assertThat(result.err()).isEmpty();
    }

    @ParameterizedTest
    @MethodSource("commandsThatCopy")
    void anImageThatShrinksWhileItIsCopiedIsNamed(Writing command) throws Exception {
        prepare(command, MEBIBYTE);
        CompletableFuture<Void> reader = fifo(in -> {
            in.readNBytes(1000);
            try (var channel = java.nio.channels.FileChannel.open(image, StandardOpenOption.WRITE)) {
                channel.truncate(5000);
            }
            in.transferTo(java.io.OutputStream.nullOutputStream());
        });
        isOneLine(Cli.run(command.on(image, out.toString())), 3, image.toString(), "shrank", "to 5000 bytes");
        reader.join();
    }

    @ParameterizedTest
    @MethodSource("commandsThatCopy")
    void anImageThatIsWrittenToWhileItIsCopiedIsNamed(Writing command) throws Exception {
        prepare(command, MEBIBYTE);
        CompletableFuture<Void> reader = fifo(in -> {
            in.readNBytes(1000);
            Files.setLastModifiedTime(image, FileTime.fromMillis(1));
            in.transferTo(java.io.OutputStream.nullOutputStream());
        });
        isOneLine(Cli.run(command.on(image, out.toString())), 3, image.toString(), "was changed while it was read");
        reader.join();
    }

    @ParameterizedTest
    @MethodSource("commandsThatCopy")
    void anImageThatIsReplacedWhileItIsCopiedIsCopiedAsItWas(Writing command) throws Exception {
        byte[] expected = prepare(command, MEBIBYTE);
        ByteArrayOutputStream read = new ByteArrayOutputStream();
        CompletableFuture<Void> reader = fifo(in -> {
            read.write(in.readNBytes(1000));
            Path other = Files.write(folder.resolve("other"), new byte[3]);
            Files.move(other, image, StandardCopyOption.REPLACE_EXISTING);
            in.transferTo(read);
        });
        assertThat(Cli.run(command.on(image, out.toString())).status()).isZero();
        reader.join();
        assertThat(read.toByteArray()).isEqualTo(expected);
    }
}
