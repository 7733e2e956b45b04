package org.ckptimage.image;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.ckptimage.image.CheckpointFacts.Fd;
import org.ckptimage.image.CheckpointFacts.TaskFacts;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

/** The open files of real images are those that /proc/PID/fd and fdinfo showed. */
class OpenFileFactsTest {

    @ParameterizedTest(name = "{0}")
    @MethodSource("org.ckptimage.image.RealImages#untouched")
    void descriptorsPositionsAndFlagsAreThoseOfProc(String name) throws Exception {
        CheckpointFacts facts = RealImages.facts(name);
        try (Image image = RealImages.open(name)) {
            for (TaskFacts expected : facts.tasks().values()) {
                Task task = task(image, facts, expected);
                List<Fd> found = new ArrayList<>();
                for (Descriptor descriptor : task.files().descriptors()) {
                    OpenFile file = descriptor.file();
                    String target = expected.fd(descriptor.number()).target();
                    String named = file instanceof PipeEnd || file instanceof SocketFile
                            ? kind(file.name()).equals(kind(target)) ? target : file.name()
                            : file.name();
                    found.add(new Fd(
                            descriptor.number(),
                            named,
                            file.position(),
                            file.flags().raw()));
                }
                assertThat(found).containsExactlyElementsOf(expected.fds());
            }
        }
    }

    /** {@code pipe} of {@code pipe:[107]}; the numbers are inodes there and object numbers here. */
    private static String kind(String name) {
        return name.replaceAll("\\[.*", "");
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("org.ckptimage.image.RealImages#untouched")
    void pipesAndSocketsWithOneInodeAreOnePipeOrSocket(String name) throws Exception {
        CheckpointFacts facts = RealImages.facts(name);
        Map<Integer, String> nameOfInode = new HashMap<>();
        Map<String, Integer> inodeOfName = new HashMap<>();
        try (Image image = RealImages.open(name)) {
            for (TaskFacts expected : facts.tasks().values()) {
                for (Fd fd : expected.fds()) {
                    if (fd.target().matches("(pipe|socket):\\[\\d+\\]")) {
                        Task task = task(image, facts, expected);
                        String found = task.files()
                                .descriptor(fd.number())
                                .orElseThrow()
                                .file()
                                .name();
                        assertThat(nameOfInode.computeIfAbsent(fd.inode(), inode -> found))
                                .isEqualTo(found);
                        assertThat(inodeOfName.computeIfAbsent(found, f -> fd.inode()))
                                .isEqualTo(fd.inode());
                    }
                }
            }
        }
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("org.ckptimage.image.RealImages#untouched")
    void everyUseOfAFileIsListedOnceAtTheFile(String name) throws Exception {
        CheckpointFacts facts = RealImages.facts(name);
        List<String> expected = new ArrayList<>();
        for (TaskFacts task : facts.tasks().values()) {
            if (task.numbers("Pid").equals(task.numbers("Tgid"))) {
                int pid = facts.container() ? 1 : task.pid();
                task.fds().forEach(fd -> expected.add(pid + ":" + fd.number()));
            }
        }
        try (Image image = RealImages.open(name)) {
            List<String> found = new ArrayList<>();
            image.files().forEach(file -> file.descriptors().forEach(use -> found.add(use.toString())));
            assertThat(found).containsExactlyInAnyOrderElementsOf(expected);
        }
    }

    /** From the sources: which descriptors a program made close-on-exec; all others it did not. */
    @ParameterizedTest(name = "{0}")
    @MethodSource("org.ckptimage.image.RealImages#untouched")
    void closeOnExecIsAsTheProgramSetIt(String name) throws Exception {
        List<Integer> expected = switch (name.substring(name.indexOf('/') + 1)) {
            case "plain", "plainc" -> List.of(41);
            case "ep" -> List.of(4);
            default -> List.of();
        };
        try (Image image = RealImages.open(name)) {
            for (Task task : image.tasks()) {
                assertThat(task.files().descriptors().stream()
                                .filter(Descriptor::isCloseOnExec)
                                .map(Descriptor::number))
                        .containsExactlyElementsOf(task.isZombie() ? List.of() : expected);
            }
        }
    }

    @ParameterizedTest(name = "descriptors {1} and {2} of {0}: same file {3}")
    @CsvSource({
        "v20/plain, 3, 41, true",
        "v20/plain, 5, 40, true",
        "v20/plain, 3, 6, false",
        "v20/plain, 0, 2, true",
        "v20/pipes, 4, 50, true",
        "v20/pipes, 3, 4, false",
        "v20/tree, 3, 78, true",
        "v20-i386/plain, 3, 41, true",
        "v20-i386/plain, 3, 6, false"
    })
    void aDupIsTheSameOpenFileAndASecondOpenIsNot(String name, int first, int second, boolean same) throws Exception {
        try (Image image = RealImages.open(name)) {
            FileTable files = image.tasks().get(0).files();
            assertThat(files.descriptor(first)
                            .orElseThrow()
                            .file()
                            .equals(files.descriptor(second).orElseThrow().file()))
                    .isEqualTo(same);
        }
    }

    @Test
    void aChildThatSharesItsParentsTableHasTheSameTable() throws Exception {
        try (Image image = RealImages.open("v20/tree")) {
            FileTable parents = image.task(278).files();
            assertThat(parents.tasks()).extracting(Task::pid).containsExactly(278, 281);
            assertThat(image.task(282).files().tasks()).extracting(Task::pid).containsExactly(282);
        }
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("org.ckptimage.image.RealImages#untouched")
    void filesAreSortedByNumberAndFoundByIt(String name) throws Exception {
        try (Image image = RealImages.open(name)) {
            assertThat(image.files()).isSortedAccordingTo((a, b) -> a.objref().compareTo(b.objref()));
            for (OpenFile file : image.files()) {
                assertThat(image.file(file.objref())).contains(file);
                assertThat(file.credentials()).isPresent();
            }
        }
    }

    private static Task task(Image image, CheckpointFacts facts, TaskFacts expected) {
        return image.task(facts.container() ? 1 : expected.pid());
    }
}
