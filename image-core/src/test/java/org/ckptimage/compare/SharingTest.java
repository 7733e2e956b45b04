package org.ckptimage.compare;

import static org.assertj.core.api.Assertions.assertThat;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufUtil;
import java.io.IOException;
import java.util.List;
import org.ckptimage.format.Architecture;
import org.ckptimage.format.Dialect;
import org.ckptimage.format.RecordType;
import org.ckptimage.image.Descriptor;
import org.ckptimage.image.Image;
import org.ckptimage.image.ImageRecord;
import org.ckptimage.testing.MadeUpImage;
import org.junit.jupiter.api.Test;

/** That two names stand for one thing is part of the meaning. */
class SharingTest {

    private static Differences afterPatch(String name, Image image, long offset, int value) {
        ByteBuf bytes = new NeutralEdits(image).bytes();
        bytes.setIntLE((int) offset, value);
        return TestImages.compare(TestImages.bytes(name), ByteBufUtil.getBytes(bytes));
    }

    private static long field(Image image, ImageRecord record, String field) {
        return record.offset()
                + image.format().layout(record.type().orElseThrow()).offset(field);
    }

    private static List<String> sharing(Differences differences) {
        return differences.of(DifferenceKind.SHARING).stream()
                .map(Difference::toString)
                .toList();
    }

    @Test
    void aDescriptorThatIsADupOfAnother() throws IOException {
        try (Image image = TestImages.open("v20/plain.ckpt")) {
            var table = image.task(278).files();
            Descriptor dup = table.descriptor(41).orElseThrow();
            int other = table.descriptor(4).orElseThrow().record().fdObjref().number();
            Differences differences =
                    afterPatch("v20/plain.ckpt", image, field(image, dup.definedBy(), "fd_objref"), other);
            assertThat(sharing(differences))
                    .containsExactly("SHARING task 278 > fd 41: that of task 278 > fd 3 -> that of task 278 > fd 4");
        }
    }

    @Test
    void closingTheFirstOfTwoDescriptorsLeavesTheOther() throws IOException {
        try (Image image = TestImages.open("v20/plain.ckpt")) {
            Descriptor first = image.task(278).files().descriptor(3).orElseThrow();
            // Of two descriptors with one number the last one wins, which is that of the same file.
            Differences differences =
                    afterPatch("v20/plain.ckpt", image, field(image, first.definedBy(), "fd_descriptor"), 41);
            assertThat(differences.toString())
                    .isEqualTo("DESCRIPTOR task 278 > fd 3: " + first.file().name() + " -> none");
        }
    }

    @Test
    void aFileTableOfTwoTasks() throws IOException {
        try (Image image = TestImages.open("v20/tree.ckpt")) {
            ImageRecord objects = image.task(281).records().stream()
                    .filter(record -> record.type().orElse(null) == RecordType.TASK_OBJS)
                    .findFirst()
                    .orElseThrow();
            int other = image.task(282).objects().orElseThrow().filesObjref().number();
            Differences differences = afterPatch("v20/tree.ckpt", image, field(image, objects, "files_objref"), other);
            assertThat(sharing(differences))
                    .contains("SHARING task 281 > file table: that of task 278 > file table -> its own");
        }
    }

    @Test
    void theTwoEndsOfAPipe() throws IOException {
        try (Image image = TestImages.open("v20/pipes.ckpt")) {
            var table = image.task(278).files();
            ImageRecord end = table.descriptor(4).orElseThrow().file().definedBy();
            ImageRecord other = table.descriptor(7).orElseThrow().file().definedBy();
            long at = end.offset()
                    + image.format().layout(org.ckptimage.format.FileType.PIPE).offset("pipe_objref");
            int pipe = other.bytes().getIntLE(other.bytes().readerIndex() + (int) (at - end.offset()));
            assertThat(sharing(afterPatch("v20/pipes.ckpt", image, at, pipe)))
                    .contains("SHARING task 278 > fd 4 > pipe: that of task 278 > fd 3 > pipe -> its own");
        }
    }

    /**
     * A set at descriptor 3, which watches a set that watches another, and so on: these have other descriptors each.
     */
    private static byte[] chainOfSets(int length, int from, int data) {
        return MadeUpImage.of(Dialect.V20, Architecture.X86_64)
                .task(1, t -> {
                    t.epoll(3);
                    int last = 3;
                    for (int i = from; i < from + length; i++) {
                        t.epoll(i);
                        t.files().watch(last, 5, t.files().at(i), 1, data);
                        last = i;
                    }
                })
                .build();
    }

    @Test
    void whatOnlyWatchesHoldIsNotCalledByAllSetsOnTheWay() {
        Differences differences = TestImages.compare(chainOfSets(100, 1000, 0), chainOfSets(100, 2000, 1));
        assertThat(differences.of(DifferenceKind.WATCH)).hasSize(100).allSatisfy(difference -> {
            assertThat(difference.path()).contains("watch of fd 5 > data").hasSizeLessThan(300);
        });
    }
}
