package org.ckptimage.rewrite;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Random;
import java.util.stream.Stream;
import org.ckptimage.compare.Comparison;
import org.ckptimage.format.FileType;
import org.ckptimage.image.Descriptor;
import org.ckptimage.image.Fifo;
import org.ckptimage.image.GenericFile;
import org.ckptimage.image.Image;
import org.ckptimage.image.OpenFile;
import org.ckptimage.image.OpenOptions;
import org.ckptimage.image.Task;
import org.ckptimage.image.TtyFile;
import org.ckptimage.io.ByteSource;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Every open file and every descriptor of every real image, alone, in pairs and together: deleted, replaced,
 * substituted, closed. The result means what the image meant but for these files, down to buffered bytes and watches;
 * that it restarts as well as the image, each plan makes sure itself.
 */
class EveryFileTest {
    private static final int PAIRS = 6;

    static Stream<String> images() throws IOException {
        return TestImages.all();
    }

    private static Image result(Rewrite rewrite) throws IOException {
        return Image.open(rewrite.plan().result(), OpenOptions.DEFAULT);
    }

    private static FileSelector selector(OpenFile file) {
        return OpenFiles.numbered(file.objref().number());
    }

    private static boolean isMapped(OpenFile file) {
        return !file.mappedBy().isEmpty() || !file.executableOf().isEmpty();
    }

    private static List<OpenFile> free(Image image) {
        return image.files().stream().filter(file -> !isMapped(file)).toList();
    }

    private static void delete(Image image, Collection<OpenFile> files) throws IOException {
        Rewrite rewrite = Rewrite.of(image);
        files.forEach(file -> rewrite.delete(selector(file)));
        try (Image result = result(rewrite)) {
            Untouched.but(image, result, files);
            files.forEach(file -> assertThat(result.file(file.objref())).isEmpty());
        }
    }

    private static void replace(Image image, Collection<OpenFile> files, Replacement replacement) throws IOException {
        Rewrite rewrite = Rewrite.of(image);
        files.forEach(file -> rewrite.replace(selector(file), replacement));
        try (Image result = result(rewrite)) {
            Untouched.butReplaced(image, result, files);
            for (OpenFile file : files) {
                OpenFile replaced = result.file(file.objref()).orElseThrow();
                assertThat(replaced.name()).isEqualTo(replacement.path());
                assertThat(replaced.access()).isEqualTo(file.access());
                assertThat(replaced.descriptors())
                        .hasToString(file.descriptors().toString());
            }
        }
    }

    @ParameterizedTest
    @MethodSource("images")
    void deletingAFileTakesItAndNothingElse(String name) throws IOException {
        try (Image image = TestImages.open(name)) {
            for (OpenFile file : free(image)) {
                delete(image, List.of(file));
            }
        }
    }

    @ParameterizedTest
    @MethodSource("images")
    void aReplacedFileKeepsItsDescriptors(String name) throws IOException {
        try (Image image = TestImages.open(name)) {
            for (OpenFile file : free(image)) {
                replace(image, List.of(file), Replacement.file("/dev/null"));
                replace(image, List.of(file), Replacement.file("/elsewhere/file"));
            }
        }
    }

    @ParameterizedTest
    @MethodSource("images")
    void aSubstitutedFileIsGoneAndHandedOverToAllWhoHadIt(String name) throws IOException {
        try (Image image = TestImages.open(name)) {
            for (OpenFile file : free(image)) {
                RewritePlan plan = Rewrite.of(image)
                        .substitute(selector(file), InheritedDescriptor.of(7))
                        .plan();
                assertThat(plan.handOvers()).hasSize(1);
                assertThat(plan.handOvers().get(0).targets().stream()
                                .map(target -> target.pid() + ":" + target.descriptor()))
                        .hasToString(file.descriptors().stream()
                                .map(Object::toString)
                                .toList()
                                .toString());
                assertThat(plan.handOvers().get(0).watches()).hasSize((int) file.watchedBy().stream()
                        .flatMap(set -> set.watches().stream())
                        .filter(watch -> watch.item().fileObjref().equals(file.objref()))
                        .count());
                try (Image result = Image.open(plan.result(), OpenOptions.DEFAULT)) {
                    Untouched.but(image, result, List.of(file));
                }
            }
        }
    }

    @ParameterizedTest
    @MethodSource("images")
    void whatCanBeReopenedIsSubstitutedByAPathAndTheRestIsRefused(String name) throws IOException {
        try (Image image = TestImages.open(name)) {
            for (OpenFile file : free(image)) {
                Rewrite rewrite = Rewrite.of(image).add(new Edit.SubstituteByPath(selector(file), "/proc/400/fd/0"));
                if (file instanceof GenericFile || file instanceof Fifo || file instanceof TtyFile) {
                    try (Image result = result(rewrite)) {
                        Untouched.butReplaced(image, result, List.of(file));
                        assertThat(result.file(file.objref()).orElseThrow().name())
                                .isEqualTo("/proc/400/fd/0");
                    }
                } else {
                    assertThatThrownBy(rewrite::plan)
                            .isInstanceOf(RefusedException.class)
                            .hasMessageContaining("cannot be reopened by a path");
                }
            }
        }
    }

    @ParameterizedTest
    @MethodSource("images")
    void pairsOfFilesAreDeletedAndReplaced(String name) throws IOException {
        try (Image image = TestImages.open(name)) {
            List<OpenFile> files = free(image);
            Random random = new Random(files.size());
            for (int i = 0; i < PAIRS && files.size() > 1; i++) {
                OpenFile one = files.get(i % files.size());
                OpenFile other = files.get((i % files.size() + 1 + random.nextInt(files.size() - 1)) % files.size());
                delete(image, List.of(one, other));
                replace(image, List.of(one, other), Replacement.file("/dev/null"));
            }
        }
    }

    @ParameterizedTest
    @MethodSource("images")
    void allFilesOfATypeAreDeletedAndReplaced(String name) throws IOException {
        try (Image image = TestImages.open(name)) {
            for (FileType type : FileType.values()) {
                List<OpenFile> files = free(image).stream()
                        .filter(file -> file.type().filter(type::equals).isPresent())
                        .toList();
                if (!files.isEmpty()) {
                    delete(image, files);
                    replace(image, files, Replacement.file("/dev/null"));
                }
            }
        }
    }

    @ParameterizedTest
    @MethodSource("images")
    void everythingThatATaskHasOpenIsDeleted(String name) throws IOException {
        try (Image image = TestImages.open(name)) {
            for (Task task : image.tasks()) {
                FileSelector all = OpenFiles.ofTask(task.pid());
                if (!all.select(image).isEmpty()) {
                    try (Image result = result(Rewrite.of(image).add(new Edit.DeleteFiles(all, MappedFiles.KEEP)))) {
                        Untouched.but(image, result, all.select(image));
                        assertThat(result.task(task.pid()).files().descriptors())
                                .isEmpty();
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
                Rewrite delete = Rewrite.of(image).delete(selector(file));
                assertThatThrownBy(delete::plan)
                        .isInstanceOf(RefusedException.class)
                        .hasMessageContaining("mapped")
                        .hasMessageContaining(file.name());
            }
        }
    }

    @ParameterizedTest
    @MethodSource("images")
    void everyDescriptorCanBeClosedAlone(String name) throws IOException {
        try (Image image = TestImages.open(name)) {
            for (Task task : image.tasks()) {
                for (Descriptor descriptor : task.files().descriptors()) {
                    try (Image result = result(Rewrite.of(image).close(task.pid(), descriptor.number()))) {
                        List<Integer> expected = numbers(task);
                        expected.remove((Integer) descriptor.number());
                        assertThat(numbers(result.task(task.pid()))).isEqualTo(expected);
                        Untouched.but(image, result, List.of(), List.of(descriptor));
                    }
                }
            }
        }
    }

    private static List<Integer> numbers(Task task) {
        List<Integer> numbers = new ArrayList<>();
        task.files().descriptors().forEach(descriptor -> numbers.add(descriptor.number()));
        return numbers;
    }

    @ParameterizedTest
    @MethodSource("images")
    void anEmptyRewriteChangesNoByteNotEvenOfADamagedImage(String name) throws IOException {
        byte[] whole = TestImages.bytes(name);
        byte[] behind = java.util.Arrays.copyOf(whole, whole.length + 3);
        byte[] cut = java.util.Arrays.copyOf(whole, whole.length / 2);
        byte[] broken = whole.clone();
        broken[whole.length / 3] ^= 0x55;
        for (byte[] bytes : List.of(whole, behind, cut, broken)) {
            try (Image image = Image.open(ByteSource.of(bytes, name), OpenOptions.DEFAULT)) {
                assertThat(TestImages.written(Rewrite.of(image).plan())).isEqualTo(bytes);
            }
        }
    }

    @ParameterizedTest
    @MethodSource("images")
    void deletingOneAfterTheOtherMeansTheSameAsDeletingBoth(String name) throws IOException {
        try (Image image = TestImages.open(name)) {
            List<OpenFile> files = free(image);
            for (int i = 0; i + 1 < files.size(); i++) {
                FileSelector one = selector(files.get(i + 1));
                FileSelector other = selector(files.get(i));
                byte[] step = TestImages.written(Rewrite.of(image).delete(one).plan());
                try (Image between = MadeUp.open(step);
                        Image oneByOne = result(Rewrite.of(between).delete(other));
                        Image atOnce = result(Rewrite.of(image).delete(other).delete(one))) {
                    assertThat(Comparison.of(oneByOne, atOnce)).isEmpty();
                }
            }
        }
    }
}
