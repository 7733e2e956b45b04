package org.ckptimage.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.ckptimage.check.Checker;
import org.ckptimage.check.Needs;
import org.ckptimage.image.Image;
import org.ckptimage.json.ImageJson;
import org.ckptimage.json.JsonOptions;
import org.ckptimage.rewrite.RefusedException;
import org.ckptimage.rewrite.Rewrite;
import org.ckptimage.rewrite.repair.Repair;
import org.ckptimage.testing.Repeated;
import org.ckptimage.testing.WorstInput;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/**
 * The worst inputs with a million records in a heap of 48 MiB and 24 bytes a record: 72 MiB for what looks at one
 * image, 96 MiB for what makes another of it, and reads both.
 */
@Timeout(300)
class HeapBoundsTest {
    /** Of each input as many as make a million records. */
    private static final Map<WorstInput, Integer> INPUTS = Map.of(
            WorstInput.BARE_OBJREFS, 1_000_000,
            WorstInput.ONE_NUMBER_DEFINED_AGAIN, 500_000,
            WorstInput.EMPTY_BUFFERS, 1_000_000,
            WorstInput.STRAY_DESCRIPTORS, 1_000_000,
            WorstInput.NESTED_SOCKETS, 200_000,
            WorstInput.AREAS, 500_000);

    /** So many that what is promised for each counts for more than what is promised for any image. */
    private static final int DEFINITIONS = 4_000_000;

    /** Definitions that are nothing but an OBJREF, for which an index keeps most. */
    private static final List<WorstInput> BARE =
            List.of(WorstInput.BARE_OBJREFS, WorstInput.NESTED_SCATTERED_NUMBERS, WorstInput.BARE_MEMORIES);

    @TempDir
    Path folder;

    /** What runs in the small heap: on each image that is named. */
    static final class OneImage {
        private OneImage() {}

        /** Opens, checks and prints as JSON. */
        public static void main(String[] images) throws IOException {
            for (String file : images) {
                try (Image image = Image.open(Path.of(file))) {
                    Checker.check(image);
                    ImageJson.write(
                            image, OutputStream.nullOutputStream(), JsonOptions.DEFAULT.form(JsonOptions.Form.FLAT));
                }
                System.out.println(file);
            }
        }
    }

    /** The same without JSON. */
    static final class Checks {
        private Checks() {}

        /** Opens and checks. */
        public static void main(String[] images) throws IOException {
            for (String file : images) {
                try (Image image = Image.open(Path.of(file))) {
                    Checker.check(image);
                    Needs.of(image);
                }
                System.out.println(file);
            }
        }
    }

    /** What runs in the other one. */
    static final class TwoImages {
        private TwoImages() {}

        /** Repairs, and plans a rewrite. */
        public static void main(String[] images) throws IOException {
            for (String file : images) {
                try (Image image = Image.open(Path.of(file))) {
                    Repair.of(image).plan();
                    Rewrite.of(image).close(1, 0).plan();
                } catch (RefusedException e) {
                    // Costs, too.
                }
                System.out.println(file);
            }
        }
    }

    @Test
    void aMillionRecordsFitIntoTheHeapThatIsPromised() throws Exception {
        List<String> images = new ArrayList<>();
        for (Map.Entry<WorstInput, Integer> input : INPUTS.entrySet()) {
            Path image = folder.resolve(input.getKey().name());
            images.add(Files.write(image, input.getKey().of(input.getValue())).toString());
        }
        run("-Xmx72m", OneImage.class, images);
        run("-Xmx96m", TwoImages.class, images);
    }

    @Test
    void millionsOfDefinitionsFitIntoTheHeapThatIsPromised() throws Exception {
        List<String> images = new ArrayList<>();
        for (WorstInput input : BARE) {
            images.add(Repeated.write(input, DEFINITIONS, folder.resolve(input.name()))
                    .toString());
        }
        int heap = 48 + (int) (24L * DEFINITIONS >> 20);
        run("-Xmx" + heap + "m", Checks.class, images);
    }

    private void run(String heap, Class<?> program, List<String> images) throws Exception {
        Path err = folder.resolve("err");
        Process process = new ProcessBuilder(Jvm.words(heap, program, images.toArray(String[]::new)))
                .redirectError(err.toFile())
                .start();
        String out = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(Files.readString(err)).isEmpty();
        assertThat(out.lines()).containsExactlyElementsOf(images);
        assertThat(process.waitFor()).isZero();
    }
}
