package org.ckptimage.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.DataOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import java.util.zip.CRC32;
import java.util.zip.CheckedOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** The command in a process of its own, which limits and full disks end before it is done. */
@Timeout(120)
class CrashTest {
    private static final Path PLAIN = Path.of(Cli.image("v20/plain"));
    private static final Path WITHOUT_6 = Path.of(Cli.image("examples/02-delete-file"));

    @TempDir
    Path folder;

    private Path target() {
        return folder.resolve("out.ckpt");
    }

    private List<String> left() throws IOException {
        return left(folder);
    }

    private static List<String> left(Path where) throws IOException {
        try (Stream<Path> files = Files.list(where)) {
            return files.map(file -> file.getFileName().toString()).sorted().toList();
        }
    }

    /** Runs a line of bash in which {@code "$@"} is the command. */
    private Cli.Result bash(String line, String... args) throws Exception {
        List<String> words = new ArrayList<>(List.of("bash", "-c", line, "bash"));
        words.addAll(Jvm.words(args));
        Path err = Files.createTempFile("ckpt-test", ".err");
        try {
            Process process = new ProcessBuilder(words)
                    .directory(folder.toFile())
                    .redirectError(err.toFile())
                    .start();
            process.getOutputStream().close();
            String out = new String(process.getInputStream().readAllBytes(), StandardCharsets.ISO_8859_1);
            return new Cli.Result(process.waitFor(), out, Files.readString(err));
        } finally {
            Files.delete(err);
        }
    }

    @Test
    void aFileThatGrowsBeyondItsLimitIsOneLineAndNoLitter() throws Exception {
        Files.writeString(target(), "old");
        Cli.Result result = bash(
                "ulimit -f 16; exec \"$@\"",
                "rewrite",
                PLAIN.toString(),
                "--delete",
                "278:6",
                "-o",
                target().toString());
        assertThat(result.status()).isEqualTo(ExitStatus.TROUBLE);
        assertThat(result.err())
                .contains("out.ckpt: cannot be written", "nothing was changed")
                .hasLineCount(1);
        assertThat(target()).hasContent("old");
        assertThat(left()).containsExactly("out.ckpt");
    }

    @Test
    void aFullDiskIsOneLineAndNoLitter() throws Exception {
        Path disk = Files.createDirectory(folder.resolve("disk"));
        int mounted = new ProcessBuilder("mount", "-t", "tmpfs", "-o", "size=16k", "ckpt-test", disk.toString())
                .redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                .start()
                .waitFor();
        assumeTrue(mounted == 0, "only root may mount a small file system");
        try {
            Path target = Files.writeString(disk.resolve("out.ckpt"), "old");
            Cli.Result result = Cli.run("rewrite", PLAIN.toString(), "--delete", "278:6", "-o", target.toString());
            assertThat(result.status()).isEqualTo(ExitStatus.TROUBLE);
            assertThat(result.err())
                    .contains("no space left", "nothing was changed")
                    .hasLineCount(1);
            assertThat(target).hasContent("old");
            assertThat(left(disk)).containsExactly("out.ckpt");
        } finally {
            new ProcessBuilder("umount", disk.toString()).start().waitFor();
        }
    }

    @Test
    void aReaderOfStandardOutputThatGoesAwayIsStatus3WithoutAnExtraWord() throws Exception {
        Cli.Result result = bash(
                "\"$@\" | head -c 1; exit ${PIPESTATUS[0]}",
                "rewrite",
                Cli.image("v20/mem"),
                "--close",
                "278:0",
                "-o",
                "-");
        assertThat(result.status()).isEqualTo(ExitStatus.TROUBLE);
        assertThat(result.err()).doesNotContain("ckpt: ", "Exception");
    }

    @Test
    void standardOutputMayBeAFileThatIsAppendedTo() throws Exception {
        Files.writeString(target(), "old");
        Cli.Result result =
                bash("exec \"$@\" >>out.ckpt", "rewrite", PLAIN.toString(), "--delete", "278:6", "-o", "/dev/stdout");
        assertThat(result.status()).isZero();
        byte[] written = Files.readAllBytes(target());
        assertThat(Arrays.copyOfRange(written, 3, written.length)).isEqualTo(Files.readAllBytes(WITHOUT_6));
    }

    /** The journal as its format is described, with the first half of the change in the image already. */
    @Test
    void anInterruptedChangeInPlaceIsSaidByWhoReadsAndCompletedByWhoWrites() throws Exception {
        Path image = Files.copy(PLAIN, folder.resolve("job.ckpt"));
        byte[] bytes = Files.readAllBytes(image);
        byte[] before = "/t/w/plain/a.txt".getBytes(StandardCharsets.US_ASCII);
        byte[] after = "/X/Y/plain/b.txt".getBytes(StandardCharsets.US_ASCII);
        int at = new String(bytes, StandardCharsets.ISO_8859_1).indexOf("/t/w/plain/a.txt");
        byte[] beginning = bytes.clone();
        Arrays.fill(beginning, at, at + before.length, (byte) 0);
        CRC32 crc = new CRC32();
        crc.update(beginning);
        try (OutputStream file = Files.newOutputStream(folder.resolve("job.ckpt.ckpt-journal"))) {
            CheckedOutputStream checked = new CheckedOutputStream(file, new CRC32());
            DataOutputStream journal = new DataOutputStream(checked);
            journal.writeBytes("ckptjrn1");
            journal.writeLong(bytes.length);
            journal.writeInt((int) crc.getValue());
            journal.writeInt(1);
            journal.writeLong(at);
            journal.writeInt(before.length);
            journal.write(before);
            journal.write(after);
            journal.writeInt((int) checked.getChecksum().getValue());
        }
        System.arraycopy(after, 0, bytes, at, 4);
        Files.write(image, bytes);

        Cli.Result read = Cli.run("files", image.toString());
        assertThat(read.status()).isZero();
        assertThat(read.out()).contains("/X/Y/plain/b.txt");
        assertThat(read.err())
                .contains("job.ckpt: a change in place was interrupted")
                .hasLineCount(1);

        Cli.Result compared = Cli.run("diff", image.toString(), image.toString());
        assertThat(compared.status()).isZero();
        assertThat(compared.err().lines())
                .hasSize(2)
                .allMatch(line -> line.startsWith("ckpt: " + image + ": a change in place was interrupted"));

        Cli.Result written = Cli.run("rewrite", image.toString(), "--in-place");
        assertThat(written.status()).isZero();
        assertThat(written.err()).contains("has been completed").hasLineCount(1);
        System.arraycopy(after, 0, bytes, at, after.length);
        assertThat(image).hasBinaryContent(bytes);
        assertThat(left()).containsExactly("job.ckpt");
        assertThat(Cli.run("files", image.toString()).err()).isEmpty();
    }

    @Test
    void aJournalThatIsNoneIsNamedAndNotTheImageBesideIt() throws Exception {
        Path image = Files.copy(PLAIN, folder.resolve("job.ckpt"));
        Path json = folder.resolve("job.json");
        Cli.run("json", PLAIN.toString(), "-o", json.toString());
        Path journal = folder.resolve("job.ckpt.ckpt-journal");
        for (String content : List.of("", "garbage\n")) {
            Files.writeString(journal, content);
            String line = "ckpt: " + journal + ": is no whole journal of ckpt: ";
            for (List<String> command : List.of(
                    List.of("info", image.toString()),
                    List.of("diff", image.toString(), image.toString()),
                    List.of("rewrite", image.toString(), "--in-place"),
                    List.of("encode", json.toString(), "--from", image.toString(), "-o", "-"))) {
                Cli.Result result = Cli.run(command.toArray(String[]::new));
                assertThat(result.status()).isEqualTo(ExitStatus.TROUBLE);
                assertThat(result.err())
                        .startsWith(line)
                        .contains("move the journal away")
                        .hasLineCount(1);
            }
            assertThat(Cli.run("rewrite", PLAIN.toString(), "-o", image.toString())
                            .err())
                    .startsWith("ckpt: " + image + ": cannot be written: " + journal + ": is no whole journal of ckpt")
                    .endsWith("; nothing was changed\n");
        }
    }

    /**
     * Two page buffers, as large as they can be and all holes; they are copied to nowhere. In memory, where holes take
     * no page cache.
     */
    @Test
    void anImageOfMoreThan4GiBIsRewrittenInAHeapOf64MiB() throws Exception {
        Path shm = Path.of("/dev/shm");
        assumeTrue(Files.isWritable(shm), "needs /dev/shm");
        Path large = Files.createTempFile(shm, "ckpt-test", ".ckpt");
        try {
            rewriteSparse(large);
        } finally {
            Files.delete(large);
        }
    }

    private void rewriteSparse(Path large) throws Exception {
        int inserted = 4134;
        int pages = 523_265;
        long size;
        byte[] plain = Files.readAllBytes(PLAIN);
        try (FileChannel channel = FileChannel.open(large, StandardOpenOption.WRITE)) {
            channel.write(ByteBuffer.wrap(plain, 0, inserted));
            for (int i = 0; i < 2; i++) {
                ByteBuffer heads = ByteBuffer.allocate(24).order(ByteOrder.LITTLE_ENDIAN);
                heads.put(plain, inserted, 4).putInt(16).putLong(pages);
                heads.put(plain, inserted + 16, 4).putInt(8 + pages * 4104);
                channel.write(heads.flip());
                channel.position(channel.position() + pages * 4104L);
            }
            channel.write(ByteBuffer.wrap(plain, inserted, plain.length - inserted));
            size = channel.size();
        }
        assertThat(size).isGreaterThan(4L << 30);
        long difference = Files.size(PLAIN) - Files.size(WITHOUT_6);
        Cli.Result result = bash("exec \"$@\"", "rewrite", large.toString(), "--delete", "278:6", "-o", "/dev/null");
        assertThat(result.status()).as(result.err()).isZero();
        assertThat(result.out()).contains("the result has " + (size - difference) + " bytes");
    }
}
