package org.ckptimage.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.ckptimage.testing.WorstInput.AREAS;
import static org.ckptimage.testing.WorstInput.BARE_OBJREFS;
import static org.ckptimage.testing.WorstInput.EMPTY_BUFFERS;
import static org.ckptimage.testing.WorstInput.EPOLL_SETS;
import static org.ckptimage.testing.WorstInput.FILES;
import static org.ckptimage.testing.WorstInput.NESTED_SOCKETS;
import static org.ckptimage.testing.WorstInput.ONE_NUMBER_DEFINED_AGAIN;
import static org.ckptimage.testing.WorstInput.STRAY_DESCRIPTORS;
import static org.ckptimage.testing.WorstInput.ZOMBIES;

import com.google.common.collect.ImmutableMap;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.ckptimage.check.Checker;
import org.ckptimage.check.Needs;
import org.ckptimage.compare.Comparison;
import org.ckptimage.image.Image;
import org.ckptimage.json.ImageJson;
import org.ckptimage.json.JsonOptions;
import org.ckptimage.rewrite.Rewrite;
import org.ckptimage.rewrite.repair.Repair;
import org.ckptimage.testing.Repeated;
import org.ckptimage.testing.WorstInput;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/**
 * The worst inputs with a million records in a heap of 48 MiB and 24 bytes a record: 72 MiB for what looks at one
 * image, 96 MiB for what makes another of it, and reads both, and for what compares two.
 */
@Timeout(600)
class HeapBoundsTest {
    /** Of each input as many as make a million records. */
    private static final Map<WorstInput, Integer> INPUTS = ImmutableMap.of(
            BARE_OBJREFS, 1_000_000,
            ONE_NUMBER_DEFINED_AGAIN, 500_000,
            EMPTY_BUFFERS, 1_000_000,
            STRAY_DESCRIPTORS, 1_000_000,
            NESTED_SOCKETS, 200_000,
            AREAS, 500_000,
            ZOMBIES, 500_000,
            FILES, 250_000,
            EPOLL_SETS, 200_000);

    /** So many that what is promised for each counts for more than what is promised for any image. */
    private static final int DEFINITIONS = 4_000_000;

    /** Definitions that are nothing but an OBJREF, for which an index keeps most. */
    private static final List<WorstInput> BARE =
            List.of(WorstInput.BARE_OBJREFS, WorstInput.NESTED_SCATTERED_NUMBERS, WorstInput.BARE_MEMORIES);

    @TempDir
    static Path folder;

    /** Makes an image, for which the heap of the tests may be too small: its name, how many, its file. */
    static final class Maker {
        private Maker() {}

        public static void main(String[] args) throws IOException {
            Files.write(Path.of(args[2]), WorstInput.valueOf(args[0]).of(Integer.parseInt(args[1])));
            System.out.println(args[2]);
        }
    }

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

        /** Repairs, and plans a rewrite, which none may refuse. */
        public static void main(String[] images) throws IOException {
            for (String file : images) {
                try (Image image = Image.open(Path.of(file))) {
                    Repair.of(image).plan();
                    // Bare OBJREFs swallow the file table: there is no descriptor left to close.
                    boolean open = image.task(1).files().descriptor(0).isPresent();
                    Rewrite rewrite = Rewrite.of(image);
                    (open ? rewrite.close(1, 0) : rewrite.relocate("/0", "/elsewhere")).plan();
                }
                System.out.println(file);
            }
        }
    }

    /** What runs there, too: on pairs of images. */
    static final class Comparing {
        private Comparing() {}

        /** Compares the first with the second, the third with the fourth. */
        public static void main(String[] images) throws IOException {
            for (int i = 0; i < images.length; i += 2) {
                try (Image one = Image.open(Path.of(images[i]));
                        Image other = Image.open(Path.of(images[i + 1]))) {
                    System.out.println(
                            images[i + 1] + ": " + Comparison.of(one, other).size());
                }
            }
        }
    }

    @BeforeAll
    static void makeImages() throws Exception {
        for (Map.Entry<WorstInput, Integer> input : INPUTS.entrySet()) {
            make(input.getKey(), input.getValue());
        }
    }

    private static void make(WorstInput input, int many) throws Exception {
        String file = image(input, many);
        assertThat(run("-Xmx2g", Maker.class, List.of(input.name(), Integer.toString(many), file)))
                .containsExactly(file);
    }

    private static String image(WorstInput input, int many) {
        return folder.resolve(input + "-" + many).toString();
    }

    private static List<String> images(WorstInput... inputs) {
        return Stream.of(inputs).map(input -> image(input, INPUTS.get(input))).toList();
    }

    @Test
    void aMillionRecordsFitIntoTheHeapThatIsPromised() throws Exception {
        List<String> images = images(INPUTS.keySet().toArray(WorstInput[]::new));
        assertThat(run("-Xmx72m", OneImage.class, images)).containsExactlyElementsOf(images);
        assertThat(run("-Xmx96m", TwoImages.class, images)).containsExactlyElementsOf(images);
    }

    @Test
    void twoImagesOfAMillionRecordsAreComparedInTheHeapThatIsPromised() throws Exception {
        List<String> pairs = new ArrayList<>();
        List<String> compared = new ArrayList<>();
        for (String image : images(BARE_OBJREFS, AREAS, ZOMBIES, EPOLL_SETS)) {
            pairs.addAll(List.of(image, image));
            compared.add(image + ": 0");
        }
        int more = INPUTS.get(FILES) + 1;
        make(FILES, more);
        pairs.addAll(List.of(image(FILES, INPUTS.get(FILES)), image(FILES, more)));
        // The descriptor and its file.
        compared.add(image(FILES, more) + ": 2");
        assertThat(run("-Xmx96m", Comparing.class, pairs)).containsExactlyElementsOf(compared);
    }

    @Test
    void millionsOfDefinitionsFitIntoTheHeapThatIsPromised() throws Exception {
        List<String> images = new ArrayList<>();
        for (WorstInput input : BARE) {
            images.add(Repeated.write(input, DEFINITIONS, folder.resolve(input.name()))
                    .toString());
        }
        int heap = 48 + (int) (24L * DEFINITIONS >> 20);
        assertThat(run("-Xmx" + heap + "m", Checks.class, images)).containsExactlyElementsOf(images);
    }

    private static List<String> run(String heap, Class<?> program, List<String> args) throws Exception {
        Path err = folder.resolve("err");
        Process process = new ProcessBuilder(Jvm.words(heap, program, args.toArray(String[]::new)))
                .redirectError(err.toFile())
                .start();
        String out = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(Files.readString(err)).isEmpty();
        assertThat(process.waitFor()).isZero();
        return out.lines().toList();
    }
}
