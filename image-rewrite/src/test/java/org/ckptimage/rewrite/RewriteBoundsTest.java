package org.ckptimage.rewrite;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.util.HashSet;
import java.util.Set;
import java.util.function.Consumer;
import org.ckptimage.format.Architecture;
import org.ckptimage.format.Dialect;
import org.ckptimage.format.RecordType;
import org.ckptimage.image.FileTable;
import org.ckptimage.image.Image;
import org.ckptimage.image.Task;
import org.ckptimage.rewrite.repair.Repair;
import org.ckptimage.testing.Growth;
import org.ckptimage.testing.MadeUpImage;
import org.ckptimage.testing.WorstInput;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** A rewrite or repair of twice as bad an image, or by twice as many edits, costs twice as much. */
class RewriteBoundsTest {
    private static final int MANY = 400;
    private static final int MANY_FAULTS = 3000;

    private enum Operation {
        REPAIR(image -> Repair.of(image).plan()),
        RELOCATE(image -> plan(image, rewrite -> rewrite.relocate("/", "/elsewhere"))),
        RENUMBER(image -> plan(image, rewrite -> rewrite.add(new Edit.Renumber(1)))),
        CLOSE_ALL(image -> plan(image, rewrite -> {
            Set<FileTable> tables = new HashSet<>();
            for (Task task : image.tasks()) {
                if (tables.add(task.files())) {
                    task.files().descriptors().forEach(d -> rewrite.close(task.pid(), d.number()));
                }
            }
        })),
        DELETE_ALL(image -> plan(
                image,
                rewrite -> image.files()
                        .forEach(file -> rewrite.delete(
                                OpenFiles.numbered(file.object().ref().number()))))),
        DROP_TASKS(image ->
                plan(image, rewrite -> image.tasks().stream().skip(1).forEach(task -> rewrite.dropTask(task.pid()))));

        private final Growth.Action action;

        Operation(Growth.Action action) {
            this.action = action;
        }
    }

    private static void plan(Image image, Consumer<Rewrite> edits) {
        Rewrite rewrite = Rewrite.of(image);
        edits.accept(rewrite);
        try {
            rewrite.plan();
        } catch (RefusedException e) {
            // Costs, too.
        }
    }

    @ParameterizedTest
    @EnumSource(WorstInput.class)
    void twiceTheInputIsTwiceTheWork(WorstInput input) throws IOException {
        byte[] once = input.of(MANY);
        byte[] twice = input.of(2 * MANY);
        for (Operation operation : Operation.values()) {
            Growth.isLinear(operation.name(), once, twice, operation.action);
        }
    }

    @Test
    void twiceTheFaultsAreMendedByTwiceTheWork() throws IOException {
        byte[] once = faulty(MANY_FAULTS);
        byte[] twice = faulty(2 * MANY_FAULTS);
        Growth.isLinear(
                "repair",
                once,
                twice,
                image -> assertThat(Repair.of(image).plan().mended()).hasSizeGreaterThanOrEqualTo(MANY_FAULTS));
    }

    /** Files with flags that no restart opens anything with: more of them than a report tells of one rule. */
    private static byte[] faulty(int files) {
        return MadeUpImage.of(Dialect.V20, Architecture.X86_64)
                .task(1, task -> {
                    for (int i = 0; i < files; i++) {
                        task.file(i, "/f" + i);
                    }
                })
                .with(RecordType.FILE, file -> file.set("f_flags", 0x8040))
                .build();
    }
}
