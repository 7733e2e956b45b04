package org.ckptimage.rewrite;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.util.Arrays;
import java.util.List;
import org.ckptimage.check.Checker;
import org.ckptimage.format.Architecture;
import org.ckptimage.format.Dialect;
import org.ckptimage.format.ImageFormat;
import org.ckptimage.format.ObjectType;
import org.ckptimage.format.RecordType;
import org.ckptimage.image.EpollSet;
import org.ckptimage.image.Image;
import org.ckptimage.image.ImageObject;
import org.ckptimage.image.ImageRecord;
import org.ckptimage.image.OpenFile;
import org.ckptimage.image.PipeEnd;
import org.ckptimage.image.Sock;
import org.ckptimage.image.SocketFile;
import org.ckptimage.image.Task;
import org.ckptimage.image.TtyFile;
import org.ckptimage.testing.MadeUpImage;
import org.ckptimage.testing.MadeUpTask;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The places where deleting a file goes wrong if one takes it for a range of bytes. */
class TrapsTest {
    private static final ImageFormat V20 = ImageFormat.of(Dialect.V20, Architecture.X86_64);

    private static MadeUpImage image(java.util.function.Consumer<MadeUpTask> task) {
        return MadeUpImage.of(V20).task(278, task);
    }

    private static Image edited(Image image, Rewrite rewrite) throws IOException {
        Image result = MadeUp.open(TestImages.written(rewrite.plan()));
        assertThat(result.damages()).isEmpty();
        assertThat(result.objects().dangling()).isEmpty();
        return result;
    }

    private static OpenFile file(Image image, int pid, int descriptor) {
        return image.task(pid).files().descriptor(descriptor).orElseThrow().file();
    }

    private static Sock sock(Image image, int pid, int descriptor) {
        return ((SocketFile) file(image, pid, descriptor)).sock().orElseThrow();
    }

    @Test
    void credentialsNestedInADeletedFileStayForAnotherFile() throws IOException {
        byte[] bytes = image(t -> {
                    t.file(3, "/t/a", f -> f.creds(1000, 1000));
                    t.file(4, "/t/b");
                })
                .build();
        try (Image image = MadeUp.open(bytes)) {
            ImageObject cred = file(image, 278, 3).credentials().orElseThrow().object();
            assertThat(cred.enclosing()).contains(file(image, 278, 3).object());
            // Nobody else uses them: they go with the file, and their user and groups with them.
            try (Image result = edited(image, Rewrite.of(image).delete(OpenFiles.at(278, 3)))) {
                assertThat(result.objects().find(cred.ref())).isEmpty();
            }
        }
        try (Image image = TestImages.open("examples/03-nested-cred-in.ckpt")) {
            try (Image result = edited(image, Rewrite.of(image).delete(OpenFiles.at(278, 6)))) {
                assertThat(result.objects().find(org.ckptimage.record.ObjRef.of(900)))
                        .isPresent();
            }
        }
    }

    @Test
    void theBytesOfAPipeMoveToItsOtherEnd() throws IOException {
        byte[] bytes = image(t -> t.pipe(3, 4, "unread").file(5, "/t/x")).build();
        try (Image image = MadeUp.open(bytes);
                Image result = edited(image, Rewrite.of(image).delete(OpenFiles.at(278, 3)))) {
            assertThat(((PipeEnd) file(result, 278, 4)).contents().readableBytes())
                    .isEqualTo("unread".length());
        }
    }

    @Test
    void anEpollSetThatAnotherOneWatchesTakesThatWatchWithIt() throws IOException {
        byte[] bytes = image(t -> t.eventfd(3, 1).epoll(4, 3).epoll(5, 4, 3)).build();
        try (Image image = MadeUp.open(bytes);
                Image result = edited(image, Rewrite.of(image).delete(OpenFiles.at(278, 4)))) {
            assertThat(((EpollSet) file(result, 278, 5)).watches())
                    .extracting(watch -> watch.item().fd())
                    .containsExactly(3L);
        }
    }

    @ParameterizedTest
    @CsvSource({"3, 4", "4, 3"})
    void aSocketNestedInsideItsPeerOutlivesItAndIsOutlivedByIt(int gone, int left) throws IOException {
        byte[] bytes = image(t -> t.socketPair(3, 4, "to three", "to four").file(5, "/t/x"))
                .build();
        try (Image image = MadeUp.open(bytes)) {
            assertThat(sock(image, 278, 4).object().enclosing())
                    .contains(sock(image, 278, 3).object());
            try (Image result = edited(image, Rewrite.of(image).delete(OpenFiles.at(278, gone)))) {
                Sock survivor = sock(result, 278, left);
                assertThat(survivor.receivedBytes())
                        .isEqualTo(sock(image, 278, left).receivedBytes());
                assertThat(survivor.record().orElseThrow().shutdown().raw()).isEqualTo(3);
                assertThat(survivor.peer().orElseThrow().queueRecords()).isEmpty();
            }
        }
    }

    @Test
    void aWatchInAnotherTasksSetGoesWithTheWatchedFile() throws IOException {
        byte[] bytes = image(t -> t.eventfd(3, 1).pipe(4, 5, ""))
                .task(279, t -> {
                    t.parent(278).inherit(7, 278, 3).inherit(8, 278, 4).epoll(9, 7, 8);
                })
                .build();
        try (Image image = MadeUp.open(bytes);
                Image result = edited(image, Rewrite.of(image).delete(OpenFiles.at(278, 3)))) {
            assertThat(((EpollSet) file(result, 279, 9)).watches())
                    .extracting(watch -> watch.item().fd())
                    .containsExactly(8L);
            assertThat(result.task(279).files().descriptor(7)).isEmpty();
        }
    }

    @Test
    void aSharedTableLosesADescriptorOnce() throws IOException {
        byte[] bytes = image(t -> t.file(3, "/t/a").file(4, "/t/b"))
                .task(279, t -> t.parent(278).shareFiles(278))
                .build();
        try (Image image = MadeUp.open(bytes);
                Image result = edited(
                        image, Rewrite.of(image).delete(OpenFiles.at(278, 3)).close(279, 3))) {
            assertThat(result.task(278).files().object())
                    .isEqualTo(result.task(279).files().object());
            assertThat(result.task(279).files().descriptors()).hasSize(1);
        }
    }

    @Test
    void aMappedFileKeepsItsMappingsWhenItsDescriptorsGo() throws IOException {
        byte[] bytes = MadeUpImage.of(V20)
                .task(278, t -> {
                    t.file(3, "/t/mapped").file(4, "/t/b");
                    t.memory(m -> m.file(0x400000, 2, t.files().at(3)));
                })
                .build();
        try (Image image = MadeUp.open(bytes)) {
            assertThatThrownBy(Rewrite.of(image).delete(OpenFiles.at(278, 3))::plan)
                    .hasMessageContaining("400000-402000");
            Edit keep = new Edit.DeleteFiles(OpenFiles.at(278, 3), MappedFiles.KEEP);
            try (Image result = edited(image, Rewrite.of(image).add(keep))) {
                assertThat(result.task(278).files().descriptors()).hasSize(1);
                assertThat(result.task(278).memory().vmas())
                        .anyMatch(vma -> vma.file()
                                .filter(f -> f.name().equals("/t/mapped"))
                                .isPresent());
            }
        }
    }

    @Test
    void anExecutableIsRefusedAndNamesWhoRunsIt() throws IOException {
        try (Image image = MadeUp.open(image(t -> t.file(3, "/t/x")).build())) {
            assertThatThrownBy(Rewrite.of(image).delete(OpenFiles.named("/bin/job"))::plan)
                    .isInstanceOf(RefusedException.class)
                    .hasMessageContaining("executable of task 278");
        }
    }

    @Test
    void aControllingTerminalIsLostOnlyWithItsLastFile() throws IOException {
        try (Image image = TestImages.open("v20/pty.ckpt")) {
            List<OpenFile> ends =
                    image.files().stream().filter(TtyFile.class::isInstance).toList();
            assertThat(ends).hasSize(2);
            try (Image result = edited(
                    image,
                    Rewrite.of(image)
                            .delete(OpenFiles.numbered(ends.get(0).objref().number())))) {
                assertThat(terminals(result)).isEqualTo(terminals(image)).isPositive();
            }
            try (Image result =
                    edited(image, Rewrite.of(image).delete(OpenFiles.ofType(org.ckptimage.format.FileType.TTY)))) {
                assertThat(terminals(result)).isZero();
                assertThat(result.objects().counts()).doesNotContainKey(ObjectType.TTY);
            }
        }
    }

    private static long terminals(Image image) {
        return image.tasks().stream()
                .map(Task::signals)
                .filter(signals -> signals.process()
                        .filter(process -> !process.ttyObjref().isNone())
                        .isPresent())
                .count();
    }

    @Test
    void garbageBehindTheImageStaysBehindIt() throws IOException {
        byte[] whole = image(t -> t.file(3, "/t/x").file(4, "/t/y")).build();
        byte[] more = Arrays.copyOf(whole, whole.length + 4);
        Arrays.fill(more, whole.length, more.length, (byte) 0x5a);
        try (Image image = MadeUp.open(more)) {
            byte[] result = TestImages.written(
                    Rewrite.of(image).delete(OpenFiles.at(278, 3)).plan());
            assertThat(Arrays.copyOfRange(result, result.length - 4, result.length))
                    .containsOnly(0x5a);
        }
    }

    @Test
    void deferredGroupsOfSetsAndOfSocketsBetweenThemStayWithTheirOwners() throws IOException {
        byte[] bytes = image(t -> t.eventfd(3, 1)
                        .epoll(4, 3)
                        .socketPair(5, 6, "to five", "to six")
                        .eventfd(7, 2)
                        .epoll(8, 7, 3)
                        .socketPair(9, 10, "to nine", "to ten")
                        .epoll(11, 8))
                .build();
        try (Image image = MadeUp.open(bytes)) {
            for (int gone : new int[] {4, 5, 6, 8, 9, 10, 11}) {
                try (Image result = edited(image, Rewrite.of(image).delete(OpenFiles.at(278, gone)))) {
                    Untouched.but(image, result, List.of(file(image, 278, gone)));
                }
            }
            try (Image result =
                    edited(image, Rewrite.of(image).delete(OpenFiles.at(278, 4)).delete(OpenFiles.at(278, 9)))) {
                assertThat(sock(result, 278, 10).receivedBytes()).isEqualTo(6);
                assertThat(((EpollSet) file(result, 278, 8)).watches()).hasSize(2);
            }
        }
    }

    /** What a kernel refused, or crashed at: edits that somebody else made wrong. */
    @ParameterizedTest
    @CsvSource({
        "04-nested-cred-lost, examples/03-nested-cred-in, 278:6",
        "07-pipe-buf-not-moved, v20/pipes, 278:7",
        "09-watch-dangling, v20/ep, 278:6"
    })
    void aRefusedEditIsNotMadeThatWayAndTheCheckerNamesIt(String example, String input, String selector)
            throws IOException {
        try (Image wrong = TestImages.open("examples/" + example + ".ckpt");
                Image image = TestImages.open(input + ".ckpt");
                Image ours = edited(image, Rewrite.of(image).delete(EditText.selector(selector)))) {
            assertThat(Checker.check(wrong).findings()).anyMatch(finding -> finding.isDeadly());
            assertThat(Checker.check(ours).findings()).noneMatch(finding -> finding.isDeadly());
        }
    }

    @Test
    void aSecondFileForASocketIsNeverMade() throws IOException {
        try (Image wrong = TestImages.open("examples/12-two-files-one-sock.ckpt");
                Image image = TestImages.open("v20/ux.ckpt");
                Image ours = edited(image, Rewrite.of(image).delete(OpenFiles.at(278, 3)))) {
            assertThat(Checker.check(wrong).findings()).anyMatch(finding -> finding.isDeadly());
            assertThat(socketsOfFiles(ours)).doesNotHaveDuplicates();
            assertThat(socketsOfFiles(wrong).stream().distinct())
                    .hasSizeLessThan(socketsOfFiles(wrong).size());
        }
    }

    private static List<String> socketsOfFiles(Image image) {
        return image.files().stream()
                .filter(SocketFile.class::isInstance)
                .map(file -> ((SocketFile) file).sockRef().toString())
                .toList();
    }

    @Test
    void noDefinitionComesToStandBehindTheLastDescriptor() throws IOException {
        byte[] bytes = image(t -> t.file(3, "/t/a").epoll(4, new int[0]).socketPair(5, 6))
                .task(
                        279,
                        t -> t.parent(278).inherit(5, 278, 5).inherit(6, 278, 6).inherit(4, 278, 4))
                .build();
        try (Image image = MadeUp.open(bytes);
                Image result = edited(
                        image, Rewrite.of(image).close(278, 4).close(278, 5).close(278, 6))) {
            ImageObject table = result.task(278).files().object().orElseThrow();
            ImageRecord last = table.records().stream()
                    .filter(record -> record.is(RecordType.FILE_DESC))
                    .reduce((a, b) -> b)
                    .orElseThrow();
            assertThat(table.nested()).allMatch(object -> object.definedBy().number() < last.number());
            assertThat(file(result, 279, 4)).isInstanceOf(EpollSet.class);
        }
    }
}
