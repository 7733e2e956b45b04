package org.ckptimage.rewrite.repair;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.ckptimage.format.RecordType.EPOLL_ITEMS;
import static org.ckptimage.format.RecordType.ERROR;
import static org.ckptimage.format.RecordType.FILE;
import static org.ckptimage.format.RecordType.FILE_TABLE;
import static org.ckptimage.format.RecordType.IPC;
import static org.ckptimage.format.RecordType.IPC_MSG;
import static org.ckptimage.format.RecordType.MM;
import static org.ckptimage.format.RecordType.PGARR;
import static org.ckptimage.format.RecordType.PIPE_BUF;
import static org.ckptimage.format.RecordType.SOCKET_QUEUE;
import static org.ckptimage.format.RecordType.STRING;
import static org.ckptimage.format.RecordType.TAIL;
import static org.ckptimage.format.RecordType.TREE;
import static org.ckptimage.format.RecordType.VMA;
import static org.ckptimage.rewrite.TestImages.repaired;
import static org.ckptimage.rewrite.TestImages.written;

import io.netty.buffer.Unpooled;
import java.io.IOException;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.ckptimage.check.CheckOptions;
import org.ckptimage.check.CheckReport;
import org.ckptimage.check.Checker;
import org.ckptimage.format.RecordType;
import org.ckptimage.image.Image;
import org.ckptimage.image.ImageRecord;
import org.ckptimage.rewrite.BrokenImage;
import org.ckptimage.rewrite.TestImages;
import org.ckptimage.rewrite.draft.Draft;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Images whose records do not follow each other as they should, and that a repair brings back to what they were. */
class RepairStructureTest {
    private static final int TAIL_SIZE = 16;

    /** A damage that leaves one answer: the image as it was. */
    record Damage(String rule, String what, String image, BrokenImage.Edits edits) {
        @Override
        public String toString() {
            return rule + " " + what;
        }
    }

    static Stream<Damage> damages() {
        return Stream.of(
                new Damage(
                        "R003",
                        "an ERROR record",
                        "v20/plain",
                        i -> i.draft().addBefore(i.record(MM, 0), i.draft().encode(ERROR, Unpooled.EMPTY_BUFFER))),
                new Damage("R003", "an ERROR record and its text", "v20/plain", RepairStructureTest::error),
                new Damage(
                        "R184",
                        "bytes behind TAIL",
                        "v20/plain",
                        i -> i.draft().addBehind(i.record(TAIL, 0), Unpooled.wrappedBuffer(new byte[100]))),
                new Damage("R184", "a wrong magic number", "v20/plain", i -> i.set(i.record(TAIL, 0), "magic", 0x1234)),
                new Damage("R097", "a second PIPE_BUF", "v20/pipes", RepairStructureTest::secondPipeBuf),
                new Damage("R097", "a PIPE_BUF behind the other end", "v20/pipes", RepairStructureTest::movedPipeBuf),
                length("a FILE's", FILE, 100),
                length("a VMA's", VMA, 8),
                length("a PGARR's", PGARR, 1000),
                length("a FILE_TABLE's", FILE_TABLE, 0));
    }

    static Stream<Damage> counts() {
        return Stream.of(-1, 1)
                .flatMap(by -> Stream.of(
                        count("R109", "fdt_nfds", "v20/plain", FILE_TABLE, 0, by),
                        count("R168", "map_count", "v20/plain", MM, 0, by),
                        count("R147", "num_items", "v20/ep", EPOLL_ITEMS, 0, by),
                        count("R137", "skb_count", "v20/ux", SOCKET_QUEUE, 0, by),
                        count("R166", "nr_pages", "v20/plain", PGARR, 0, by),
                        count("R079", "q_qnum", "v20/msgq", IPC_MSG, 0, by),
                        count("R072", "ipc_count", "v20/msgq", IPC, 1, by),
                        count("R032", "nr_tasks", "v20/tree", TREE, 0, by)));
    }

    private static Damage length(String what, RecordType type, int length) {
        return new Damage(
                "R008",
                what + " length of " + length,
                "v20/plain",
                i -> i.draft().setInt(i.record(type, 0), 4, length));
    }

    private static Damage count(String rule, String field, String image, RecordType type, int number, int by) {
        return new Damage(rule, field + " by " + by, image, i -> i.add(i.record(type, number), field, by));
    }

    private static void error(BrokenImage image) {
        Draft draft = image.draft();
        ImageRecord mm = image.record(MM, 0);
        draft.addBefore(mm, draft.encode(ERROR, Unpooled.EMPTY_BUFFER));
        draft.addBefore(mm, draft.encode(STRING, Unpooled.wrappedBuffer("\0[err -12] no memory\0".getBytes())));
    }

    private static void secondPipeBuf(BrokenImage image) {
        Draft draft = image.draft();
        draft.addBehind(image.of(FILE, 13), draft.encode(PIPE_BUF, Unpooled.wrappedBuffer(new byte[50])));
    }

    private static void movedPipeBuf(BrokenImage image) {
        image.draft().moveBehind(image.of(PIPE_BUF, 11), image.of(FILE, 13));
    }

    @ParameterizedTest
    @MethodSource({"damages", "counts"})
    void whatLeavesOneAnswerIsBroughtBack(Damage damage) throws IOException {
        byte[] original = TestImages.bytes(damage.image + ".ckpt");
        byte[] broken = BrokenImage.of(damage.image, damage.edits);
        assertThat(broken).isNotEqualTo(original);

        assertThat(repaired(Repair.of(BrokenImage.open(broken)))).isEqualTo(original);
    }

    @Test
    void aFullPipeIsShiftedForAFileAndCutForAPipe() throws IOException {
        byte[] full = TestImages.bytes("v20/pipefull.ckpt");
        try (Image image = BrokenImage.open(full)) {
            assertThat(Repair.of(image).plan().left()).hasSize(1);

            byte[] shifted = repaired(Repair.of(image).feed(CheckOptions.Feed.FILE));
            try (Image result = BrokenImage.open(shifted)) {
                ImageRecord contents = result.records().stream()
                        .filter(r -> r.type().filter(t -> t == PIPE_BUF).isPresent())
                        .findFirst()
                        .orElseThrow();
                assertThat((contents.offset() + 8) % 4096).isZero();
                assertThat(contents.length()).isEqualTo(8 + 65536);
                assertThat(Repair.of(result).feed(CheckOptions.Feed.FILE).plan().mended())
                        .isEmpty();
            }

            byte[] cut = repaired(Repair.of(image).cutPipes());
            assertThat(cut).hasSize(full.length - 65536 + 16384);
        }
    }

    /** Wherever the full pipe begins in its page, there is a padding of the right length. */
    @Test
    void aFullPipeCanBeShiftedByAnyNumberOfBytes() throws IOException {
        for (int more : IntStream.rangeClosed(1, 45).toArray()) {
            byte[] moved = BrokenImage.of("v20/pipefull", i -> {
                ImageRecord name = i.record(RecordType.FILE_NAME, 0);
                byte[] path = new byte[(int) name.length() - 8 + more * 91 % 4000];
                Arrays.fill(path, (byte) '/');
                path[path.length - 1] = 0;
                i.draft().replacePayload(name, Unpooled.wrappedBuffer(path));
            });
            try (Image image = BrokenImage.open(moved)) {
                byte[] shifted = repaired(Repair.of(image).feed(CheckOptions.Feed.FILE));
                assertThat(shifted.length).isLessThan(moved.length + 8192 + 100);
            }
        }
    }

    @Test
    void onlyWhatWasAskedForIsMended() throws IOException {
        byte[] two = BrokenImage.of("v20/udp", i -> i.set(i.record(RecordType.TASK, 0), "exit_code", 19));
        try (Image image = BrokenImage.open(two)) {
            assertThat(Repair.of(image).plan().mended())
                    .extracting(Mended::mend)
                    .contains("W01", "W15");
            RepairPlan plan = Repair.of(image).only(List.of("W15")).plan();
            assertThat(plan.mended()).extracting(Mended::mend).containsExactly("W15");
            assertThat(plan.left()).isNotEmpty().allMatch(left -> left.reason().equals("it was not asked for"));
            assertThat(Repair.of(image).only(List.of("R130")).plan().mended())
                    .extracting(Mended::rule)
                    .containsOnly("R130");
            assertThatThrownBy(() -> Repair.of(image).only(List.of("R999")))
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessageContaining("R999");
        }
    }

    @Test
    void someMendsMustBeNamed() throws IOException {
        try (Image image = BrokenImage.open(TestImages.bytes("v20/sigq.ckpt"))) {
            assertThat(Repair.of(image).plan().mended()).isEmpty();
            assertThat(Repair.of(image).only(List.of("W19")).plan().mended())
                    .extracting(Mended::mend)
                    .contains("W19");
        }
        try (Image image = BrokenImage.open(TestImages.bytes("v20/ux.ckpt"))) {
            assertThat(Repair.of(image).plan().mended()).isEmpty();
            assertThat(Repair.of(image).only(List.of("W08")).plan().mended()).isNotEmpty();
        }
    }

    @ParameterizedTest
    @MethodSource("org.ckptimage.rewrite.TestImages#all")
    void whatRestartsIsLeftAlone(String name) throws IOException {
        try (Image image = TestImages.open(name)) {
            CheckOptions keep = CheckOptions.DEFAULT.withPids(CheckOptions.Pids.KEEP);
            if (Checker.check(image, keep).verdict() == CheckReport.Verdict.RESTARTS) {
                RepairPlan plan = Repair.of(image).restartedAs(keep).plan();
                assertThat(plan.mended()).isEmpty();
                assertThat(written(plan)).isEqualTo(TestImages.bytes(name));
            }
        }
    }
}
