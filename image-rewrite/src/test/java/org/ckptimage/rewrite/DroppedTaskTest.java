package org.ckptimage.rewrite;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.util.List;
import java.util.stream.IntStream;
import org.ckptimage.check.Checker;
import org.ckptimage.compare.Comparison;
import org.ckptimage.compare.Difference;
import org.ckptimage.format.Architecture;
import org.ckptimage.format.Dialect;
import org.ckptimage.format.ImageFormat;
import org.ckptimage.format.RecordType;
import org.ckptimage.image.EpollSet;
import org.ckptimage.image.Image;
import org.ckptimage.image.Role;
import org.ckptimage.image.SocketFile;
import org.ckptimage.image.Task;
import org.ckptimage.record.BufferRecord;
import org.ckptimage.record.PidNumbers;
import org.ckptimage.testing.MadeUpImage;
import org.ckptimage.testing.MadeUpMemory;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** A dropped task leaves behind what it defined and others use: where a restart reads it, and with what it owes. */
class DroppedTaskTest {
    private static final ImageFormat V20 = ImageFormat.of(Dialect.V20, Architecture.X86_64);
    /** The other ends of a socket and of a pipe were the middle task's alone, and so was one of the watched files. */
    private static final List<String> GO_WITH_279 = List.of(
            "task 280 > fd 8 > socket",
            "task 280 > fd 12",
            "task 280 > fd 6 > watch",
            "task 281 > fd 6 > watch",
            "task 281 > parent");

    static List<ImageFormat> formats() {
        return MadeUp.formats();
    }

    /** Drops tasks, and sees to it that nothing about the others differs but what is allowed. */
    private static Image without(byte[] bytes, List<String> allowed, int... pids) throws IOException {
        try (Image image = MadeUp.open(bytes)) {
            Rewrite rewrite = Rewrite.of(image);
            for (int pid : pids) {
                rewrite.dropTask(pid);
            }
            Image result = MadeUp.open(TestImages.written(rewrite.plan()));
            assertThat(result.damages()).isEmpty();
            assertThat(result.objects().dangling()).isEmpty();
            for (Difference difference : Comparison.of(image, result)) {
                boolean ofTheDropped =
                        IntStream.of(pids).anyMatch(pid -> difference.path().startsWith("task " + pid));
                assertThat(ofTheDropped || allowed.stream().anyMatch(difference.path()::startsWith))
                        .as(difference.toString())
                        .isTrue();
            }
            return result;
        }
    }

    @ParameterizedTest
    @MethodSource("formats")
    void epollSetsAndSocketsOfOthersKeepTheirWatchesAndQueues(ImageFormat format) throws IOException {
        byte[] bytes = MadeUp.withAMiddleTask(format).build();
        try (Image result = without(bytes, GO_WITH_279, 279)) {
            Task sibling = result.task(280);
            EpollSet set =
                    (EpollSet) sibling.files().descriptor(6).orElseThrow().file();
            assertThat(set.watches()).hasSize(1);
            assertThat(set.watches().get(0).item().fd()).isEqualTo(4);
            SocketFile socket =
                    (SocketFile) sibling.files().descriptor(8).orElseThrow().file();
            assertThat(socket.sock().orElseThrow().receivedBytes()).isEqualTo("to eight".length());
            SocketFile own =
                    (SocketFile) sibling.files().descriptor(22).orElseThrow().file();
            assertThat(own.sock().orElseThrow().receivedBytes()).isEqualTo("to twenty-two".length());
            EpollSet outer = (EpollSet)
                    result.task(281).files().descriptor(9).orElseThrow().file();
            assertThat(outer.watches().get(0).file().orElseThrow()).isEqualTo(set);
            assertThat(result.task(281).ppid()).isEqualTo(278);
            assertThat(Checker.check(result).findings())
                    .noneMatch(f -> f.rule().id().matches("R13[0-9]|R14[0-9]"));
        }
    }

    @Test
    void aPlanSaysWhereDeferredGroupsGo() throws IOException {
        try (Image image = MadeUp.open(MadeUp.withAMiddleTask(V20).build())) {
            assertThat(Rewrite.of(image).dropTask(279).plan().consequences())
                    .extracting(Consequence::text)
                    .anyMatch(text -> text.startsWith("the watches of FILE"))
                    .anyMatch(text -> text.startsWith("the queues of SOCK"));
        }
    }

    @Test
    void severalTasksAreDroppedTogetherThoughOneInheritsFromTheOther() throws IOException {
        byte[] bytes = MadeUp.withAMiddleTask(V20).build();
        try (Image image = MadeUp.open(bytes)) {
            for (List<Integer> pids : List.of(List.of(279, 280), List.of(280, 279), List.of(279, 281))) {
                Rewrite rewrite = Rewrite.of(image);
                pids.forEach(rewrite::dropTask);
                try (Image result = MadeUp.open(TestImages.written(rewrite.plan()))) {
                    assertThat(result.damages()).isEmpty();
                    assertThat(result.tasks()).hasSize(2).extracting(Task::pid).doesNotContainAnyElementsOf(pids);
                }
            }
        }
    }

    @ParameterizedTest
    @MethodSource("formats")
    void thePagesOfSharedMemoryMoveToWhoIsLeft(ImageFormat format) throws IOException {
        byte[] page = MadeUpMemory.page(5);
        byte[] bytes = MadeUpImage.of(format)
                .task(278, t -> {})
                .task(279, t -> t.parent(278).memory(m -> m.shared(0x800000, "segment", page)))
                .task(280, t -> t.parent(278).memory(m -> m.shared(0x900000, "segment", page)))
                .task(281, t -> t.parent(278).memory(m -> m.shared(0xa00000, "segment", page)))
                .build();
        try (Image result = without(bytes, List.of(), 279)) {
            for (int pid : new int[] {280, 281}) {
                var vma = result.task(pid).memory().vmas().stream()
                        .filter(area -> area.pages().size() > 0)
                        .findFirst()
                        .orElseThrow();
                assertThat(vma.pages().stream()
                                .findFirst()
                                .orElseThrow()
                                .bytes()
                                .getByte(0))
                        .isEqualTo(page[0]);
            }
        }
    }

    @Test
    void aProcessGoesWithItsThreadsOrNotAtAll() throws IOException {
        byte[] bytes = MadeUpImage.of(V20)
                .task(278, t -> {})
                .task(279, t -> t.parent(278).file(3, "/t/x"))
                .thread(280, 279, t -> {})
                .build();
        try (Image image = MadeUp.open(bytes)) {
            Rewrite leader = Rewrite.of(image).dropTask(279);
            assertThatThrownBy(leader::plan).hasMessageContaining("has threads");
        }
        without(bytes, List.of("task 280"), 279, 280).close();
    }

    @Test
    void closingInTheSameRewriteCountsNoDescriptorTwice() throws IOException {
        byte[] bytes = MadeUp.withAMiddleTask(V20).build();
        try (Image image = MadeUp.open(bytes)) {
            RewritePlan plan = Rewrite.of(image)
                    .close(279, 6)
                    .close(280, 12)
                    .dropTask(279)
                    .close(280, 10)
                    .plan();
            try (Image result = MadeUp.open(TestImages.written(plan))) {
                assertThat(result.damages()).isEmpty();
                assertThat(result.task(280).files().descriptor(10)).isEmpty();
                assertThat(result.task(280).files().descriptor(6)).isPresent();
            }
        }
    }

    @Test
    void aHandOverIsNotForTasksThatAreDroppedNorForDescriptorsThatAreClosed() throws IOException {
        try (Image image = MadeUp.open(MadeUp.withAMiddleTask(V20).build())) {
            RewritePlan plan = Rewrite.of(image)
                    .substitute(OpenFiles.at(279, 4), InheritedDescriptor.of(7))
                    .dropTask(279)
                    .add(new Edit.SetCloseOnExec(280, 4, true))
                    .plan();
            assertThat(plan.handOvers().get(0).targets()).containsExactly(new HandOver.Target(280, 4, true));
            assertThat(plan.handOvers().get(0).watches()).hasSize(1);
            assertThat(plan.handOvers().get(0).watches().get(0).sets())
                    .extracting(HandOver.Target::pid)
                    .containsExactly(280, 281);
        }
    }

    @ParameterizedTest
    @MethodSource("formats")
    void childrenOfADroppedTaskAreTheRootsThen(ImageFormat format) throws IOException {
        try (Image result = without(MadeUp.withAMiddleTask(format).build(), GO_WITH_279, 279)) {
            assertThat(result.tasks()).extracting(Task::pid).containsExactly(278, 280, 281);
            assertThat(result.task(281).ppid()).isEqualTo(278);
        }
    }

    /** Other entries and other tasks may name one, and its place in the array is its tag. */
    @Test
    void thePidObjectOfADroppedTaskStays() throws IOException {
        ImageFormat format = ImageFormat.of(Dialect.V23, Architecture.X86_64);
        byte[] bytes = MadeUp.withAMiddleTask(format).build();
        try (Image image = MadeUp.open(bytes);
                Image result = without(bytes, GO_WITH_279, 279)) {
            assertThat(pidObjects(result)).hasSize(4).isEqualTo(pidObjects(image));
        }
    }

    private static List<PidNumbers> pidObjects(Image image) {
        BufferRecord buffer = image.records().stream()
                .filter(record -> record.role() == Role.PID_OBJECTS)
                .map(record -> (BufferRecord) record.decode())
                .findFirst()
                .orElseThrow();
        return PidNumbers.readAll(image.format(), buffer.data());
    }

    @Test
    void anArrayOfPidsThatIsNoEntryForEachTaskIsLeftAlone() throws IOException {
        byte[] bytes = BrokenImage.of("v20/tree", i -> i.add(i.record(RecordType.TREE, 0), "nr_tasks", 1));
        try (Image image = BrokenImage.open(bytes)) {
            Rewrite rewrite = Rewrite.of(image).dropTask(image.tasks().get(1).pid());
            assertThatThrownBy(rewrite::plan).isInstanceOf(RefusedException.class);
        }
    }
}
