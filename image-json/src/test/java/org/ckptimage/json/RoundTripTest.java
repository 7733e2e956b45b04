package org.ckptimage.json;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.stream.Stream;
import org.ckptimage.format.ImageFormat;
import org.ckptimage.testing.MadeUpImage;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** An image that becomes JSON and comes back is the same, byte for byte. */
class RoundTripTest {
    static Stream<String> images() {
        return JsonImages.all();
    }

    static Stream<ImageFormat> formats() {
        return MadeUpImage.allFormats().stream();
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("images")
    void everyRealImageComesBackInEveryMode(String name) {
        byte[] image = JsonImages.bytes(name);
        for (JsonOptions options : JsonImages.allOptions(image.length)) {
            assertThat(JsonImages.roundTrip(image, options))
                    .as(options.toString())
                    .isEqualTo(image);
        }
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("formats")
    void madeUpImagesOfEveryFormatComeBackInEveryMode(ImageFormat format) {
        byte[] image = JsonImages.madeUp(format);
        for (JsonOptions options : JsonImages.allOptions(image.length)) {
            assertThat(JsonImages.roundTrip(image, options))
                    .as(options.toString())
                    .isEqualTo(image);
        }
    }
}
