package org.ckptimage.io;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.Channels;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class JournalTest {
    private static final String OLD = "the quick brown fox jumps over the lazy dog";
    private static final String NEW = "the quick green fox jumps over the crazy do";
    private static final List<Patch> PATCHES = List.of(patch(10, "brown", "green"), patch(35, "lazy dog", "crazy do"));

    @TempDir
    Path folder;

    private Path file;

    @BeforeEach
    void aFile() throws IOException {
        file = Files.writeString(folder.resolve("job.ckpt"), OLD);
    }

    private static Patch patch(long offset, String before, String after) {
        return new Patch(offset, before.getBytes(StandardCharsets.US_ASCII), after.getBytes(StandardCharsets.US_ASCII));
    }

    private List<String> names() throws IOException {
        try (Stream<Path> files = Files.list(folder)) {
            return files.map(path -> path.getFileName().toString()).sorted().toList();
        }
    }

    /** What a process leaves that dies when the journal has its name. */
    private Path leaveJournal() throws IOException {
        return Files.write(Journal.of(file), journal(PATCHES));
    }

    private byte[] journal(List<Patch> patches) throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (FileChannel channel = FileChannel.open(file)) {
            new JournalFile(channel.size(), Journal.beginning(channel, patches), patches)
                    .writeTo(Channels.newChannel(bytes));
        }
        return bytes.toByteArray();
    }

    private String read() throws IOException {
        try (ByteSource source = ByteSource.open(file)) {
            return source.slice(0, (int) source.size()).toString(StandardCharsets.US_ASCII);
        }
    }

    @Test
    void aChangeIsMadeAndLeavesNothingBeside() throws IOException {
        Journal.change(file, PATCHES);
        assertThat(file).hasContent(NEW);
        assertThat(names()).containsExactly("job.ckpt");
    }

    @Test
    void noChangeNeedsNoJournal() throws IOException {
        Journal.change(folder.resolve("nothing"), List.of());
        assertThat(names()).containsExactly("job.ckpt");
    }

    /** Wherever the bytes were cut off: each byte is old or new. */
    @ParameterizedTest
    @ValueSource(ints = {0, 11, 13, 20, 36, 39, 43})
    void whateverMixACrashLeavesIsReadAsNewAndCompleted(int written) throws IOException {
        leaveJournal();
        Files.writeString(file, NEW.substring(0, written) + OLD.substring(written));
        assertThat(Journal.isPending(file)).isTrue();
        assertThat(read()).isEqualTo(NEW);
        assertThat(Journal.finish(file)).isTrue();
        assertThat(file).hasContent(NEW);
        assertThat(names()).containsExactly("job.ckpt");
        assertThat(Journal.finish(file)).isFalse();
    }

    @Test
    void theNumbersOfAnInterruptedChangeAreReadAcrossThePatches() throws IOException {
        leaveJournal();
        ByteBuffer expected =
                ByteBuffer.wrap(NEW.getBytes(StandardCharsets.US_ASCII)).order(java.nio.ByteOrder.LITTLE_ENDIAN);
        try (ByteSource source = ByteSource.open(file)) {
            for (int at = 0; at + 8 <= NEW.length(); at++) {
                assertThat(source.getByte(at)).isEqualTo(expected.get(at));
                assertThat(source.getShortLE(at)).isEqualTo(expected.getShort(at));
                assertThat(source.getIntLE(at)).isEqualTo(expected.getInt(at));
                assertThat(source.getLongLE(at)).isEqualTo(expected.getLong(at));
                ByteArrayOutputStream copy = new ByteArrayOutputStream();
                source.transferTo(at, NEW.length() - at, Channels.newChannel(copy));
                assertThat(copy.toString(StandardCharsets.US_ASCII)).isEqualTo(NEW.substring(at));
            }
        }
    }

    @Test
    void whoReplacesTheFileCompletesItFirstSoThatNoJournalIsLeft() throws IOException {
        leaveJournal();
        SafeFile.write(file, channel -> channel.write(ByteBuffer.wrap(new byte[] {1})));
        assertThat(Files.readAllBytes(file)).containsExactly(1);
        assertThat(names()).containsExactly("job.ckpt");
    }

    @Test
    void aJournalThatEndsAnywhereIsNotBelieved() throws IOException {
        byte[] whole = journal(PATCHES);
        for (int length = 0; length < whole.length; length++) {
            Files.write(Journal.of(file), Arrays.copyOf(whole, length));
            assertThatThrownBy(() -> Journal.finish(file))
                    .isInstanceOf(FileSystemException.class)
                    .hasMessageContaining("job.ckpt.ckpt-journal: is no whole journal");
        }
        assertThat(file).hasContent(OLD);
    }

    @Test
    void aJournalWithAnyByteWrongIsNotBelieved() throws IOException {
        byte[] whole = journal(PATCHES);
        for (int at = 0; at < whole.length; at++) {
            byte[] wrong = whole.clone();
            wrong[at] ^= 0x41;
            Files.write(Journal.of(file), wrong);
            assertThatThrownBy(() -> Journal.finish(file)).isInstanceOf(FileSystemException.class);
        }
        assertThat(file).hasContent(OLD);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "THE quick brown fox jumps over the lazy dog",
                "the quick black fox jumps over the lazy dog",
                "the quick brown fox jumps over the lazy dog."
            })
    void aJournalOfAnotherFileIsNotCarriedOut(String other) throws IOException {
        leaveJournal();
        Files.writeString(file, other);
        assertThatThrownBy(() -> Journal.finish(file)).hasMessageContaining("left by a change of another file");
        assertThatThrownBy(() -> ByteSource.open(file)).hasMessageContaining("remove the journal");
        assertThat(file).hasContent(other);
    }

    @Test
    void aFileThatHoldsSomethingElseIsNotChanged() throws IOException {
        Files.writeString(file, "the quick green fox jumps over the lazy dog");
        assertThatThrownBy(() -> Journal.change(file, PATCHES)).hasMessageContaining("changed while it was read");
        assertThat(names()).containsExactly("job.ckpt");
    }

    @Test
    void aLinkIsFollowedAndTheJournalLiesBesideTheFile() throws IOException {
        Path elsewhere = Files.createDirectory(folder.resolve("elsewhere"));
        Path link = Files.createSymbolicLink(elsewhere.resolve("link"), file);
        assertThat(Journal.of(link)).isEqualTo(Journal.of(file));
        leaveJournal();
        assertThat(Journal.isPending(link)).isTrue();
        Journal.finish(link);
        Journal.change(link, List.of(patch(10, "green", "brown")));
        assertThat(file).content().startsWith("the quick brown");
        assertThat(link).isSymbolicLink();
    }

    @Test
    void aFileWithSeveralNamesIsRefused() throws IOException {
        Files.createLink(folder.resolve("other.ckpt"), file);
        assertThatThrownBy(() -> Journal.change(file, PATCHES)).hasMessageContaining("has 2 names");
        assertThat(file).hasContent(OLD);
    }

    @Test
    void aFileThatSomebodyElseIsChangingIsLeftAlone() throws IOException {
        try (FileChannel other = FileChannel.open(file, StandardOpenOption.WRITE)) {
            other.lock();
            assertThatThrownBy(() -> Journal.change(file, PATCHES)).hasMessageContaining("being changed by another");
        }
        assertThat(file).hasContent(OLD);
    }

    @Test
    void aLinkInTheJournalsPlaceIsNeitherReadNorWritten() throws IOException {
        Path precious = Files.write(folder.resolve("precious"), journal(PATCHES));
        Files.createSymbolicLink(Journal.of(file), precious);
        assertThat(Journal.isPending(file)).isFalse();
        assertThat(read()).isEqualTo(OLD);
        assertThatThrownBy(() -> Journal.change(file, PATCHES)).hasMessageContaining("there is a journal");
        assertThat(file).hasContent(OLD);
        assertThat(Files.readAllBytes(precious)).isEqualTo(journal(PATCHES));
    }

    @Test
    void aJournalThatAStrangerLeftIsNotBelieved() throws IOException {
        assumeTrue(Files.getAttribute(Path.of("/proc/self"), "unix:uid").equals(0), "only root may give files away");
        Files.setAttribute(leaveJournal(), "unix:uid", 12345);
        assertThat(Journal.isPending(file)).isFalse();
        assertThat(read()).isEqualTo(OLD);
    }

    @Test
    void theModeOfTheFileStays() throws IOException {
        Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-r-----"));
        Journal.change(file, PATCHES);
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file)))
                .isEqualTo("rw-r-----");
    }
}
