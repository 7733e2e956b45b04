package org.ckptimage.rewrite.repair;

import static org.assertj.core.api.Assertions.assertThat;
import static org.ckptimage.rewrite.TestImages.repaired;
import static org.ckptimage.rewrite.TestImages.written;

import java.io.IOException;
import java.util.Arrays;
import java.util.List;
import org.ckptimage.check.CheckOptions;
import org.ckptimage.check.CheckReport;
import org.ckptimage.check.Checker;
import org.ckptimage.format.Architecture;
import org.ckptimage.format.Dialect;
import org.ckptimage.format.RecordType;
import org.ckptimage.image.Image;
import org.ckptimage.image.OpenOptions;
import org.ckptimage.image.Task;
import org.ckptimage.io.ByteSource;
import org.ckptimage.rewrite.BrokenImage;
import org.ckptimage.rewrite.TestImages;
import org.ckptimage.testing.MadeUpImage;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

/** Images that end too early. */
class RepairCutTest {
    private static final int TAIL_SIZE = 16;

    /** TAIL cut off anywhere comes back; every other cut is refused, and nothing is thrown. */
    @ParameterizedTest
    @MethodSource("org.ckptimage.rewrite.TestImages#all")
    void aLostTailComesBack(String image) throws IOException {
        byte[] original = TestImages.bytes(image);
        CheckOptions keep = CheckOptions.DEFAULT.withPids(CheckOptions.Pids.KEEP);
        for (int lost = 1; lost <= TAIL_SIZE; lost += 5) {
            byte[] cut = Arrays.copyOf(original, original.length - lost);
            try (Image broken = BrokenImage.open(cut)) {
                assertThat(written(Repair.of(broken)
                                .only(List.of("R001"))
                                .restartedAs(keep)
                                .plan()))
                        .isEqualTo(original);
            }
        }
    }

    @Test
    void aCutImageKeepsItsWholeTasks() throws IOException {
        byte[] tree = TestImages.bytes("v20/tree.ckpt");
        List<Long> ends;
        List<Integer> pids;
        try (Image image = TestImages.open("v20/tree.ckpt")) {
            pids = image.tasks().stream().map(Task::pid).toList();
            ends = image.tree().children().stream()
                    .skip(1)
                    .map(node -> node.offset() + node.length())
                    .toList();
        }
        // Not behind the last task: there only TAIL is missing.
        for (int k = 0; k + 1 < pids.size(); k++) {
            for (int more : new int[] {0, 5, 64, 500}) {
                if (ends.get(k) + more >= tree.length - TAIL_SIZE) {
                    continue;
                }
                byte[] cut = Arrays.copyOf(tree, (int) (ends.get(k) + more));
                try (Image image = BrokenImage.open(cut)) {
                    RepairPlan refused = Repair.of(image).plan();
                    assertThat(refused.mended()).isEmpty();
                    assertThat(refused.left().get(0).reason()).endsWith("Repair.dropTasks allows that");

                    byte[] whole = repaired(Repair.of(image).dropTasks());
                    try (Image kept = BrokenImage.open(whole)) {
                        assertThat(kept.damages()).isEmpty();
                        // 500 bytes hold a zombie, which is a task of 80 bytes.
                        assertThat(kept.tasks().stream().map(Task::pid))
                                .isEqualTo(pids.subList(0, kept.tasks().size()))
                                .hasSizeBetween(k + 1, k + 2);
                        assertThat(Checker.check(kept).verdict()).isEqualTo(CheckReport.Verdict.RESTARTS);
                    }
                }
            }
        }
    }

    @ParameterizedTest
    @EnumSource(
            value = Dialect.class,
            names = {"V19_RC2", "V23_RC1_PIDS", "V23"})
    void wholeTasksAreKeptWhateverThePidArrayLooksLike(Dialect dialect) throws IOException {
        byte[] whole = MadeUpImage.of(dialect, Architecture.X86_64)
                .task(5, task -> task.file(0, "/0"))
                .task(6, task -> task.parent(5).file(0, "/1"))
                .task(7, task -> task.parent(6).file(0, "/2"))
                .build();
        long lastTask;
        try (Image image = open(dialect, whole)) {
            lastTask = image.tree().children().get(3).offset();
        }
        byte[] repaired;
        try (Image image = open(dialect, Arrays.copyOf(whole, (int) lastTask + 5))) {
            repaired =
                    written(Repair.of(image).only(List.of("R001")).dropTasks().plan());
        }
        try (Image kept = open(dialect, repaired)) {
            assertThat(kept.damages()).isEmpty();
            assertThat(kept.tasks().stream().map(Task::pid)).containsExactly(5, 6);
        }
    }

    @Test
    void anObjrefCutToItsHeadIsRefused() throws IOException {
        byte[] plain = TestImages.bytes("v20/plain.ckpt");
        int objref;
        try (Image image = TestImages.open("v20/plain.ckpt")) {
            objref = (int) image.objects().definitions().get(0).definedBy().offset();
        }
        byte[] cut = Arrays.copyOf(plain, objref + 8);
        cut[objref + 4] = 8;
        try (Image image = BrokenImage.open(cut)) {
            RepairPlan plan = Repair.of(image).plan();
            assertThat(plan.mended()).isEmpty();
            assertThat(plan.left().get(0).reason()).contains("beyond its struct");
        }
    }

    @Test
    void aRecordTooShortForItsCountIsNotAskedForIt() throws IOException {
        byte[] plain = TestImages.bytes("v20/plain.ckpt");
        int chunk;
        try (Image image = TestImages.open("v20/plain.ckpt")) {
            chunk = (int) image.records().stream()
                    .filter(record -> record.is(RecordType.PGARR))
                    .findFirst()
                    .orElseThrow()
                    .offset();
        }
        byte[] cut = Arrays.copyOf(plain, chunk + 8);
        cut[chunk + 4] = 8;
        try (Image image = BrokenImage.open(cut)) {
            assertThat(Repair.of(image).plan().mended()).isEmpty();
        }
    }

    @Test
    void aCutInTheFirstTaskIsBeyondRepair() throws IOException {
        byte[] tree = TestImages.bytes("v20/tree.ckpt");
        try (Image image = BrokenImage.open(Arrays.copyOf(tree, 3000))) {
            RepairPlan plan = Repair.of(image).dropTasks().plan();
            assertThat(plan.left().get(0).reason()).contains("no task is there as a whole");
        }
    }

    @Test
    void halfAProcessIsNotKept() throws IOException {
        byte[] threads = TestImages.bytes("v20/thr.ckpt");
        try (Image image = BrokenImage.open(Arrays.copyOf(threads, threads.length - 400))) {
            assertThat(image.tasks()).hasSizeGreaterThan(1);
            RepairPlan plan = Repair.of(image).dropTasks().plan();
            assertThat(plan.mended()).isEmpty();
            assertThat(plan.left().get(0).reason()).contains("half a process");
        }
    }

    private static Image open(Dialect dialect, byte[] image) throws IOException {
        return Image.open(ByteSource.of(image, "made up"), OpenOptions.DEFAULT.as(dialect));
    }
}
