package org.ckptimage.image;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import org.ckptimage.check.Checker;
import org.ckptimage.check.Needs;
import org.ckptimage.compare.Comparison;
import org.ckptimage.format.ImageFormatException;
import org.ckptimage.io.ByteSource;
import org.ckptimage.testing.Growth;
import org.ckptimage.testing.WorstInput;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * Twice as bad an input costs twice as much, not four times: told by the bytes that are allocated, not by the clock.
 */
class BoundsTest {
    private static final int MANY = 400;

    private enum Operation {
        VIEWS(EveryView::of),
        CHECK(Checker::check),
        NEEDS(Needs::of),
        COMPARE(image -> {
            try (Image other = Image.open(image.source(), OpenOptions.DEFAULT)) {
                Comparison.of(image, other);
            }
        });

        private final Growth.Action action;

        Operation(Growth.Action action) {
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
            Growth.isLinear(operation.name(), once, twice, operation.action);
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
}
