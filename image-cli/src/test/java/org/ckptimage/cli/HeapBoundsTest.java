package org.ckptimage.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.ckptimage.testing.WorstInput.AREAS;
import static org.ckptimage.testing.WorstInput.BARE_OBJREFS;
import static org.ckptimage.testing.WorstInput.EMPTY_BUFFERS;
import static org.ckptimage.testing.WorstInput.FILES;
import static org.ckptimage.testing.WorstInput.MESSAGE_QUEUES;
import static org.ckptimage.testing.WorstInput.ONE_NUMBER_DEFINED_AGAIN;
import static org.ckptimage.testing.WorstInput.PIPES;
import static org.ckptimage.testing.WorstInput.STRAY_DESCRIPTORS;
import static org.ckptimage.testing.WorstInput.TERMINALS;
import static org.ckptimage.testing.WorstInput.THREADS;
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
import java.util.Set;
import org.ckptimage.check.Checker;
import org.ckptimage.compare.Comparison;
import org.ckptimage.image.Image;
import org.ckptimage.json.ImageJson;
import org.ckptimage.json.JsonOptions;
import org.ckptimage.rewrite.RefusedException;
import org.ckptimage.rewrite.Rewrite;
import org.ckptimage.rewrite.repair.Repair;
import org.ckptimage.testing.WorstInput;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/**
 * The worst inputs with a million records in a heap of 48 MiB and 24 bytes a record: 72 MiB for what looks at one image,
 * 96 MiB for what makes another of it, and reads both, and for what compares two.
 */
@Timeout(600)
class HeapBoundsTest {
    /** Of each input as many as make a million records. */
    private static final Map<WorstInput, Integer> INPUTS = ImmutableMap.<WorstInput, Integer>builder()
            .put(BARE_OBJREFS, 1_000_000)
            .put(ONE_NUMBER_DEFINED_AGAIN, 500_000)
            .put(EMPTY_BUFFERS, 1_000_000)
            .put(STRAY_DESCRIPTORS, 1_000_000)
            .put(AREAS, 500_000)
            .put(THREADS, 720_000)
            .put(ZOMBIES, 500_000)
            .put(FILES, 250_000)
            .put(PIPES, 142_000)
            .put(MESSAGE_QUEUES, 333_000)
            .put(TERMINALS, 300_000)
            .build();

    /**
     * Those of which nothing can be planned: what they have many of breaks a rule of restart that the result would break
     * anew, or in another place.
     */
    private static final Set<WorstInput> REFUSED = Set.of();

    @TempDir
    Path folder;

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

    /** What runs in the other one. */
    static final class TwoImages {
        private TwoImages() {}

        /** Repairs, and plans a rewrite. */
        public static void main(String[] images) throws IOException {
            for (String file : images) {
                try (Image image = Image.open(Path.of(file))) {
                    Repair.of(image).plan();
                    Rewrite.of(image).close(1, 0).plan();
                    System.out.println(file);
                } catch (RefusedException e) {
                    System.out.println(file + " refused");
                }
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
                            images[i + 1] + " " + Comparison.of(one, other).size());
                }
            }
        }
    }

    @Test
    void aMillionRecordsFitIntoTheHeapThatIsPromised() throws Exception {
        List<String> images = new ArrayList<>();
        List<String> planned = new ArrayList<>();
        for (WorstInput input : INPUTS.keySet()) {
            String image = make(input, INPUTS.get(input));
            images.add(image);
            planned.add(REFUSED.contains(input) ? image + " refused" : image);
        }
        assertThat(run("-Xmx72m", OneImage.class, images)).containsExactlyElementsOf(images);
        assertThat(run("-Xmx96m", TwoImages.class, images)).containsExactlyElementsOf(planned);
    }

    @Test
    void twoImagesOfAMillionRecordsAreComparedInTheHeapThatIsPromised() throws Exception {
        List<String> images = new ArrayList<>();
        List<String> compared = new ArrayList<>();
        for (WorstInput input : List.of(BARE_OBJREFS, AREAS, ZOMBIES, FILES, PIPES, MESSAGE_QUEUES, TERMINALS)) {
            String one = make(input, INPUTS.get(input));
            String other = make(input, INPUTS.get(input) + 4);
            images.addAll(List.of(one, other));
            compared.add(other + " " + differences(input));
        }
        assertThat(run("-Xmx96m", Comparing.class, images)).containsExactlyElementsOf(compared);
    }

    /** How many more of it the comparison of an image with one that has four more finds. */
    private static int differences(WorstInput input) {
        return switch (input) {
            // Nobody names them.
            case BARE_OBJREFS -> 0;
            // A descriptor and its file, of pipes twice; terminals are four for one pair of ends.
            case FILES -> 8;
            case PIPES -> 16;
            default -> 4;
        };
    }

    private String make(WorstInput input, int many) throws Exception {
        String file = folder.resolve(input + "-" + many).toString();
        assertThat(run("-Xmx2g", Maker.class, List.of(input.name(), Integer.toString(many), file)))
                .containsExactly(file);
        return file;
    }

    private List<String> run(String heap, Class<?> program, List<String> args) throws Exception {
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
