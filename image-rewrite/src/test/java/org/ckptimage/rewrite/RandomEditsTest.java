package org.ckptimage.rewrite;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.stream.IntStream;
import org.ckptimage.image.FileUse;
import org.ckptimage.image.Image;
import org.ckptimage.image.OpenFile;
import org.ckptimage.image.OpenOptions;
import org.ckptimage.image.Task;
import org.ckptimage.io.ByteSource;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Several edits at once, chosen by a seed: the result is as whole and as restartable as the image was, or refused. */
class RandomEditsTest {
    private static final int SEEDS = 300;

    static IntStream seeds() {
        return IntStream.range(0, SEEDS);
    }

    private static void addEdit(Rewrite rewrite, Image image, Random random, List<String> told) {
        List<OpenFile> files = image.files();
        OpenFile file = files.get(random.nextInt(files.size()));
        FileSelector selector = OpenFiles.numbered(file.objref().number());
        List<FileUse> uses = file.descriptors();
        List<Task> tasks = image.tasks();
        Task task = tasks.get(random.nextInt(tasks.size()));
        switch (random.nextInt(16)) {
            case 0, 1, 2 -> rewrite.delete(selector);
            case 3 -> rewrite.replace(selector, Replacement.file("/dev/null"));
            case 4 -> rewrite.replace(selector, Replacement.emptyPipe());
            case 5 -> rewrite.replace(selector, Replacement.named(Replacement.Kind.FIFO, "/run/fifo"));
            case 6 -> rewrite.replace(selector, Replacement.eventfd(3));
            case 7 -> {
                if (!uses.isEmpty()) {
                    FileUse use = uses.get(random.nextInt(uses.size()));
                    rewrite.close(use.task().pid(), use.descriptor().number());
                }
            }
            case 8 -> {
                if (!uses.isEmpty()) {
                    FileUse use = uses.get(random.nextInt(uses.size()));
                    rewrite.add(new Edit.SetCloseOnExec(
                            use.task().pid(), use.descriptor().number(), random.nextBoolean()));
                }
            }
            case 9 -> rewrite.substitute(selector, InheritedDescriptor.of(9));
            case 10 -> rewrite.add(new Edit.SetPosition(selector, random.nextInt(1000)));
            case 11 -> rewrite.add(new Edit.SetFlags(selector, random.nextBoolean() ? Set.of("O_APPEND") : Set.of()));
            case 12 -> rewrite.add(new Edit.SetCwd(task.pid(), "/elsewhere")).relocate("/t", "/srv/t");
            case 13 -> rewrite.add(new Edit.DropSocketQueues(selector)).add(new Edit.DropLabels());
            case 14 -> rewrite.add(new Edit.Renumber(1 + random.nextInt(100_000)));
            default -> rewrite.dropTask(task.pid());
        }
        told.add(file.toString());
    }

    @ParameterizedTest(name = "seed {0}")
    @MethodSource("seeds")
    void theResultIsWholeOrTheEditsAreRefusedForAReason(int seed) throws IOException {
        Random random = new Random(seed);
        List<String> names = TestImages.all().toList();
        String name = names.get(random.nextInt(names.size()));
        try (Image image = TestImages.open(name)) {
            Rewrite rewrite = Rewrite.of(image);
            List<String> told = new ArrayList<>();
            int edits = 1 + random.nextInt(5);
            for (int i = 0; i < edits; i++) {
                addEdit(rewrite, image, random, told);
            }
            RewritePlan plan;
            try {
                plan = rewrite.plan();
            } catch (RefusedException e) {
                assertThat(e.getMessage()).as("%s %s", name, told).doesNotContain("mistake of ckpt-image");
                return;
            }
            try (Image result = Image.open(ByteSource.of(TestImages.written(plan), "result"), OpenOptions.DEFAULT)) {
                assertThat(result.isComplete()).as("%s %s", name, told).isTrue();
                assertThat(result.damages()).isEmpty();
                assertThat(result.objects().dangling()).isEmpty();
                assertThat(result.objects().duplicates()).isEmpty();
            }
        }
    }
}
