package org.ckptimage.compare;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.List;
import java.util.function.Consumer;
import org.ckptimage.format.Architecture;
import org.ckptimage.format.Dialect;
import org.ckptimage.format.ImageFormat;
import org.ckptimage.format.RecordType;
import org.ckptimage.testing.MadeUpImage;
import org.ckptimage.testing.MadeUpTask;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Comparison in all dialects and both byte orders, on made-up images that differ in one point. */
class AllDialectsTest {

    static List<ImageFormat> formats() {
        return MadeUpImage.allFormats();
    }

    private static byte[] page(ImageFormat format, int value) {
        byte[] page = new byte[format.architecture().pageSizes()[0]];
        Arrays.fill(page, (byte) value);
        return page;
    }

    private static MadeUpImage image(ImageFormat format, int page, int word, Consumer<MadeUpTask> more) {
        return MadeUpImage.of(format)
                .ipc(ipc ->
                        ipc.shm(0, page(format, 7)).msg(1).message(3, "text").sem(2, 5, 6))
                .task(278, task -> {
                    task.file(3, "/etc/passwd")
                            .dup(3, 9)
                            .pipe(4, 5, "unread")
                            .signals(s -> s.handler(10, 0x4000 + word).pending(12))
                            .blocked(2, 3)
                            .memory(m -> m.anon(0x100000, page(format, 1), page(format, page))
                                    .file(0x400000, 4, "/bin/job", page(format, 3))
                                    .shared(0x800000, "segment", page(format, 4)));
                    more.accept(task);
                })
                .task(
                        279,
                        task -> task.parent(278)
                                .inherit(0, 278, 3)
                                .memory(m -> m.shared(0x900000, "segment", page(format, 4))));
    }

    private static List<String> differences(MadeUpImage left, MadeUpImage right) {
        Differences differences = TestImages.compare(left.build(), right.build());
        return differences.all().stream().map(d -> d.kind() + " " + d.path()).toList();
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("formats")
    void theSameIsTheSame(ImageFormat format) {
        assertThat(differences(image(format, 2, 0, t -> {}), image(format, 2, 0, t -> {})))
                .isEmpty();
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("formats")
    void aPage(ImageFormat format) {
        MadeUpImage left = image(format, 2, 0, t -> {});
        assertThat(differences(left, image(format, 8, 0, t -> {}))).containsExactly("PAGES task 278 > pages");
        // A zero page of anonymous memory may as well be missing.
        MadeUpImage zero = image(format, 0, 0, t -> {});
        MadeUpImage missing = MadeUpImage.of(format).task(278, t -> t.memory(m -> m.anon(0x100000, page(format, 1))));
        assertThat(differences(zero, missing)).noneMatch(d -> d.startsWith("PAGES"));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("formats")
    void aHandler(ImageFormat format) {
        assertThat(differences(image(format, 2, 0, t -> {}), image(format, 2, 16, t -> {})))
                .containsExactly("SIGNALS task 278 > SIGUSR1 > _sa_handler");
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("formats")
    void aFile(ImageFormat format) {
        assertThat(differences(image(format, 2, 0, t -> {}), image(format, 2, 0, t -> t.file(7, "/tmp/x"))))
                .containsExactly("DESCRIPTOR task 278 > fd 7", "FILE task 278 > fd 7 > file");
        assertThat(differences(
                        image(format, 2, 0, t -> t.file(7, "/tmp/x")), image(format, 2, 0, t -> t.file(7, "/tmp/y"))))
                .containsExactly("FILE task 278 > fd 7 > name");
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("formats")
    void aMessageASemaphoreAndALimit(ImageFormat format) {
        MadeUpImage left = MadeUpImage.of(format)
                .ipc(ipc -> ipc.msg(1).message(3, "text").sem(2, 5, 6))
                .task(1, t -> {});
        MadeUpImage right = MadeUpImage.of(format)
                .ipc(ipc -> ipc.msg(1).message(3, "tent").sem(2, 5, 7))
                .with(RecordType.IPC_NS, f -> f.set("sem_ctl_mni", 77))
                .task(1, t -> {});
        assertThat(differences(left, right))
                .containsExactly(
                        "IPC task 1 > ipc > sem_ctl_mni",
                        "IPC task 1 > ipc > queue 1 > message 1",
                        "IPC task 1 > ipc > semaphores 2 > 1");
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("formats")
    void aSocketsQueue(ImageFormat format) {
        MadeUpImage left = image(format, 2, 0, t -> t.socketPair(20, 21, "hello", ""));
        MadeUpImage right = image(format, 2, 0, t -> t.socketPair(20, 21, "hallo", ""));
        assertThat(differences(left, left)).isEmpty();
        assertThat(differences(left, right)).hasSize(1).allMatch(d -> d.startsWith("QUEUE task 278 > fd 2"));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("formats")
    void anotherFormatIsADifference(ImageFormat format) {
        ImageFormat v20 = ImageFormat.of(Dialect.V20, Architecture.X86_64);
        List<String> differences = differences(image(v20, 2, 0, t -> {}), image(format, 2, 0, t -> {}));
        assertThat(differences.contains("HEADER head > dialect")).isEqualTo(format.dialect() != Dialect.V20);
        assertThat(differences.contains("HEADER head > architecture"))
                .isEqualTo(format.architecture() != v20.architecture());
        assertThat(differences.isEmpty()).isEqualTo(format == v20);
    }
}
