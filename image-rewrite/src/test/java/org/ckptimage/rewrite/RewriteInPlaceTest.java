package org.ckptimage.rewrite;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.ckptimage.image.Image;
import org.ckptimage.image.OpenOptions;
import org.ckptimage.io.ByteSource;
import org.ckptimage.io.ImageIOException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What is written in place is what would have been written elsewhere. */
class RewriteInPlaceTest {
    private static final Path PLAIN = TestImages.path("v20/plain.ckpt");

    @TempDir
    Path folder;

    static Stream<String> images() throws IOException {
        return TestImages.all();
    }

    @ParameterizedTest
    @MethodSource("images")
    void flagsOfEveryFileAreSetInPlace(String name) throws IOException {
        Path file = Files.copy(TestImages.path(name), folder.resolve("image.ckpt"));
        byte[] expected;
        try (Image image = Image.open(file)) {
            Edit edit = new Edit.SetFlags(OpenFiles.matching("all", open -> true), Set.of("O_NOATIME"));
            RewritePlan plan = Rewrite.of(image).add(edit).plan();
            expected = TestImages.written(plan);
            assertThat(plan.whyNotInPlace()).isEmpty();
            plan.writeInPlace(file);
        }
        assertThat(Files.readAllBytes(file)).isEqualTo(expected).isNotEqualTo(TestImages.bytes(name));
        assertThat(folder).isDirectoryNotContaining(path -> !path.equals(file));
    }

    @Test
    void aDeletedFileMovesWhatFollowsAndIsRefusedInPlace() throws IOException {
        Path file = Files.copy(PLAIN, folder.resolve("image.ckpt"));
        try (Image image = Image.open(file)) {
            RewritePlan plan = Rewrite.of(image).close(278, 6).plan();
            assertThat(plan.whyNotInPlace())
                    .hasValueSatisfying(
                            reason -> assertThat(reason).contains("offset 2744 (0xab8)", "113 bytes to the front"));
            assertThatThrownBy(() -> plan.writeInPlace(file)).isInstanceOf(RefusedException.class);
        }
        assertThat(file).hasSameBinaryContentAs(PLAIN);
    }

    @Test
    void theOtherImagesOfAFileStayAsTheyAre() throws IOException {
        byte[] one = Files.readAllBytes(PLAIN);
        byte[] three = new byte[3 * one.length];
        for (int i = 0; i < 3; i++) {
            System.arraycopy(one, 0, three, i * one.length, one.length);
        }
        Path file = Files.write(folder.resolve("three.ckpt"), three);
        try (Image image = Image.open(ByteSource.open(file), OpenOptions.DEFAULT.at(one.length))) {
            Rewrite.of(image).relocate("/t/w", "/t/x").plan().writeInPlace(file);
        }
        byte[] result = Files.readAllBytes(file);
        assertThat(Arrays.copyOf(result, one.length)).isEqualTo(one);
        assertThat(Arrays.copyOfRange(result, 2 * one.length, 3 * one.length)).isEqualTo(one);
        try (Image image = Image.open(ByteSource.open(file), OpenOptions.DEFAULT.at(one.length))) {
            assertThat(image.files()).anyMatch(open -> open.name().startsWith("/t/x/"));
        }
    }

    @Test
    void anImageThatWasChangedInPlaceMustBeOpenedAgainBeforeItIsWritten() throws IOException {
        Path file = Files.copy(PLAIN, folder.resolve("image.ckpt"));
        try (Image image = Image.open(file)) {
            RewritePlan plan = Rewrite.of(image).relocate("/t/w", "/t/x").plan();
            plan.writeInPlace(file);
            RewritePlan next = Rewrite.of(image).relocate("/t/log", "/t/lug").plan();
            for (ThrowingCallable again : List.<ThrowingCallable>of(
                    () -> plan.writeInPlace(file),
                    () -> next.writeInPlace(file),
                    () -> next.writeTo(folder.resolve("other.ckpt")))) {
                assertThatThrownBy(again)
                        .isInstanceOf(ImageIOException.class)
                        .hasMessageContaining(file.toString())
                        .hasMessageContaining("changed in place")
                        .hasMessageContaining("open it again");
            }
        }
        try (Image image = Image.open(file)) {
            Rewrite.of(image).relocate("/t/log", "/t/lug").plan().writeInPlace(file);
        }
    }

    @Test
    void anImageThatWasWrittenToMeanwhileIsLeftAlone() throws IOException {
        Path file = Files.copy(PLAIN, folder.resolve("image.ckpt"));
        try (Image image = Image.open(file)) {
            RewritePlan plan = Rewrite.of(image).relocate("/t/w", "/t/x").plan();
            Files.setLastModifiedTime(file, FileTime.fromMillis(1));
            assertThatThrownBy(() -> plan.writeInPlace(file)).isInstanceOf(ImageIOException.class);
        }
        assertThat(file).hasSameBinaryContentAs(PLAIN);
    }
}
