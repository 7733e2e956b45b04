package org.ckptimage.json;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.ckptimage.format.ImageFormat;
import org.ckptimage.testing.MadeUpImage;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** An image that becomes JSON and comes back is the same, byte for byte. */
class RoundTripTest {
    private static final int LARGE = 1 << 20;

    @TempDir
    private static Path folder;

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
        for (JsonOptions options : JsonImages.allModes()) {
            assertThat(JsonImages.roundTrip(image, options))
                    .as(options.toString())
                    .isEqualTo(image);
        }
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("formats")
    void madeUpImagesOfEveryFormatComeBackInEveryMode(ImageFormat format) {
        byte[] image = JsonImages.madeUp(format);
        for (JsonOptions options : JsonImages.allModes()) {
            assertThat(JsonImages.roundTrip(image, options))
                    .as(options.toString())
                    .isEqualTo(image);
        }
    }

    private static byte[] jq(byte[] json, String... options) throws IOException, InterruptedException {
        Path in = Files.write(folder.resolve("in.json"), json);
        List<String> command = new ArrayList<>(List.of("jq"));
        command.addAll(List.of(options));
        command.add(in.toString());
        Process jq = new ProcessBuilder(command)
                .redirectError(ProcessBuilder.Redirect.DISCARD)
                .start();
        byte[] out = jq.getInputStream().readAllBytes();
        assertThat(jq.waitFor()).isZero();
        return out;
    }

    /** jq may sort keys, put everything on one line, and write numbers and strings in its own way. */
    @ParameterizedTest(name = "{0}")
    @MethodSource("images")
    void everyImageComesBackThroughJq(String name) throws Exception {
        assumeTrue(hasJq(), "jq is not installed");
        byte[] image = JsonImages.bytes(name);
        JsonOptions options = image.length < LARGE
                ? JsonOptions.DEFAULT.payload(JsonOptions.Payload.BASE64)
                : JsonOptions.DEFAULT.payload(JsonOptions.Payload.REF);
        byte[] tree = JsonImages.json(image, options).getBytes(StandardCharsets.UTF_8);
        assertThat(encode(jq(tree, "-S", "."), image)).isEqualTo(image);
        byte[] flat =
                JsonImages.json(image, options.form(JsonOptions.Form.FLAT)).getBytes(StandardCharsets.UTF_8);
        assertThat(encode(jq(flat, "-c", "."), image)).isEqualTo(image);
    }

    private static byte[] encode(byte[] json, byte[] original) throws IOException {
        return JsonImages.encode(new String(json, StandardCharsets.UTF_8), original, null);
    }

    private static boolean hasJq() throws InterruptedException {
        try {
            return new ProcessBuilder("jq", "--version").start().waitFor() == 0;
        } catch (IOException e) {
            return false;
        }
    }
}
