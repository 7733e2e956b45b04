package org.ckptimage.compare;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import org.ckptimage.image.Image;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What has to compare as the same, and what must not. */
class ComparisonTest {

    @ParameterizedTest(name = "{0}")
    @MethodSource("org.ckptimage.compare.TestImages#all")
    void anImageMeansTheSameAsItself(String name) throws IOException {
        try (Image left = TestImages.open(name);
                Image right = TestImages.open(name)) {
            assertThat(Comparison.of(left, right)).isEmpty();
            assertThat(Comparison.of(left, left)).isEmpty();
        }
    }
}
