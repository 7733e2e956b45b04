package org.ckptimage.image;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.sun.management.ThreadMXBean;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.util.function.Consumer;
import org.ckptimage.check.Checker;
import org.ckptimage.check.Needs;
import org.ckptimage.compare.Comparison;
import org.ckptimage.format.ImageFormatException;
import org.ckptimage.io.ByteSource;
import org.ckptimage.testing.WorstInput;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Twice as bad an input costs twice as much, not four times: told by the bytes that are allocated, not by the clock. */
class BoundsTest {
    private static final int MANY = 400;
    /** What grows with the square comes to 4; tables that double when they are full can come near 2.5. */
    private static final double MOST_GROWTH = 2.7;
    /** What does not depend on the input: tables of rules, classes loaded late. */
    private static final long CONSTANT = 1 << 20;

    private static final ThreadMXBean THREADS = (ThreadMXBean) ManagementFactory.getThreadMXBean();

    private enum Operation {
        VIEWS(EveryView::of),
        CHECK(Checker::check),
        NEEDS(Needs::of),
        COMPARE(image -> {
            try (Image other = Image.open(image.source(), OpenOptions.DEFAULT)) {
                Comparison.of(image, other);
            } catch (IOException e) {
                throw new AssertionError(e);
            }
        });

        private final Consumer<Image> action;

        Operation(Consumer<Image> action) {
            this.action = action;
        }
    }

    @ParameterizedTest
    @EnumSource(WorstInput.class)
    void twiceTheInputIsTwiceTheWork(WorstInput input) throws IOException {
        byte[] once = input.of(MANY);
        byte[] twice = input.of(2 * MANY);
        for (Operation operation : Operation.values()) {
            if (input == WorstInput.SHARED_TABLES && operation == Operation.VIEWS) {
                // What tasks share is listed for each of them; the next test says how far.
                continue;
            }
            allocatedBy(once, operation);
            long before = allocatedBy(once, operation);
            assertThat(allocatedBy(twice, operation))
                    .as("%s", operation)
                    .isLessThan((long) (MOST_GROWTH * before) + CONSTANT);
        }
    }

    @Test
    void whatManyTasksShareIsNotListedWithoutEnd() throws IOException {
        byte[] bytes = WorstInput.SHARED_TABLES.of(4000);
        try (Image image = Image.open(ByteSource.of(bytes, "shared"), OpenOptions.DEFAULT)) {
            OpenFile file = image.files().get(0);
            assertThatThrownBy(file::descriptors)
                    .isInstanceOf(ImageFormatException.class)
                    .hasMessageContaining("cannot be listed for each task");
            assertThatThrownBy(file::mappedBy).isInstanceOf(ImageFormatException.class);
        }
    }

    private static long allocatedBy(byte[] bytes, Operation operation) throws IOException {
        long thread = Thread.currentThread().getId();
        long before = THREADS.getThreadAllocatedBytes(thread);
        try (Image image = Image.open(ByteSource.of(bytes, operation.name()), OpenOptions.DEFAULT)) {
            operation.action.accept(image);
        }
        return THREADS.getThreadAllocatedBytes(thread) - before;
    }
}
