package org.ckptimage.image;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.util.Arrays;
import java.util.stream.Stream;
import org.ckptimage.format.ImageFormatException;
import org.ckptimage.io.ByteSource;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** An image that is cut off, anywhere, is read up to there, and said to be cut off. */
class TruncatedImageTest {

    /** Those of moderate size: the others have nothing else to cut. */
    static Stream<String> images() {
        return RealImages.all().filter(name -> RealImages.bytes(name).length < 1 << 18);
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("images")
    void cutsAtAndBehindTheBeginningOfEveryRecordAreNoticed(String name) throws Exception {
        byte[] whole = RealImages.bytes(name);
        int[] within = name.startsWith("examples") ? new int[] {0} : new int[] {0, 1, 4, 9};
        int cuts = 0;
        try (Image image = RealImages.open(name)) {
            for (ImageRecord record : image.records()) {
                for (int more : within) {
                    if (more < record.length()) {
                        // The views see a difference where a record is gone, and where one is cut.
                        isNoticed(whole, (int) record.offset() + more, cuts++ % 5 == 0);
                    }
                }
            }
        }
        assertThat(cuts).isGreaterThan(100);
    }

    @Test
    void cutsAtEveryByteOfTheSmallestImageAreNoticed() {
        byte[] whole = RealImages.bytes("v20-i386/ep");
        for (int cut = 0; cut < whole.length; cut++) {
            isNoticed(whole, cut, cut % 17 == 0);
        }
    }

    private static void isNoticed(byte[] whole, int cut, boolean allViews) {
        byte[] bytes = Arrays.copyOf(whole, cut);
        try (Image image = Image.open(ByteSource.of(bytes, "cut at " + cut), OpenOptions.DEFAULT)) {
            DamagedImages.givesBack(image, bytes);
            assertThat(image.isComplete()).isFalse();
            Damage last = image.damages().get(image.damages().size() - 1);
            assertThat(last.problem()).as("cut at " + cut).startsWith("the image ends");
            long lastRecord = image.records().get(image.records().size() - 1).offset();
            assertThat(last.offset()).isBetween(lastRecord, (long) cut);
            if (allViews) {
                EveryView.of(image);
            }
        } catch (ImageFormatException e) {
            // Too short to tell the dialect.
            assertThat(cut).as(e.getMessage()).isLessThan(403);
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("images")
    void whatStandsInFrontOfTheCutIsReadAsInTheWholeImage(String name) throws Exception {
        byte[] whole = RealImages.bytes(name);
        try (Image image = RealImages.open(name)) {
            int cut = image.records().size() * 3 / 4;
            long offset = image.records().get(cut).offset();
            byte[] bytes = Arrays.copyOf(whole, (int) offset);
            try (Image front = Image.open(ByteSource.of(bytes, "front"), OpenOptions.DEFAULT)) {
                assertThat(front.records()).hasSize(cut);
                for (int i = 0; i < cut; i++) {
                    ImageRecord expected = image.records().get(i);
                    ImageRecord found = front.records().get(i);
                    assertThat(found.offset()).isEqualTo(expected.offset());
                    assertThat(found.typeName()).isEqualTo(expected.typeName());
                    assertThat(found.role()).isEqualTo(expected.role());
                    assertThat(found.place()).isEqualTo(expected.place());
                }
            }
        }
    }
}
