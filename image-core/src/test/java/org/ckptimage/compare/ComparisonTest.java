package org.ckptimage.compare;

import static org.assertj.core.api.Assertions.assertThat;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufUtil;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.stream.Stream;
import org.ckptimage.format.Architecture;
import org.ckptimage.format.Dialect;
import org.ckptimage.format.ObjectType;
import org.ckptimage.format.RecordType;
import org.ckptimage.image.Image;
import org.ckptimage.image.ImageRecord;
import org.ckptimage.image.Role;
import org.ckptimage.testing.MadeUpImage;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** What has to compare as the same, and what must not. */
class ComparisonTest {

    static Stream<Arguments> realAndSeeds() {
        return TestImages.real().stream().flatMap(name -> Stream.of(1L, 2L).map(seed -> Arguments.of(name, seed)));
    }

    /** Pairs of images of different programs; of the large one only a few. */
    static Stream<Arguments> pairs() {
        List<Arguments> pairs = new ArrayList<>();
        List<String> names = TestImages.real();
        for (String left : names) {
            for (String right : names) {
                if (left.compareTo(right) < 0 && !left.contains("mem")) {
                    pairs.add(Arguments.of(left, right));
                }
            }
        }
        return pairs.stream();
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("org.ckptimage.compare.TestImages#all")
    void anImageMeansTheSameAsItself(String name) throws IOException {
        try (Image left = TestImages.open(name);
                Image right = TestImages.open(name)) {
            assertThat(Comparison.of(left, right)).isEmpty();
            assertThat(Comparison.of(left, left)).isEmpty();
        }
    }

    @Test
    void madeUpImagesOfAllDialectsMeanTheSameAsThemselves() {
        MadeUpImage.allFormats().forEach(format -> {
            byte[] bytes = MadeUpImage.of(format)
                    .task(278, t -> t.file(3, "/etc/passwd").pipe(4, 5, "unread"))
                    .task(279, t -> t.parent(278).inherit(0, 278, 3))
                    .build();
            assertThat(TestImages.compare(bytes, bytes.clone())).isEmpty();
        });
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("org.ckptimage.compare.TestImages#all")
    void numbersOfObjectsMeanNothing(String name) throws IOException {
        try (Image image = TestImages.open(name)) {
            byte[] bytes = new NeutralEdits(image).renumbered(1_000_000);
            assertThat(bytes).isNotEqualTo(TestImages.bytes(name));
            assertThat(TestImages.compare(TestImages.bytes(name), bytes)).isEmpty();
        }
    }

    @ParameterizedTest(name = "{0}, seed {1}")
    @MethodSource("realAndSeeds")
    void theSplittingOfPagesMeansNothing(String name, long seed) throws IOException {
        try (Image image = TestImages.open(name)) {
            byte[] split = new NeutralEdits(image).rechunked(new Random(seed), false);
            byte[] disordered = new NeutralEdits(image).rechunked(new Random(seed), true);
            assertThat(TestImages.compare(TestImages.bytes(name), split)).isEmpty();
            assertThat(TestImages.compare(disordered, TestImages.bytes(name))).isEmpty();
        }
    }

    @Test
    void theOrderOfDescriptorsAndThePlaceOfDefinitionsMeanNothing() throws IOException {
        for (String name : List.of("v20/plain.ckpt", "v20/cred.ckpt", "v20/tree.ckpt", "v20/pipes.ckpt")) {
            try (Image image = TestImages.open(name)) {
                byte[] hoisted = new NeutralEdits(image).hoisted();
                assertThat(hoisted).isNotEqualTo(TestImages.bytes(name)).hasSameSizeAs(TestImages.bytes(name));
                assertThat(TestImages.compare(TestImages.bytes(name), hoisted)).isEmpty();
            }
        }
    }

    @Test
    void theOrderOfWatchesMeansNothing() throws IOException {
        try (Image image = TestImages.open("v20/ep.ckpt")) {
            byte[] reversed = new NeutralEdits(image).withWatchesReversed();
            assertThat(reversed).isNotEqualTo(TestImages.bytes("v20/ep.ckpt"));
            assertThat(TestImages.compare(TestImages.bytes("v20/ep.ckpt"), reversed))
                    .isEmpty();
        }
    }

    @Test
    void unusedDefinitionsMeanNothing() throws IOException {
        try (Image image = TestImages.open("v20/plain.ckpt")) {
            ImageRecord cred = image.records().stream()
                    .filter(r -> r.type().orElse(null) == RecordType.CRED)
                    .findFirst()
                    .orElseThrow();
            ByteBuf bytes = new NeutralEdits(image).bytes();
            ImageRecord tail = image.records().get(image.records().size() - 1);
            ByteBuf out = io.netty.buffer.Unpooled.buffer();
            out.writeBytes(bytes.slice(0, (int) tail.offset()));
            out.writeIntLE(6).writeIntLE(16).writeIntLE(13).writeIntLE(5000);
            out.writeBytes(cred.bytes()).writeBytes(tail.bytes()).writeBytes(new byte[] {1, 2, 3});
            try (Image more = TestImages.open(ByteBufUtil.getBytes(out))) {
                assertThat(more.objects().counts()).isNotEqualTo(image.objects().counts());
                assertThat(more.isComplete()).isTrue();
                assertThat(Comparison.of(image, more)).isEmpty();
            }
        }
    }

    @Test
    void whatTheHeadTellsPeopleMeansNothing() throws IOException {
        try (Image image = TestImages.open("v20/plain.ckpt")) {
            ByteBuf bytes = new NeutralEdits(image).bytes();
            for (ImageRecord record : image.records().subList(0, 12)) {
                Role role = record.role();
                if (role == Role.UTS_RELEASE || role == Role.UTS_VERSION || role == Role.UTS_MACHINE) {
                    bytes.setByte((int) record.offset() + 10, 'x');
                }
            }
            assertThat(TestImages.compare(TestImages.bytes("v20/plain.ckpt"), ByteBufUtil.getBytes(bytes)))
                    .isEmpty();
        }
    }

    @ParameterizedTest(name = "{0} and {1}")
    @MethodSource("pairs")
    void imagesOfDifferentProgramsDiffer(String left, String right) throws IOException {
        try (Image a = TestImages.open(left);
                Image b = TestImages.open(right)) {
            Differences differences = Comparison.of(a, b);
            assertThat(differences).isNotEmpty();
            assertThat(differences.all()).isEqualTo(Comparison.of(a, b).all());
            assertThat(Comparison.of(b, a)).isNotEmpty();
        }
    }

    @Test
    void onePageWithAnotherByteIsOneDifferenceAtItsAddress() throws IOException {
        try (Image image = TestImages.open("v20/mem.ckpt")) {
            var vma = image.task(278).memory().vmas().stream()
                    .filter(v -> v.pages().size() > 100 && v.ownsPages())
                    .filter(v -> v.type().orElseThrow().keysAreAddresses())
                    .findFirst()
                    .orElseThrow();
            var chunk = vma.pages().chunks().get(0);
            byte[] changed = TestImages.bytes("v20/mem.ckpt");
            int page = 70;
            while (chunk.address(page + 1) != chunk.address(page) + 4096) {
                page++;
            }
            changed[(int) chunk.offset() + page * 4096 + 5]++;
            changed[(int) chunk.offset() + page * 4096 + 4096 + 4095]++;
            Differences differences = TestImages.compare(TestImages.bytes("v20/mem.ckpt"), changed);
            assertThat(differences.size()).isEqualTo(1);
            Difference difference = differences.all().get(0);
            assertThat(difference.kind()).isEqualTo(DifferenceKind.PAGES);
            assertThat(difference.path()).isEqualTo("task 278 > pages");
            assertThat(difference.leftOffset()).hasValue(chunk.offset() + page * 4096);
            assertThat(difference.pages())
                    .contains(new PageRuns(
                            2, List.of(new PageRuns.Run(chunk.address(page), chunk.address(page) + 2 * 4096)), true));
            assertThat(difference.left()).isNotEqualTo(difference.right());
        }
    }

    @ParameterizedTest(name = "{0}, seed {1}")
    @MethodSource("realAndSeeds")
    void damagedImagesAreComparedAsFarAsTheyGo(String name, long seed) {
        byte[] whole = TestImages.bytes(name);
        int most = Math.min(whole.length, 60_000);
        Random random = new Random(seed);
        for (int i = 0; i < 8; i++) {
            byte[] cut = Arrays.copyOf(whole, 2000 + random.nextInt(most - 2000));
            assertThat(TestImages.compare(whole, cut)).isNotEmpty();
            assertThat(TestImages.compare(cut, cut.clone())).isEmpty();
            byte[] broken = Arrays.copyOf(whole, whole.length);
            for (int j = 0; j < 10; j++) {
                broken[600 + random.nextInt(most - 600)] = (byte) random.nextInt();
            }
            TestImages.compare(whole, broken);
            TestImages.compare(broken, whole);
            assertThat(TestImages.compare(broken, broken.clone())).isEmpty();
        }
    }

    private static byte[] nestedInNamespace(int depth) {
        return MadeUpImage.of(Dialect.V20, Architecture.X86_64)
                .task(1, t -> t.file(0, "/0"))
                .before(RecordType.UTS_NS, 0, out -> {
                    for (int i = 0; i < depth; i++) {
                        out.objref(ObjectType.CRED, 1000 + i);
                    }
                    for (int i = 0; i < depth; i++) {
                        out.record(RecordType.CRED);
                    }
                })
                .build();
    }

    @Test
    void whatIsNestedInANamespaceMayBeNestedDeeperThanAnyStack() {
        Differences differences = TestImages.compare(nestedInNamespace(20_000), nestedInNamespace(20_001));
        assertThat(differences.all()).hasSize(1);
        assertThat(differences.toString())
                .startsWith("NAMESPACE ... > CRED #")
                .endsWith(" > object 1: none -> present")
                .hasSizeLessThan(300);
    }
}
