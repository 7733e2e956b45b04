package org.ckptimage.json;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.util.Arrays;
import java.util.Random;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.ckptimage.format.Architecture;
import org.ckptimage.format.Dialect;
import org.ckptimage.format.ImageFormat;
import org.ckptimage.format.ImageFormatException;
import org.ckptimage.testing.MadeUpImage;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Images that are cut, broken or made to hurt come back byte for byte, too, as long as they can be opened at all. */
class DamagedRoundTripTest {
    private static final JsonOptions TREE = JsonOptions.DEFAULT.payload(JsonOptions.Payload.BASE64);
    private static final JsonOptions FLAT = TREE.form(JsonOptions.Form.FLAT).payload(JsonOptions.Payload.HEX);
    private static final int SMALL = 200_000;
    private static final int CUTS = 6;
    private static final int DAMAGED = 6;

    static Stream<String> images() {
        return JsonImages.all().filter(name -> !name.startsWith("examples") && JsonImages.bytes(name).length < SMALL);
    }

    static IntStream seeds() {
        return IntStream.range(0, 40);
    }

    private static void comesBack(byte[] image, JsonOptions options, String what) {
        byte[] back;
        try {
            back = JsonImages.roundTrip(image, options);
        } catch (ImageFormatException e) {
            // Nothing that can be opened is left of it.
            return;
        }
        assertThat(back).as(what).isEqualTo(image);
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("images")
    void everyRealImageCutAnywhere(String name) {
        byte[] image = JsonImages.bytes(name);
        Random random = new Random(name.hashCode());
        for (int i = 0; i < CUTS; i++) {
            int end = 400 + random.nextInt(image.length - 400);
            comesBack(Arrays.copyOf(image, end), i % 2 == 0 ? TREE : FLAT, name + " cut at " + end);
        }
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("images")
    void everyRealImageWithBytesOverwritten(String name) {
        byte[] image = JsonImages.bytes(name);
        Random random = new Random(name.hashCode() + 1);
        for (int i = 0; i < DAMAGED; i++) {
            byte[] damaged = image.clone();
            int places = 1 + random.nextInt(20);
            for (int place = 0; place < places; place++) {
                int at = 100 + random.nextInt(image.length - 108);
                int size = 1 << random.nextInt(4);
                for (int b = 0; b < size; b++) {
                    damaged[at + b] = (byte) (random.nextBoolean() ? random.nextInt() : 0);
                }
            }
            comesBack(damaged, i % 2 == 0 ? FLAT : TREE, name + " damaged, round " + i);
        }
    }

    @ParameterizedTest(name = "seed {0}")
    @MethodSource("seeds")
    void madeUpImagesWithWrongNumbersInTheirRecords(int seed) {
        Random random = new Random(seed);
        ImageFormat format =
                MadeUpImage.allFormats().get(seed % MadeUpImage.allFormats().size());
        byte[] image = JsonImages.madeUp(format);
        for (int i = 0; i < 8; i++) {
            byte[] damaged = image.clone();
            // Small numbers in words of 4 bytes: lengths, counts and types.
            for (int place = 0; place < 3; place++) {
                int at = 72 + random.nextInt(image.length - 80);
                damaged[at] = (byte) random.nextInt(6);
                damaged[at + 1] = 0;
            }
            comesBack(damaged, i % 2 == 0 ? FLAT : TREE, format + " round " + i);
        }
    }

    @Test
    void definitionsNestedWithoutEndAreFlattened() throws IOException {
        ImageFormat format = ImageFormat.of(Dialect.V20, Architecture.X86_64);
        byte[] image = MadeUpImage.of(format)
                .task(278, task -> task.files(files -> files.socketChain(3, 1000)))
                .build();
        String json = JsonImages.json(image, TREE);
        assertThat(deepest(json)).isBetween(200, 220);
        assertThat(JsonImages.encode(json, null, null)).isEqualTo(image);
        comesBack(image, FLAT, "flat");
    }

    private static int deepest(String json) {
        int depth = 0;
        int deepest = 0;
        for (int i = 0; i < json.length(); i++) {
            char c = json.charAt(i);
            depth += c == '{' || c == '[' ? 1 : c == '}' || c == ']' ? -1 : 0;
            deepest = Math.max(deepest, depth);
        }
        return deepest;
    }

    @Test
    void whatFollowsTheImageIsKept() {
        byte[] plain = JsonImages.bytes("v20/plain");
        byte[] twice = Arrays.copyOf(plain, 2 * plain.length);
        System.arraycopy(plain, 0, twice, plain.length, plain.length);
        comesBack(twice, TREE, "tree");
        comesBack(twice, FLAT, "flat");
    }
}
