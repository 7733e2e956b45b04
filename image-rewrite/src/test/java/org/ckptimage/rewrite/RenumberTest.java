package org.ckptimage.rewrite;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.ckptimage.compare.Comparison;
import org.ckptimage.format.ImageFormat;
import org.ckptimage.image.Image;
import org.ckptimage.image.ImageObject;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Other numbers for all objects: nobody notices. */
class RenumberTest {

    static Stream<String> images() throws IOException {
        return TestImages.all();
    }

    static List<ImageFormat> formats() {
        return MadeUp.formats();
    }

    private static Map<Integer, Integer> reversed(Map<Integer, Integer> numbers) {
        Map<Integer, Integer> back = new HashMap<>();
        numbers.forEach((old, renewed) -> back.put(renewed, old));
        return back;
    }

    private static void thereAndBack(byte[] bytes, int first) throws IOException {
        try (Image image = MadeUp.open(bytes)) {
            RewritePlan there = Rewrite.of(image).add(new Edit.Renumber(first)).plan();
            byte[] renumbered = TestImages.written(there);
            assertThat(renumbered).hasSameSizeAs(bytes).isNotEqualTo(bytes);
            try (Image result = MadeUp.open(renumbered)) {
                assertThat(Comparison.of(image, result)).isEmpty();
                assertThat(result.objects().dangling())
                        .hasSameSizeAs(image.objects().dangling());
                assertThat(result.objects().duplicates()).isEmpty();
                assertThat(result.objects().definitions().get(0).ref().number()).isEqualTo(first);
                for (ImageObject object : image.objects().definitions()) {
                    int number = there.renumbered().get(object.ref().number());
                    assertThat(number).isGreaterThanOrEqualTo(first);
                }
                RewritePlan back = Rewrite.of(result)
                        .add(new Edit.RenumberBy(reversed(there.renumbered())))
                        .plan();
                assertThat(TestImages.written(back)).isEqualTo(bytes);
            }
        }
    }

    @ParameterizedTest
    @MethodSource("images")
    void aRealImageMeansTheSameAndTheWayBackIsTheIdentity(String name) throws IOException {
        thereAndBack(TestImages.bytes(name), 1000);
    }

    @ParameterizedTest
    @MethodSource("images")
    void numbersMayBeVeryHigh(String name) throws IOException {
        thereAndBack(TestImages.bytes(name), 2_000_000_000);
    }

    @ParameterizedTest
    @MethodSource("formats")
    void everyDialectAndArchitectureIsRenumbered(ImageFormat format) throws IOException {
        thereAndBack(MadeUp.everythingOpen(format), 700);
    }

    @ParameterizedTest
    @MethodSource("images")
    void consecutiveNumbersFollowTheOrderOfTheDefinitions(String name) throws IOException {
        try (Image image = TestImages.open(name)) {
            RewritePlan plan = Rewrite.of(image).add(new Edit.Renumber(1)).plan();
            try (Image result = MadeUp.open(TestImages.written(plan))) {
                assertThat(result.objects().definitions())
                        .extracting(object -> object.ref().number())
                        .isSorted();
                Set<Integer> numbers = new HashSet<>(plan.renumbered().values());
                assertThat(numbers)
                        .hasSize(plan.renumbered().size())
                        .allMatch(number ->
                                number >= 1 && number <= plan.renumbered().size());
            }
        }
    }

    @ParameterizedTest
    @MethodSource("formats")
    void theTagsOfPidObjectsKeepTheirNumbers(ImageFormat format) throws IOException {
        try (Image image = MadeUp.open(MadeUp.everythingOpen(format))) {
            int tag =
                    image.objects().pidTags().map(tags -> tags.lowerEndpoint()).orElse(0);
            RewritePlan plan = Rewrite.of(image)
                    .add(new Edit.Renumber(Math.max(1, tag - 3)))
                    .plan();
            image.objects()
                    .pidTags()
                    .ifPresent(tags -> assertThat(plan.renumbered().values()).noneMatch(tags::contains));
            if (tag > 0) {
                int number = image.objects().definitions().get(0).ref().number();
                Rewrite onATag = Rewrite.of(image).add(new Edit.RenumberBy(Map.of(number, tag)));
                assertThatThrownBy(onATag::plan).hasMessageContaining("belongs to a pid");
            }
        }
    }

    @Test
    void numbersAreGivenAfterAllOtherEditsAndTwiceIfAsked() throws IOException {
        try (Image image = TestImages.open("v20/plain.ckpt")) {
            RewritePlan plan = Rewrite.of(image)
                    .add(new Edit.Renumber(50))
                    .add(new Edit.Renumber(100))
                    .delete(OpenFiles.numbered(13))
                    .plan();
            try (Image result = plan.open()) {
                assertThat(result.name()).isEqualTo(image.name() + " (rewritten)");
            }
            try (Image result = MadeUp.open(TestImages.written(plan));
                    Image deleted = TestImages.open("examples/02-delete-file.ckpt")) {
                assertThat(Comparison.of(deleted, result)).isEmpty();
                assertThat(plan.renumbered()).doesNotContainKey(13).containsKey(10);
                int number = plan.renumbered().get(10);
                assertThat(number).isGreaterThan(99);
                assertThat(result.task(278)
                                .files()
                                .descriptor(3)
                                .orElseThrow()
                                .record()
                                .fdObjref()
                                .number())
                        .isEqualTo(number);
            }
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {0, -1, Integer.MIN_VALUE})
    void numbersBeginAtOne(int first) {
        assertThatThrownBy(() -> new Edit.Renumber(first)).isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void aPlanTellsWhatItComesTo() throws IOException {
        try (Image image = TestImages.open("v20/plain.ckpt")) {
            assertThat(Rewrite.of(image).delete(OpenFiles.at(278, 6)).plan())
                    .hasToString("1 edits, 3 consequences, 27468 bytes");
        }
    }
}
