package org.ckptimage.rewrite;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.util.List;
import java.util.stream.Stream;
import org.ckptimage.compare.Comparison;
import org.ckptimage.image.Image;
import org.ckptimage.image.OpenFile;
import org.ckptimage.image.OpenOptions;
import org.ckptimage.image.Task;
import org.ckptimage.io.ByteSource;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Edits judged by what a restart would make of the results. */
class RewriteByMeaningTest {

    static Stream<String> images() throws IOException {
        return TestImages.all();
    }

    private static Image image(byte[] bytes) throws IOException {
        return Image.open(ByteSource.of(bytes, "result"), OpenOptions.DEFAULT);
    }

    @ParameterizedTest
    @MethodSource("images")
    void deletingOneAfterTheOtherMeansTheSameAsDeletingAllAtOnce(String name) throws IOException {
        try (Image image = TestImages.open(name)) {
            Rewrite together = Rewrite.of(image);
            byte[] step = TestImages.bytes(name);
            for (OpenFile file : image.files()) {
                if (file.mappedBy().isEmpty() && file.executableOf().isEmpty()) {
                    FileSelector selector = OpenFiles.numbered(file.objref().number());
                    together.delete(selector);
                    try (Image before = image(step)) {
                        step = TestImages.written(
                                Rewrite.of(before).delete(selector).plan());
                    }
                }
            }
            try (Image oneByOne = image(step);
                    Image atOnce = image(TestImages.written(together.plan()))) {
                assertThat(Comparison.of(oneByOne, atOnce)).isEmpty();
            }
        }
    }

    @ParameterizedTest
    @MethodSource("images")
    void relocatingThereAndBackChangesNoByte(String name) throws IOException {
        try (Image image = TestImages.open(name)) {
            byte[] there = TestImages.written(
                    Rewrite.of(image).relocate("/t", "/elsewhere/t").plan());
            try (Image moved = image(there)) {
                assertThat(moved.files())
                        .extracting(OpenFile::name)
                        .noneMatch(path -> path.startsWith("/t/"))
                        .anyMatch(path -> path.startsWith("/elsewhere/t/"));
                assertThat(TestImages.written(
                                Rewrite.of(moved).relocate("/elsewhere/t", "/t").plan()))
                        .isEqualTo(TestImages.bytes(name));
            }
        }
    }

    @Test
    void relocatingTakesWholeNamesOnly() throws IOException {
        try (Image image = TestImages.open("v20/plain.ckpt")) {
            Rewrite rewrite = Rewrite.of(image).relocate("/t/w/plai", "/x");
            assertThatThrownBy(rewrite::plan)
                    .isInstanceOf(RefusedException.class)
                    .hasMessageContaining("/t/w/plai");
        }
    }

    @Test
    void aSubstitutedFileIsGoneAndItsDescriptorsAreToldToTheCoordinator() throws IOException {
        try (Image image = TestImages.open("v20/plain.ckpt")) {
            // plain.txt: fd 3 and its dup 41 are one open file.
            RewritePlan plan = Rewrite.of(image)
                    .substitute(OpenFiles.at(278, 3), InheritedDescriptor.of(7))
                    .plan();
            HandOver handOver = plan.handOvers().get(0);
            assertThat(handOver.descriptor().number()).isEqualTo(7);
            assertThat(handOver.name()).hasToString("/t/w/plain/a.txt");
            assertThat(handOver.targets())
                    .extracting(target -> target.pid() + ":" + target.descriptor())
                    .containsExactly("278:3", "278:41");
            try (Image result = image(TestImages.written(plan))) {
                assertThat(result.task(278).files().descriptor(3)).isEmpty();
                assertThat(result.task(278).files().descriptor(41)).isEmpty();
            }
        }
    }

    @Test
    void aHandOverNamesTheWatchesThatMustBeAddedAgain() throws IOException {
        try (Image image = TestImages.open("v20/ep.ckpt")) {
            // examples/README.md, 08: fd 6 is watched by the set of fd 3.
            RewritePlan plan = Rewrite.of(image)
                    .substitute(OpenFiles.at(278, 6), InheritedDescriptor.of(9))
                    .plan();
            List<HandOver.Watch> watches = plan.handOvers().get(0).watches();
            assertThat(watches).hasSize(1);
            assertThat(watches.get(0).sets())
                    .extracting(HandOver.Target::descriptor)
                    .containsExactly(3);
            assertThat(watches.get(0).events().has("EPOLLIN")).isTrue();
        }
    }

    @Test
    void aSocketCannotBeSubstitutedByAPath() throws IOException {
        try (Image image = TestImages.open("v20/ux.ckpt")) {
            Rewrite rewrite = Rewrite.of(image).add(new Edit.SubstituteByPath(OpenFiles.at(278, 3), "/proc/400/fd/0"));
            assertThatThrownBy(rewrite::plan)
                    .isInstanceOf(RefusedException.class)
                    .hasMessageContaining("ENXIO");
        }
    }

    @Test
    void closingTheLastDescriptorOfATableMovesNoDefinitionBehindTheDeferredPart() throws IOException {
        try (Image image = TestImages.open("v20/ux.ckpt")) {
            int last = image.task(278).files().descriptors().stream()
                    .mapToInt(descriptor -> descriptor.number())
                    .max()
                    .orElseThrow();
            try (Image result =
                    image(TestImages.written(Rewrite.of(image).close(278, last).plan()))) {
                assertThat(result.damages()).isEmpty();
                assertThat(result.task(278).files().descriptors())
                        .hasSize(image.task(278).files().descriptors().size() - 1);
            }
        }
    }

    @ParameterizedTest
    @MethodSource("images")
    void everyTaskButTheRootCanBeDropped(String name) throws IOException {
        try (Image image = TestImages.open(name)) {
            for (Task task : image.tasks()) {
                Rewrite rewrite = Rewrite.of(image).dropTask(task.pid());
                if (task.number() == 0) {
                    assertThatThrownBy(rewrite::plan).hasMessageContaining("root");
                    continue;
                }
                try (Image result = image(TestImages.written(rewrite.plan()))) {
                    assertThat(result.isComplete()).isTrue();
                    assertThat(result.damages()).isEmpty();
                    assertThat(result.objects().dangling()).isEmpty();
                    assertThat(result.tasks())
                            .extracting(Task::pid)
                            .doesNotContain(task.pid())
                            .hasSize(image.tasks().size() - 1);
                    assertThat(result.tasks())
                            .as("everybody has a parent in the image")
                            .extracting(Task::ppid)
                            .doesNotContain(task.pid());
                }
            }
        }
    }
}
