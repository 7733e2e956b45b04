package org.ckptimage.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeFalse;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.SequenceInputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import java.util.zip.GZIPOutputStream;
import org.ckptimage.format.Architecture;
import org.ckptimage.format.Dialect;
import org.ckptimage.format.ImageFormat;
import org.ckptimage.image.Image;
import org.ckptimage.image.ImageRecord;
import org.ckptimage.testing.MadeUpImage;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class BadInputTest {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final Pattern CONTROL = Pattern.compile("[\\x00-\\x09\\x0b-\\x1f\\x7f-\\x9f]");
    private static final List<List<String>> COMMANDS = List.of(
            List.of("info"),
            List.of("info", "--json"),
            List.of("ps"),
            List.of("ps", "--json"),
            List.of("files"),
            List.of("files", "--json"),
            List.of("files", "--user-info"),
            List.of("mem"),
            List.of("mem", "--json", "--pages"),
            List.of("records", "-v"),
            List.of("records", "--json"));

    @TempDir
    private Path folder;

    private Cli.Result info(String name, byte[] bytes) throws Exception {
        return Cli.run("info", Files.write(folder.resolve(name), bytes).toString());
    }

    private static void isRefused(Cli.Result result, int status) {
        assertThat(result.status()).isEqualTo(status);
        assertThat(result.out()).isEmpty();
        assertThat(result.err()).startsWith("ckpt: ").hasLineCount(1).doesNotContain("Exception", "\tat ");
    }

    @Test
    void whatIsNoImageIsSaidInOneLine() throws Exception {
        isRefused(info("empty", new byte[0]), 1);
        isRefused(info("one", new byte[1]), 1);
        isRefused(info("text", "Dear Sir or Madam,\n".repeat(20).getBytes(StandardCharsets.UTF_8)), 1);
        isRefused(info("zeros", new byte[100_000]), 1);
        isRefused(Cli.runWithInput(new byte[0], "ps", "-"), 1);
    }

    @Test
    void whatCannotBeReadIsTroubleOutsideOfTheImage() {
        isRefused(Cli.run("info", folder.toString()), 3);
        Cli.Result missing = Cli.run("info", folder.resolve("nothing").toString());
        isRefused(missing, 3);
        assertThat(missing.err()).isEqualTo("ckpt: " + folder.resolve("nothing") + ": no such file\n");
        isRefused(Cli.run("info", "a\0b"), 3);
        isRefused(Cli.run("info", ""), 3);
    }

    /** Otherwise the disk would be full before anybody is told. */
    @Test
    void aDeviceWithoutEndIsRefusedByItsBeginning() {
        isRefused(Cli.run("info", "/dev/zero"), 1);
        isRefused(Cli.run("info", "/dev/urandom"), 1);
    }

    /** The disk would be full before anybody is told; a restart would stop reading at TAIL. */
    @Test
    void aPipeThatGoesOnForeverBehindItsImageIsRefused() throws Exception {
        byte[] image = Files.readAllBytes(Path.of(Cli.image("v20/plain")));
        InputStream endless =
                new SequenceInputStream(new ByteArrayInputStream(image), Files.newInputStream(Path.of("/dev/zero")));
        Path out = folder.resolve("out");
        Cli.Result result = Cli.run(endless, "rewrite", "-", "--delete", "278:6", "-o", out.toString());
        isRefused(result, 3);
        assertThat(result.err())
                .startsWith("ckpt: <stdin>: more than 256 MiB follow offset 27581 (0x6bbd)")
                .contains("head -c 27581");
        assertThat(folder).isEmptyDirectory();
    }

    private Path fifo(String name) throws Exception {
        Path fifo = folder.resolve(name);
        assumeTrue(new ProcessBuilder("mkfifo", fifo.toString()).start().waitFor() == 0, "needs mkfifo");
        return fifo;
    }

    @Test
    void anOriginalThatCannotBeOneIsNamed() throws Exception {
        Path json = folder.resolve("json");
        assertThat(Cli.run("json", Cli.image("v20/plain"), "-o", json.toString())
                        .status())
                .isZero();
        String out = folder.resolve("out").toString();
        for (String from : List.of("/dev/zero", "/dev/urandom", folder.toString())) {
            Cli.Result result = Cli.run("encode", json.toString(), "--from", from, "-o", out);
            isRefused(result, from.startsWith("/dev") ? 1 : 3);
            assertThat(result.err()).startsWith("ckpt: " + from + ": ");
        }
    }

    /** Nobody knows what a JSON file from elsewhere names; a FIFO without a writer would be waited for. */
    @Test
    void whatJsonRefersToMustBeARegularFile() throws Exception {
        Path fifo = fifo("fifo");
        String image = Cli.image("v20/plain");
        Path json = folder.resolve("json");
        Path payloads = folder.resolve("payloads");
        assertThat(Cli.run("json", image, "--payload", "ref", "-o", json.toString())
                        .status())
                .isZero();
        String referring = Files.readString(json);
        assertThat(Cli.run("json", image, "--payload", "sidecar:" + payloads, "-o", json.toString())
                        .status())
                .isZero();
        String withSidecar = Files.readString(json);
        for (String special : List.of("/dev/zero", fifo.toString())) {
            for (String text : List.of(
                    referring.replace('"' + image + '"', '"' + special + '"'),
                    withSidecar.replace('"' + payloads.toString() + '"', '"' + special + '"'))) {
                assertThat(text).contains('"' + special + '"');
                Files.writeString(json, text);
                Cli.Result result = Cli.run("encode", json.toString(), "-o", "-");
                isRefused(result, 3);
                assertThat(result.err()).startsWith("ckpt: " + special + ": is no regular file");
            }
        }
    }

    /** As from a shell's process substitution. */
    @Test
    void theOriginalMayComeThroughAFifo() throws Exception {
        Path fifo = fifo("fifo");
        Path json = folder.resolve("json");
        Path out = folder.resolve("out");
        Path image = Path.of(Cli.image("v20/plain"));
        assertThat(Cli.run("json", image.toString(), "-o", json.toString()).status())
                .isZero();
        CompletableFuture<Void> writer = writeInto(fifo, image);
        Cli.Result result = Cli.run("encode", json.toString(), "--from", fifo.toString(), "-o", out.toString());
        writer.join();
        assertThat(result.status()).as(result.err()).isZero();
        assertThat(out).hasSameBinaryContentAs(image);
    }

    private static CompletableFuture<Void> writeInto(Path fifo, Path file) {
        return CompletableFuture.runAsync(() -> {
            try {
                Files.write(fifo, Files.readAllBytes(file));
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        });
    }

    @Test
    void anImageWhereJsonIsWantedIsSaidToBeNone() throws Exception {
        String image = Cli.image("v20/plain");
        String out = folder.resolve("out").toString();
        Cli.Result encode = Cli.run("encode", image, "-o", out);
        assertThat(encode.status()).isEqualTo(1);
        assertThat(encode.err())
                .isEqualTo("ckpt: " + image
                        + ": /: this is no JSON: it is a checkpoint image; ckpt json makes JSON of it\n");
        for (Cli.Result option : List.of(
                Cli.run("rewrite", image, "--plan", image, "-o", out), Cli.run("check", image, "--target", image))) {
            assertThat(option.status()).isEqualTo(2);
            assertThat(option.err())
                    .contains("is no JSON: it is a checkpoint image\n")
                    .doesNotContain("Exception");
        }
        assertThat(folder).isEmptyDirectory();
    }

    @Test
    void textWhereJsonIsWantedIsQuotedAsFarAsItIsShort() {
        assertThat(Cli.runWithInput("hello world".getBytes(StandardCharsets.US_ASCII), "encode", "-", "-o", "-")
                        .err())
                .contains("Unrecognized token 'hello': was expecting", "'null', 'true' or 'false'");
        assertThat(Cli.runWithInput(
                                "abcdefghijklmnopqrstuvwxyz".getBytes(StandardCharsets.US_ASCII),
                                "encode",
                                "-",
                                "-o",
                                "-")
                        .err())
                .contains("Unrecognized token 'abcdefgh...': was expecting");
    }

    @Test
    void jsonWhereAnImageIsWantedIsSaidToBeJson() throws Exception {
        for (String form : List.of("--tree", "--flat", "--pretty")) {
            byte[] json = Cli.run("json", form, Cli.image("v20/plain")).out().getBytes(StandardCharsets.UTF_8);
            Cli.Result result = info("job.json", json);
            isRefused(result, 1);
            assertThat(result.err())
                    .endsWith("This looks like text: an image as JSON, of which ckpt encode (ImageJson.read) makes the"
                            + " image\n");
        }
        byte[] view = Cli.run("info", "--json", Cli.image("v20/plain")).out().getBytes(StandardCharsets.UTF_8);
        assertThat(info("info.json", view).err())
                .endsWith("This looks like text: JSON that tells about an image, and does not hold it\n");
    }

    @Test
    void compressedJsonIsToBeDecompressed() throws Exception {
        ByteArrayOutputStream gzip = new ByteArrayOutputStream();
        try (OutputStream out = new GZIPOutputStream(gzip)) {
            out.write("{}".getBytes(StandardCharsets.US_ASCII));
        }
        Cli.Result encode = Cli.runWithInput(gzip.toByteArray(), "encode", "-", "-o", "-");
        isRefused(encode, 1);
        assertThat(encode.err()).endsWith("this is no JSON: it is gzip data: decompress it first\n");
        for (List<String> command :
                List.of(List.of("rewrite", "-n", "--plan", "-"), List.of("check", "--target", "-"))) {
            Cli.Result result = Cli.runWithInput(
                    gzip.toByteArray(),
                    Stream.concat(command.stream(), Stream.of(Cli.image("v20/plain")))
                            .toArray(String[]::new));
            assertThat(result.err()).contains(": it is gzip data: decompress it first\n");
        }
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = ';',
            quoteCharacter = '`',
            value = {
                "`\u0001`; a control character (code 1) stands where none may",
                "`{\"a\nb\":1}`; a control character (code 10) stands where none may",
                "{\"format\":NaN}; Non-standard token 'NaN'",
                "{/**/}; Unexpected character ('/' (code 47)): maybe a (non-standard) comment?"
            })
    void brokenJsonIsNamedWithoutTheSettingsOfALibrary(String json, String reason) {
        Cli.Result result = Cli.runWithInput(json.getBytes(StandardCharsets.UTF_8), "encode", "-", "-o", "-");
        isRefused(result, 1);
        assertThat(result.err()).endsWith(": this is no JSON: " + reason + "\n");
    }

    @Test
    void jsonThatIsNestedTooDeepIsNamedWithoutTheSettingsOfALibrary() {
        Cli.Result result = Cli.runWithInput(
                "[".repeat(2000).getBytes(StandardCharsets.UTF_8), "check", "--target", "-", Cli.image("v20/plain"));
        assertThat(result.status()).isEqualTo(ExitStatus.USAGE);
        assertThat(result.err()).contains("exceeds the maximum allowed (1000)").doesNotContain("StreamReadConstraints");
    }

    @Test
    void cutJsonIsNamedWithoutWordsOfALibrary() {
        Cli.Result result = Cli.runWithInput("{".getBytes(StandardCharsets.US_ASCII), "encode", "-", "-o", "-");
        isRefused(result, 1);
        assertThat(result.err()).contains("line 1").doesNotContain("Source", "StreamReadFeature");
    }

    @Test
    void whatMayNotBeReadIsTrouble() throws Exception {
        Path file = Files.write(folder.resolve("secret"), new byte[100]);
        Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("---------"));
        assumeFalse(Files.isReadable(file), "root may read everything");
        Cli.Result result = Cli.run("info", file.toString());
        isRefused(result, 3);
        assertThat(result.err()).contains("permission denied");
    }

    @Test
    void aFifoIsReadToItsEnd() throws Exception {
        Path fifo = fifo("fifo");
        CompletableFuture<Void> writer = writeInto(fifo, Path.of(Cli.image("v20/tree")));
        Cli.Result result = Cli.run("ps", fifo.toString());
        writer.join();
        assertThat(result.status()).isZero();
        assertThat(result.out()).contains("<zombie, exit code 7>");
    }

    /** Runs some commands, none of which may be surprised. */
    private void survives(byte[] image, List<List<String>> commands, String what, boolean alwaysBad) throws Exception {
        Path file = folder.resolve("bad.ckpt");
        Files.write(file, image);
        for (List<String> command : commands) {
            String[] args = Stream.concat(command.stream(), java.util.stream.Stream.of(file.toString()))
                    .toArray(String[]::new);
            Cli.Result result = Cli.run(args);
            String name = what + ", " + command;
            assertThat(result.err()).as(name).doesNotContain("internal error", "\tat ");
            if (alwaysBad) {
                assertThat(result.status()).as(name).isEqualTo(1);
                assertThat(result.err())
                        .as(name)
                        .startsWith("ckpt: " + file + ": ")
                        .hasLineCount(1);
            } else {
                assertThat(result.status()).as(name).isIn(0, 1);
            }
            assertThat(CONTROL.matcher(result.out()).find()).as(name).isFalse();
            if (command.contains("--json") && !result.out().isEmpty()) {
                for (String line :
                        command.contains("records") ? result.out().lines().toList() : List.of(result.out())) {
                    JSON.readTree(line);
                }
            }
        }
    }

    /** Cuts in all parts of a record: in front of it, in its head, behind that, in the middle, one byte too early. */
    private static List<Integer> cuts(ImageRecord record) {
        int length = (int) record.length();
        return Stream.of(0, 4, 8, length / 2, length - 1)
                .map(within -> (int) record.offset() + within)
                .toList();
    }

    /** One cut a record, and one command a cut: over all records each command meets every kind of cut. */
    @ParameterizedTest
    @ValueSource(strings = {"v20/plain", "v20/ux", "v20-i386/ep", "v20/tcp"})
    void imagesCutAnywhereAreBadImages(String name) throws Exception {
        Path file = Path.of(Cli.image(name));
        byte[] whole = Files.readAllBytes(file);
        try (Image image = Image.open(file)) {
            for (int round = 0; round < image.records().size(); round++) {
                List<Integer> cuts = cuts(image.records().get(round));
                int length = cuts.get(round % cuts.size());
                List<String> command = COMMANDS.get(round % COMMANDS.size());
                survives(Arrays.copyOf(whole, length), List.of(command), name + " cut at " + length, true);
            }
        }
    }

    /** Many images and a few commands each tell more than all commands for a few images. */
    @ParameterizedTest
    @ValueSource(ints = {1, 2, 3})
    void imagesWithBytesChangedAtRandomNeverSurprise(int seed) throws Exception {
        Random random = new Random(seed);
        for (String image : List.of("v20/plain", "v20/ux", "v20/ep", "v20/tcp", "v20/pty", "v20/tree", "v20/ipc")) {
            byte[] whole = Files.readAllBytes(Path.of(Cli.image(image)));
            for (int round = 0; round < 2 * COMMANDS.size(); round++) {
                byte[] changed = whole.clone();
                int changes = 1 + random.nextInt(6);
                for (int i = 0; i < changes; i++) {
                    int at = random.nextInt(Math.min(changed.length, 8000));
                    changed[at] = random.nextBoolean() ? (byte) random.nextInt() : (byte) -random.nextInt(2);
                }
                List<List<String>> commands =
                        List.of(COMMANDS.get(round % COMMANDS.size()), COMMANDS.get((round * 7 + 5) % COMMANDS.size()));
                survives(changed, commands, image + ", seed " + seed + ", round " + round, false);
            }
        }
    }

    @Test
    void aTemporaryCopyThatCannotBeMadeIsNotBlamedOnTheImage() {
        String before = System.getProperty("java.io.tmpdir");
        System.setProperty("java.io.tmpdir", folder.resolve("nowhere").toString());
        try {
            java.io.IOException missing = new java.nio.file.NoSuchFileException(
                    folder.resolve("nowhere/ckpt-spool1.tmp").toString());
            assertThat(Failures.explain(missing))
                    .startsWith("cannot make a temporary copy in " + folder.resolve("nowhere") + ": no such file");
        } finally {
            System.setProperty("java.io.tmpdir", before);
        }
    }

    @Test
    void definitionsNestedTenThousandDeepAreListed() throws Exception {
        byte[] image = MadeUpImage.of(Dialect.V20, Architecture.X86_64)
                .task(278, task -> task.nestedCreds(10_000).file(3, "/etc/passwd"))
                .build();
        survives(image, COMMANDS, "nested", false);
        Path file = Files.write(folder.resolve("nested.ckpt"), image);
        assertThat(Cli.run("files", "--user-info", file.toString()).out()).contains("|/etc/passwd|278:3");
    }

    @Test
    void everyDialectAndArchitectureCanBeShown() throws Exception {
        for (ImageFormat format : MadeUpImage.allFormats()) {
            byte[] image = MadeUpImage.of(format)
                    .task(278, task -> task.file(3, "/etc/passwd").pipe(4, 5, "unread"))
                    .zombie(279, 278, 3 << 8)
                    .build();
            survives(image, COMMANDS, format.toString(), false);
            Path file = Files.write(folder.resolve("made-up.ckpt"), image);
            assertThat(Cli.run("files", "--dialect", format.dialect().id(), "--user-info", file.toString())
                            .out())
                    .as("%s", format)
                    .contains("|/etc/passwd|278:3");
            assertThat(Cli.run("ps", "--dialect", format.dialect().id(), file.toString())
                            .out())
                    .as("%s", format)
                    .contains("<zombie, exit code 3>");
        }
    }
}
