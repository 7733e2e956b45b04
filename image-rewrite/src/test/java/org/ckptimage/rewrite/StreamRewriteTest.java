package org.ckptimage.rewrite;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.channels.Channels;
import java.nio.channels.Pipe;
import java.nio.channels.ReadableByteChannel;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.ckptimage.compare.Comparison;
import org.ckptimage.format.Architecture;
import org.ckptimage.format.Dialect;
import org.ckptimage.format.FileType;
import org.ckptimage.format.ImageFormatException;
import org.ckptimage.image.Image;
import org.ckptimage.image.OpenFile;
import org.ckptimage.image.OpenOptions;
import org.ckptimage.io.ByteSource;
import org.ckptimage.testing.MadeUpImage;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What passes through as a stream is what a rewrite with the whole image in hand would have made. */
class StreamRewriteTest {
    private static final String PLAIN = "v20/plain.ckpt";

    static Stream<String> images() throws IOException {
        return TestImages.all();
    }

    /** A pipe that delivers a few bytes at a time. */
    private static ReadableByteChannel trickle(byte[] bytes) {
        ReadableByteChannel whole = Channels.newChannel(new ByteArrayInputStream(bytes));
        return new ReadableByteChannel() {
            @Override
            public int read(ByteBuffer target) throws IOException {
                int limit = target.limit();
                target.limit(Math.min(limit, target.position() + 777));
                int read = whole.read(target);
                target.limit(limit);
                return read;
            }

            @Override
            public boolean isOpen() {
                return whole.isOpen();
            }

            @Override
            public void close() throws IOException {
                whole.close();
            }
        };
    }

    @Test
    @Timeout(30)
    void channelsThatDoNotWaitAreRefusedAndStayOpen() throws IOException {
        StreamRewrite rewrite = StreamRewrite.of(List.of());
        Pipe pipe = Pipe.open();
        try (Pipe.SourceChannel source = pipe.source();
                Pipe.SinkChannel sink = pipe.sink();
                Image image = TestImages.open(PLAIN)) {
            source.configureBlocking(false);
            sink.configureBlocking(false);
            assertThatThrownBy(() -> rewrite.run(source, Channels.newChannel(OutputStream.nullOutputStream())))
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessage("the source is in non-blocking mode; configureBlocking(true) first");
            assertThatThrownBy(() -> rewrite.run(trickle(TestImages.bytes(PLAIN)), sink))
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessage("the target is in non-blocking mode; configureBlocking(true) first");
            assertThatThrownBy(() -> Rewrite.of(image).plan().writeTo(sink))
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessage("the target is in non-blocking mode; configureBlocking(true) first");
            assertThat(source.isOpen() && sink.isOpen()).isTrue();
        }
    }

    private static byte[] streamed(byte[] image, List<Consequence> consequences, Edit... edits) throws IOException {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        StreamRewrite.of(List.of(edits)).telling(consequences::add).run(trickle(image), Channels.newChannel(out));
        return out.toByteArray();
    }

    private static byte[] streamed(String name, Edit... edits) throws IOException {
        return streamed(TestImages.bytes(name), new ArrayList<>(), edits);
    }

    @Test
    void aNameThatIsNoUtf8IsSelectedAndSetInAStreamToo() throws IOException {
        byte[] image = MadeUpImage.of(Dialect.V20, Architecture.X86_64)
                .task(1, task -> task.file(3, "/latin \udce9"))
                .build();
        Edit edit = new Edit.ReplaceFiles(
                OpenFiles.withName("/latin \udce9"), Replacement.file("/\udcff"), MappedFiles.REFUSE);
        List<Consequence> consequences = new ArrayList<>();
        try (Image result = open(streamed(image, consequences, edit))) {
            assertThat(result.task(1)
                            .files()
                            .descriptor(3)
                            .orElseThrow()
                            .file()
                            .nameText()
                            .lossless())
                    .isEqualTo("/\udcff");
        }
        assertThat(consequences.get(0).text()).contains("/latin \\xe9 becomes /\\xff");
    }

    private static Edit delete(FileSelector files) {
        return new Edit.DeleteFiles(files, MappedFiles.REFUSE);
    }

    private static Image open(byte[] bytes) throws IOException {
        return Image.open(ByteSource.of(bytes, "result"), OpenOptions.DEFAULT);
    }

    @ParameterizedTest
    @MethodSource("images")
    void withoutEditsAnImagePassesByteForByte(String name) throws IOException {
        assertThat(streamed(name)).isEqualTo(TestImages.bytes(name));
    }

    @ParameterizedTest
    @MethodSource("images")
    void everyFileThatStandsAloneIsDeletedAsWithTheWholeImageInHand(String name) throws IOException {
        try (Image image = TestImages.open(name)) {
            for (OpenFile file : image.files()) {
                boolean alone = file.type()
                        .filter(Set.of(FileType.GENERIC, FileType.EVENTFD)::contains)
                        .isPresent();
                Edit delete = delete(OpenFiles.numbered(file.objref().number()));
                boolean inUse = !file.mappedBy().isEmpty()
                        || !file.executableOf().isEmpty()
                        || !file.watchedBy().isEmpty();
                if (!alone || inUse) {
                    assertThatThrownBy(() -> streamed(name, delete))
                            .as("%s", file)
                            .isInstanceOf(RefusedException.class)
                            .hasMessageEndingWith("a Rewrite, which has the whole image, can do it");
                    continue;
                }
                byte[] expected =
                        TestImages.written(Rewrite.of(image).add(delete).plan());
                try (Image one = open(expected);
                        Image other = open(streamed(name, delete))) {
                    assertThat(Comparison.of(one, other)).as("%s", file).isEmpty();
                }
            }
        }
    }

    @ParameterizedTest
    @MethodSource("images")
    void everyNamedFileIsReplacedAsWithTheWholeImageInHand(String name) throws IOException {
        try (Image image = TestImages.open(name)) {
            List<OpenFile> named = image.files().stream()
                    .filter(file -> file.type().filter(FileType.GENERIC::equals).isPresent())
                    .filter(file ->
                            file.mappedBy().isEmpty() && file.executableOf().isEmpty())
                    .toList();
            Edit replace = new Edit.ReplaceFiles(
                    OpenFiles.anyOf(named.stream()
                            .map(file -> OpenFiles.numbered(file.objref().number()))
                            .toArray(FileSelector[]::new)),
                    Replacement.file("/dev/null"),
                    MappedFiles.REFUSE);
            assumeTrue(!named.isEmpty(), "has no named files");
            assertThat(streamed(name, replace))
                    .isEqualTo(TestImages.written(Rewrite.of(image).add(replace).plan()));
        }
    }

    @ParameterizedTest
    @MethodSource("images")
    void pathsAreRelocatedAsWithTheWholeImageInHand(String name) throws IOException {
        Edit relocate = new Edit.Relocate("/t", "/somewhere/else");
        try (Image image = TestImages.open(name)) {
            assertThat(streamed(name, relocate))
                    .isEqualTo(
                            TestImages.written(Rewrite.of(image).add(relocate).plan()));
        }
    }

    @ParameterizedTest
    @MethodSource("images")
    void flagsOfAllFilesAreSetAsWithTheWholeImageInHand(String name) throws IOException {
        Edit set = new Edit.SetFlags(
                OpenFiles.anyOf(OpenFiles.named("**"), OpenFiles.ofType(FileType.SOCKET)), Set.of("O_NOATIME"));
        try (Image image = TestImages.open(name)) {
            assertThat(streamed(name, set))
                    .isEqualTo(TestImages.written(Rewrite.of(image).add(set).plan()));
        }
    }

    @Test
    void aDescriptorIsClosedAndItsFileStays() throws IOException {
        List<Consequence> consequences = new ArrayList<>();
        byte[] result = streamed(TestImages.bytes(PLAIN), consequences, new Edit.CloseDescriptor(278, 6));
        assertThat(consequences)
                .extracting(Consequence::toString)
                .containsExactly("offset 2720 (0xaa0): descriptor 278:6 is closed");
        try (Image image = open(result)) {
            assertThat(image.isComplete()).isTrue();
            assertThat(image.task(278).files().descriptor(6)).isEmpty();
            assertThat(OpenFiles.numbered(13).select(image)).hasSize(1);
        }
    }

    @Test
    void aFileOpenInSeveralTablesIsClosedInAll() throws IOException {
        String tree = "v20/tree.ckpt";
        try (Image image = TestImages.open(tree);
                Image result = open(streamed(tree, delete(OpenFiles.named("/t/w/tree/shared"))))) {
            OpenFile shared = OpenFiles.named("/t/w/tree/shared").select(image).get(0);
            assertThat(shared.descriptors().stream()
                            .map(use -> use.task().pid())
                            .distinct())
                    .hasSizeGreaterThan(1);
            assertThat(result.objects().dangling()).isEmpty();
            assertThat(OpenFiles.named("/t/w/tree/shared").select(result)).isEmpty();
        }
    }

    @Test
    void aFileThatHadPassedWhenItTurnsOutToBeMeantIsRefused() throws IOException {
        String tree = "v20/tree.ckpt";
        try (Image image = TestImages.open(tree)) {
            OpenFile shared = OpenFiles.named("/t/w/tree/shared").select(image).get(0);
            int lastPid = shared.descriptors()
                    .get(shared.descriptors().size() - 1)
                    .task()
                    .pid();
            assertThat(lastPid).isNotEqualTo(image.tasks().get(0).pid());
            assertThatThrownBy(() -> streamed(tree, delete(OpenFiles.ofTask(lastPid))))
                    .isInstanceOf(RefusedException.class)
                    .hasMessageContaining("had been passed on");
        }
    }

    @Test
    void anEditThatFindsNothingIsRefusedInTheEnd() {
        for (Edit edit : List.of(
                delete(OpenFiles.at(278, 99)),
                new Edit.CloseDescriptor(278, 99),
                new Edit.CloseDescriptor(1, 6),
                new Edit.Relocate("/nowhere", "/x"))) {
            assertThatThrownBy(() -> streamed(PLAIN, edit)).as("%s", edit).isInstanceOf(RefusedException.class);
        }
    }

    @Test
    void editsThatNeedTheWholeImageAreRefusedBeforeAnythingIsRead() {
        for (Edit edit : List.of(
                new Edit.DropTask(278),
                new Edit.DropLabels(),
                new Edit.SubstituteFiles(OpenFiles.at(278, 6), InheritedDescriptor.of(7)),
                new Edit.ReplaceFiles(OpenFiles.at(278, 6), Replacement.emptyPipe(), MappedFiles.REFUSE),
                delete(OpenFiles.matching("all", file -> true)))) {
            assertThatThrownBy(() -> StreamRewrite.of(List.of(edit)))
                    .as("%s", edit)
                    .isInstanceOf(RefusedException.class)
                    .hasMessageEndingWith("; a Rewrite, which has the whole image, can do it")
                    .hasMessageNotContaining("null");
        }
    }

    @Test
    void aStreamThatEndsAnywhereIsAnError() throws IOException {
        byte[] whole = TestImages.bytes(PLAIN);
        for (int length = 0; length < whole.length; length += 101) {
            byte[] cut = Arrays.copyOf(whole, length);
            assertThatThrownBy(() -> streamed(cut, new ArrayList<>(), delete(OpenFiles.at(278, 6))))
                    .as("cut at %s", length)
                    .isInstanceOfAny(ImageFormatException.class, IOException.class);
        }
    }

    @Test
    void whatFollowsTheImageIsNotPassedOn() throws IOException {
        byte[] image = TestImages.bytes(PLAIN);
        byte[] more = Arrays.copyOf(image, image.length + 100);
        assertThat(streamed(more, new ArrayList<>())).isEqualTo(image);
    }
}
