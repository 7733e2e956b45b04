package org.ckptimage.io;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.channels.Channels;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.AbstractList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * What is written of an image is its owner's alone from the first byte on, also where the user's umask would give it to
 * everybody. A process cannot change its own umask, so a child with umask 0 writes, and tells what it sees meanwhile.
 */
class PrivateFilesTest {

    @TempDir
    private Path folder;

    private List<String> toldBy(String what) throws Exception {
        Process child = new ProcessBuilder(
                        "/bin/sh",
                        "-c",
                        "umask 0; exec \"$0\" \"$@\"",
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-cp",
                        System.getProperty("surefire.test.class.path", System.getProperty("java.class.path")),
                        "-Djava.io.tmpdir=" + folder,
                        Child.class.getName(),
                        what,
                        folder.toString())
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start();
        List<String> lines = new String(child.getInputStream().readAllBytes(), StandardCharsets.UTF_8)
                .lines()
                .toList();
        assertThat(child.waitFor()).isZero();
        return lines;
    }

    @Test
    void theChildsUmaskWouldGiveFilesToEverybody() throws Exception {
        assertThat(toldBy("plain")).containsExactly("plain rw-rw-rw-");
    }

    @Test
    void aNewFileIsPrivateBeforeItsFirstByteAndAfterItsLast() throws Exception {
        assertThat(toldBy("write"))
                .hasSize(2)
                .allMatch(line -> line.endsWith(" rw-------"))
                .anyMatch(line -> line.startsWith(".new.ckpt-"))
                .contains("new rw-------");
    }

    @Test
    void aReplacedFileIsPrivateUntilItIsWholeAndThenHasTheOldMode() throws Exception {
        assertThat(toldBy("replace"))
                .contains("old rw-r-----")
                .filteredOn(line -> line.startsWith(".old.ckpt-"))
                .isNotEmpty()
                .allMatch(line -> line.endsWith(" rw-------") || line.endsWith(" rw-r-----"));
    }

    @Test
    void aJournalIsPrivateBeforeItsFirstByteAndUntilItIsGone() throws Exception {
        assertThat(toldBy("journal"))
                .contains("job rw-rw-rw-")
                .filteredOn(line -> line.contains("journal"))
                .allMatch(line -> line.endsWith(" rw-------"))
                .anyMatch(line -> line.startsWith(".job.ckpt-journal.ckpt-"))
                .contains("job.ckpt-journal rw-------");
    }

    @Test
    void aSpooledStreamIsPrivateAndHasNoName() throws Exception {
        assertThat(toldBy("spool")).containsExactly("spool rw-------");
    }

    /** Runs with umask 0. */
    static final class Child {
        private Child() {}

        public static void main(String[] args) throws IOException {
            Path folder = Path.of(args[1]);
            switch (args[0]) {
                case "plain" -> {
                    Files.createFile(folder.resolve("plain"));
                    tell(folder);
                }
                case "write" -> {
                    SafeFile.write(folder.resolve("new"), channel -> tell(folder));
                    tell(folder);
                }
                case "replace" -> {
                    Path old = Files.createFile(folder.resolve("old"));
                    Files.setPosixFilePermissions(old, PosixFilePermissions.fromString("rw-r-----"));
                    SafeFile.write(old, channel -> tell(folder));
                    tell(folder);
                }
                case "journal" ->
                    Journal.change(Files.writeString(folder.resolve("job"), "old"), watchedPatches(folder));
                default ->
                    ByteSource.spool(Channels.newChannel(watched(folder)), "stream")
                            .close();
            }
        }

        /** A list that looks around whenever it is gone through: to write the journal, and to change the file. */
        private static List<Patch> watchedPatches(Path folder) {
            Patch patch = new Patch(0, new byte[] {'o'}, new byte[] {'0'});
            return new AbstractList<>() {
                @Override
                public Patch get(int i) {
                    try {
                        tell(folder);
                    } catch (IOException e) {
                        throw new UncheckedIOException(e);
                    }
                    return patch;
                }

                @Override
                public int size() {
                    return 1;
                }
            };
        }

        /**
         * A stream that looks, when more is asked for than the head that decides whether it is taken at all, at the
         * file that takes it.
         */
        private static InputStream watched(Path folder) {
            return new InputStream() {
                private static final int HEAD = 1 << 18;

                private final InputStream bytes = new ByteArrayInputStream(new byte[HEAD + 100]);

                @Override
                public int read() throws IOException {
                    return bytes.read();
                }

                @Override
                public int read(byte[] target, int from, int length) throws IOException {
                    if (bytes.available() == 100) {
                        tellOpen(folder);
                    }
                    return bytes.read(target, from, length);
                }
            };
        }

        private static void tell(Path folder) throws IOException {
            try (Stream<Path> files = Files.list(folder)) {
                files.forEach(file -> say(file.getFileName().toString(), file));
            }
        }

        /** The open files that stood in the folder: one that was unlinked still has its mode. */
        private static void tellOpen(Path folder) throws IOException {
            try (Stream<Path> descriptors = Files.list(Path.of("/proc/self/fd"))) {
                descriptors
                        .filter(descriptor -> target(descriptor).startsWith(folder.toString() + "/ckpt-spool"))
                        .forEach(descriptor -> say("spool", descriptor));
            }
        }

        private static String target(Path link) {
            try {
                return Files.readSymbolicLink(link).toString();
            } catch (IOException e) {
                return "";
            }
        }

        private static void say(String name, Path file) {
            try {
                System.out.println(name + " " + PosixFilePermissions.toString(Files.getPosixFilePermissions(file)));
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
    }
}
