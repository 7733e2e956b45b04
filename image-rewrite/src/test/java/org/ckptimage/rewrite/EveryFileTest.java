package org.ckptimage.rewrite;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.ckptimage.image.Descriptor;
import org.ckptimage.image.FileTable;
import org.ckptimage.image.Image;
import org.ckptimage.image.OpenFile;
import org.ckptimage.image.OpenOptions;
import org.ckptimage.image.Task;
import org.ckptimage.io.ByteSource;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Every open file and every descriptor of every real image: deleted, replaced, closed; all else stays. */
class EveryFileTest {

    static Stream<String> images() throws IOException {
        return TestImages.all();
    }

    private static Image result(RewritePlan plan) throws IOException {
        return Image.open(ByteSource.of(TestImages.written(plan), "result"), OpenOptions.DEFAULT);
    }

    /** What the image says of its open files, each file a line; descriptors are told by process and number. */
    private static List<String> filesBut(Image image, OpenFile gone) {
        return image.files().stream()
                .filter(file -> !file.objref().equals(gone.objref()))
                .map(file -> file + " " + file.type() + " " + file.flags() + " mode "
                        + file.record().common().fMode() + " at " + file.position() + " by " + file.descriptors()
                        + " watched by "
                        + file.watchedBy().stream()
                                .map(OpenFile::objref)
                                .filter(set -> !set.equals(gone.objref()))
                                .toList())
                .toList();
    }

    private static List<String> tasks(Image image) {
        return image.tasks().stream()
                .map(task -> task + " " + task.memory().vmas() + " " + task.cpu()
                        + task.signals().process())
                .toList();
    }

    private static boolean isMapped(OpenFile file) {
        return !file.mappedBy().isEmpty() || !file.executableOf().isEmpty();
    }

    @ParameterizedTest
    @MethodSource("images")
    void deletingAFileTakesItAndNothingElse(String name) throws IOException {
        try (Image image = TestImages.open(name)) {
            for (OpenFile file : image.files()) {
                if (!isMapped(file)) {
                    RewritePlan plan = Rewrite.of(image)
                            .delete(OpenFiles.numbered(file.objref().number()))
                            .plan();
                    try (Image result = result(plan)) {
                        assertThat(result.isComplete()).isTrue();
                        assertThat(result.file(file.objref())).isEmpty();
                        assertThat(filesBut(result, file))
                                .as("without %s", file)
                                .isEqualTo(filesBut(image, file));
                        assertThat(result.objects().dangling()).isEmpty();
                        assertThat(tasks(result)).isEqualTo(tasks(image));
                    }
                }
            }
        }
    }

    @ParameterizedTest
    @MethodSource("images")
    void aMappedFileIsRefusedWithItsVmas(String name) throws IOException {
        try (Image image = TestImages.open(name)) {
            List<OpenFile> mapped =
                    image.files().stream().filter(EveryFileTest::isMapped).toList();
            assertThat(mapped).as("each program has at least its executable").isNotEmpty();
            for (OpenFile file : mapped) {
                Rewrite delete = Rewrite.of(image)
                        .delete(OpenFiles.numbered(file.objref().number()));
                assertThatThrownBy(delete::plan)
                        .isInstanceOf(RefusedException.class)
                        .hasMessageContaining("mapped")
                        .hasMessageContaining(file.name());
            }
        }
    }

    @ParameterizedTest
    @MethodSource("images")
    void aReplacedFileKeepsItsDescriptors(String name) throws IOException {
        try (Image image = TestImages.open(name)) {
            for (OpenFile file : image.files()) {
                if (!isMapped(file)) {
                    RewritePlan plan = Rewrite.of(image)
                            .replace(OpenFiles.numbered(file.objref().number()), Replacement.file("/dev/null"))
                            .plan();
                    try (Image result = result(plan)) {
                        OpenFile replaced = result.file(file.objref()).orElseThrow();
                        assertThat(replaced.name()).isEqualTo("/dev/null");
                        assertThat(replaced.access()).isEqualTo(file.access());
                        assertThat(replaced.descriptors())
                                .hasToString(file.descriptors().toString());
                        assertThat(filesBut(result, file)).isEqualTo(filesBut(image, file));
                        assertThat(tasks(result)).isEqualTo(tasks(image));
                    }
                }
            }
        }
    }

    @ParameterizedTest
    @MethodSource("images")
    void everyDescriptorCanBeClosedAlone(String name) throws IOException {
        try (Image image = TestImages.open(name)) {
            for (Task task : image.tasks()) {
                for (Descriptor descriptor : task.files().descriptors()) {
                    RewritePlan plan = Rewrite.of(image)
                            .close(task.pid(), descriptor.number())
                            .plan();
                    try (Image result = result(plan)) {
                        List<Integer> expected = numbers(task.files());
                        expected.remove((Integer) descriptor.number());
                        assertThat(numbers(result.task(task.pid()).files())).isEqualTo(expected);
                        assertThat(result.objects().dangling()).isEmpty();
                        assertThat(tasks(result)).isEqualTo(tasks(image));
                    }
                }
            }
        }
    }

    private static List<Integer> numbers(FileTable table) {
        List<Integer> numbers = new ArrayList<>();
        table.descriptors().forEach(descriptor -> numbers.add(descriptor.number()));
        return numbers;
    }

    @ParameterizedTest
    @MethodSource("images")
    void anEmptyRewriteChangesNoByte(String name) throws IOException {
        try (Image image = TestImages.open(name)) {
            assertThat(TestImages.written(Rewrite.of(image).plan())).isEqualTo(TestImages.bytes(name));
        }
    }

    @ParameterizedTest
    @MethodSource("images")
    void deletingOneAfterTheOtherIsDeletingBoth(String name) throws IOException {
        try (Image image = TestImages.open(name)) {
            List<OpenFile> free =
                    image.files().stream().filter(file -> !isMapped(file)).toList();
            Rewrite together = Rewrite.of(image);
            byte[] step = TestImages.bytes(name);
            for (OpenFile file : free) {
                FileSelector selector = OpenFiles.numbered(file.objref().number());
                together.delete(selector);
                try (Image before = Image.open(ByteSource.of(step, "step"), OpenOptions.DEFAULT)) {
                    step = TestImages.written(
                            Rewrite.of(before).delete(selector).plan());
                }
            }
            try (Image oneByOne = Image.open(ByteSource.of(step, "one by one"), OpenOptions.DEFAULT);
                    Image atOnce = result(together.plan())) {
                assertThat(oneByOne.files()).hasToString(atOnce.files().toString());
                assertThat(oneByOne.objects().dangling()).isEmpty();
                assertThat(atOnce.objects().dangling()).isEmpty();
            }
        }
    }
}
