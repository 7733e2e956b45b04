package org.ckptimage.record;

import static org.assertj.core.api.Assertions.assertThat;
import static org.ckptimage.format.Architecture.ARM;
import static org.ckptimage.format.Architecture.I386;
import static org.ckptimage.format.Architecture.PPC32;
import static org.ckptimage.format.Architecture.PPC64;
import static org.ckptimage.format.Architecture.S390X;
import static org.ckptimage.format.Architecture.X86_64;
import static org.ckptimage.format.Dialect.V18;
import static org.ckptimage.format.Dialect.V19_RC2;
import static org.ckptimage.format.Dialect.V20;
import static org.ckptimage.format.Dialect.V21;
import static org.ckptimage.format.Dialect.V23;
import static org.ckptimage.format.Dialect.V23_3_0;
import static org.ckptimage.format.Dialect.V23_RC1;
import static org.ckptimage.format.Dialect.V23_RC1_PIDS;
import static org.ckptimage.testing.MadeUpMemory.page;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Random;
import java.util.stream.Stream;
import org.ckptimage.format.Architecture;
import org.ckptimage.format.Dialect;
import org.ckptimage.format.ImageFormat;
import org.ckptimage.format.ImageFormatException;
import org.ckptimage.format.RecordType;
import org.ckptimage.io.ByteSource;
import org.ckptimage.testing.MadeUpImage;
import org.ckptimage.testing.Testdata;
import org.ckptimage.testing.WrittenImage;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Whole images: the dialect is found, and what leaves a doubt is said. */
class DialectDetectorTest {

    static List<ImageFormat> formats() {
        return MadeUpImage.allFormats();
    }

    static Stream<Path> realImages() throws IOException {
        Path testdata = Path.of(System.getProperty("ckpt.testdata"));
        return Files.walk(testdata)
                .filter(path -> path.toString().endsWith(".ckpt"))
                .sorted();
    }

    private static MadeUpImage ordinary(ImageFormat format) {
        return MadeUpImage.of(format)
                .task(278, t -> t.file(3, "/etc/passwd").pipe(4, 5, "unread").memory(m -> m.anon(0x10000, page(7))));
    }

    private static Detection detect(WrittenImage image) {
        return DialectDetector.detect(image.source(), 0);
    }

    @ParameterizedTest
    @MethodSource("formats")
    void anOrdinaryImageTellsItsDialect(ImageFormat format) {
        Detection detection = detect(ordinary(format).write());
        assertThat(detection.format()).isSameAs(format);
        assertThat(detection.pageSize()).isEqualTo(4096);
        assertThat(detection.certain())
                .as(String.join("; ", detection.evidence()))
                .isTrue();
        assertThat(detection.evidence())
                .anyMatch(sentence ->
                        sentence.startsWith("rev " + format.dialect().rev() + " at offset 24: "))
                .anyMatch(sentence -> sentence.startsWith("architecture number " + format.architectureNumber())
                        && sentence.endsWith("endian: " + format.architecture()))
                .anyMatch(sentence -> sentence.endsWith("records have the lengths of " + format));
    }

    @ParameterizedTest
    @MethodSource("formats")
    void theKernelsVersionIsNotAskedWhenTheRecordsTell(ImageFormat format) {
        if (!format.dialect().atLeast(V23)) {
            Detection detection = detect(ordinary(format).kernel(4, 19, 0).write());
            assertThat(detection.format()).isSameAs(format);
            assertThat(detection.certain()).isTrue();
        }
    }

    @Test
    void aKernelThatDoesNotFitTheRecordsIsMentioned() {
        assertThat(detect(ordinary(ImageFormat.of(V21, X86_64)).kernel(2, 6, 38).write())
                        .evidence())
                .contains("kernel 2.6.38 at offset 18 would suggest v23; the records count");
    }

    @ParameterizedTest
    @CsvSource({"2,6,38,V23", "2,6,39,V23", "3,0,0,V23_3_0", "3,2,1,V23_3_0", "2,6,37,V23"})
    void onlyTheKernelTellsTheLastTwoDialectsApart(int major, int minor, int patch, Dialect expected) {
        for (Architecture architecture : List.of(I386, X86_64, S390X)) {
            for (Dialect written : List.of(V23, V23_3_0)) {
                WrittenImage image = ordinary(ImageFormat.of(written, architecture))
                        .kernel(major, minor, patch)
                        .write();
                Detection detection = detect(image);
                assertThat(detection.format().dialect()).isEqualTo(expected);
                assertThat(detection.certain())
                        .as("which of two identical dialects it is does not matter")
                        .isTrue();
                assertThat(detection.evidence())
                        .contains("nothing else tells v23 and v23-3.0 apart, so kernel " + major + "." + minor + "."
                                + patch + " at offset 18 decides: " + expected);
            }
        }
    }

    @Test
    void armIsTheLastDialectForItIsNotInTheOneBefore() {
        Detection detection = detect(ordinary(ImageFormat.of(V23_3_0, ARM)).write());
        assertThat(detection.certain()).isTrue();
        assertThat(detection.evidence()).contains("arm has number 4 in v23-3.0 only");
    }

    @Test
    void numberFourIsArmOrPpcByByteOrder() {
        assertThat(detect(ordinary(ImageFormat.of(V21, PPC32)).write()).format().architecture())
                .isEqualTo(PPC32);
        assertThat(detect(ordinary(ImageFormat.of(V23_3_0, ARM)).write()).evidence())
                .contains("architecture number 4 at offset 16, little-endian: arm");
    }

    @Test
    void theOldestDialectsMayHaveWrittenTheArchitectureInTheirOwnByteOrder() {
        for (Dialect dialect : List.of(V18, V19_RC2)) {
            WrittenImage image = ordinary(ImageFormat.of(dialect, S390X)).write();
            Detection detection = detect(image.patch(16, new byte[] {0, 2}));
            assertThat(detection.format()).isEqualTo(ImageFormat.of(dialect, S390X));
        }
    }

    @ParameterizedTest
    @MethodSource("realImages")
    void realImagesAreCertain(Path path) throws IOException {
        Architecture architecture = path.getParent().endsWith("v20-i386") ? I386 : X86_64;
        try (ByteSource source = ByteSource.open(path)) {
            Detection detection = DialectDetector.detect(source, 0);
            assertThat(detection.format()).isSameAs(ImageFormat.of(V20, architecture));
            assertThat(detection.certain())
                    .as(String.join("; ", detection.evidence()))
                    .isTrue();
        }
    }

    // ---- images that tell less

    @ParameterizedTest
    @ValueSource(ints = {0, 3, 7, 16, 31})
    void aDamagedLengthSaysNothingAgainstTheDialect(int bit) throws IOException {
        byte[] plain = Testdata.bytes("v20/plain.ckpt");
        // The FILE behind OBJREF FILE #9.
        int length = 2131 + 16 + 4;
        assertThat(plain[length]).isEqualTo((byte) 48);
        plain[length + bit / 8] ^= (byte) (1 << bit % 8);
        Detection detection = DialectDetector.detect(ByteSource.of(plain, "flipped"), 0);
        assertThat(detection.format().dialect()).isEqualTo(V20);
        assertThat(detection.certain()).isTrue();
    }

    @Test
    void theHeaderAloneTellsTheDialectWhereRevStandsForOne() {
        for (Dialect dialect : List.of(V18, V19_RC2, V20)) {
            Detection detection =
                    detect(ordinary(ImageFormat.of(dialect, I386)).write().truncateAt(72));
            assertThat(detection.format().dialect()).isEqualTo(dialect);
            assertThat(detection.certain()).isTrue();
            assertThat(detection.evidence())
                    .contains("the first 1 records have the lengths of " + dialect
                            + "/i386; then the image ends at offset 72, without TAIL");
        }
    }

    @Test
    void ofRevSixTheHeaderAloneTellsByTerminalsAndKernel() {
        for (Dialect dialect : List.of(V21, V23_RC1, V23_RC1_PIDS, V23, V23_3_0)) {
            Detection detection =
                    detect(ordinary(ImageFormat.of(dialect, X86_64)).write().truncateAt(72));
            assertThat(detection.format().dialect()).isEqualTo(dialect);
            assertThat(detection.certain()).isFalse();
            assertThat(detection.evidence())
                    .contains(
                            dialect.atLeast(V23_RC1_PIDS)
                                    ? "19 control characters of a terminal at offset 54: v23-rc1-pids, v23 or v23-3.0"
                                    : "8 control characters of a terminal at offset 54: v21 or v23-rc1");
        }
    }

    @Test
    void withoutAVmaTheKernelDecidesAboutALiveTaskWithPidObjects() {
        WrittenImage image = ordinary(ImageFormat.of(V23_RC1_PIDS, X86_64)).write();
        Detection detection = detect(image.truncateAt(image.offsetOf(RecordType.VMA, 0)));
        assertThat(detection.format().dialect()).isEqualTo(V23_RC1_PIDS);
        assertThat(detection.certain()).isFalse();
        assertThat(detection.evidence())
                .contains("nothing else tells v23-rc1-pids, v23 and v23-3.0 apart, so kernel 2.6.37 at offset 18"
                        + " decides: v23-rc1-pids");
    }

    @Test
    void aZombieTellsTheOrderOfItsFields() {
        for (Dialect dialect : List.of(V23_RC1_PIDS, V23)) {
            Detection detection = detect(MadeUpImage.of(dialect, S390X)
                    .zombie(1, 0, 0x100)
                    .kernel(dialect == V23 ? 2 : 3, 6, 39)
                    .write());
            assertThat(detection.format().dialect()).isEqualTo(dialect);
            assertThat(detection.certain()).isTrue();
        }
    }

    // ---- page size

    @Test
    void thePageSizeOfPpc64IsThatOfTheFirstChunk() {
        Detection detection = detect(MadeUpImage.of(V21, PPC64)
                .pageSize(65536)
                .task(1, t -> t.memory(m -> m.anon(0x10000, page(1), page(2))))
                .write());
        assertThat(detection.pageSize()).isEqualTo(65536);
        assertThat(detection.certain()).isTrue();
        assertThat(detection.evidence()).anyMatch(s -> s.startsWith("a page has 65536 bytes, by the record at offset"));
    }

    @ParameterizedTest
    @CsvSource({"4096", "65536"})
    void thePageSizeOfPpc64IsThatOfThePageBehindAFragment(int size) {
        WrittenImage image = MadeUpImage.of(V20, PPC64)
                .pageSize(size)
                .task(1, t -> t.tcp(3, 4, 80, "x"))
                .write();
        assertThat(detect(image).pageSize()).isEqualTo(size);
        assertThat(detect(image).certain()).isTrue();
    }

    @Test
    void thePageSizeOfPpc64IsAssumedWhenThereIsNoPage() {
        Detection detection = detect(MadeUpImage.of(V20, PPC64).task(1, t -> {}).write());
        assertThat(detection.pageSize()).isEqualTo(4096);
        assertThat(detection.evidence()).contains("nothing tells the size of a page: 4096 bytes assumed");
    }

    // ---- cost

    @Test
    void detectionDoesNotCostByTheSizeOfTheMemory() {
        long few = reads(ordinary(ImageFormat.of(V20, X86_64)).write());
        byte[][] pages = Stream.generate(() -> page(1)).limit(2000).toArray(byte[][]::new);
        WrittenImage large = MadeUpImage.of(V20, X86_64)
                .task(1, t -> t.file(3, "/etc/passwd").pipe(4, 5, "unread").memory(m -> m.anon(0x10000, pages)))
                .write();
        assertThat(reads(large)).isEqualTo(few);
    }

    @Test
    void detectionDoesNotCostByTheNumberOfTasks() {
        MadeUpImage many = ordinary(ImageFormat.of(V23, X86_64));
        long few = reads(many.write());
        for (int pid = 1000; pid < 1200; pid++) {
            many.task(pid, t -> t.file(0, "/dev/null"));
        }
        assertThat(reads(many.write())).isLessThanOrEqualTo(few);
    }

    @Test
    void detectionIsBoundedInATaskWithManyRecords() {
        MadeUpImage many = MadeUpImage.of(V20, X86_64).task(1, t -> {
            for (int fd = 0; fd < 20_000; fd++) {
                t.file(fd, "/tmp/" + fd);
            }
        });
        assertThat(reads(many.write())).isLessThan(100_000);
    }

    @Test
    void contentsOfPagesAreNotRead() {
        WrittenImage image = ordinary(ImageFormat.of(V23, X86_64)).write();
        CountingSource source = new CountingSource(image.source());
        DialectDetector.detect(source, 0);
        int chunk = image.parts().get(image.indexOf(RecordType.PGARR, 0) + 1).offset();
        assertThat(source.positions()).contains((long) chunk).noneMatch(at -> at >= chunk + 8 && at < chunk + 4000);
    }

    private static long reads(WrittenImage image) {
        CountingSource source = new CountingSource(image.source());
        DialectDetector.detect(source, 0);
        return source.reads();
    }

    // ---- elsewhere, and anything

    @Test
    void anImageMayBeginAnywhere() {
        WrittenImage image = ordinary(ImageFormat.of(V21, X86_64)).write();
        byte[] bytes = new byte[image.size() + 1001];
        System.arraycopy(image.bytes(), 0, bytes, 1001, image.size());
        Detection detection = DialectDetector.detect(ByteSource.of(bytes, "moved"), 1001);
        assertThat(detection.format()).isEqualTo(image.format());
        assertThat(detection.evidence().get(0)).startsWith("rev 6 at offset 1025: ");
    }

    @Test
    void everyTruncationGivesADialectOrAClearRefusal() {
        WrittenImage image = ordinary(ImageFormat.of(V23_RC1, X86_64)).write();
        int end = image.offsetOf(RecordType.VMA, 0) + 100;
        for (int length = 0; length < end; length++) {
            WrittenImage cut = image.truncateAt(length);
            if (length < 72) {
                org.assertj.core.api.Assertions.assertThatThrownBy(() -> detect(cut))
                        .isInstanceOf(ImageFormatException.class);
            } else {
                assertThat(detect(cut).format().dialect()).isIn(V21, V23_RC1);
            }
        }
    }

    @ParameterizedTest
    @CsvSource({"1", "2", "3"})
    void randomDamageNeverGivesAnythingButARefusal(long seed) {
        Random random = new Random(seed);
        List<ImageFormat> formats = formats();
        for (int i = 0; i < 3000; i++) {
            WrittenImage image =
                    ordinary(formats.get(random.nextInt(formats.size()))).write();
            byte[] bytes = image.bytes();
            for (int k = random.nextInt(8); k >= 0; k--) {
                bytes[random.nextInt(Math.min(bytes.length, 4000))] =
                        (byte) (random.nextBoolean() ? random.nextInt() : 0xff);
            }
            Dialect forced = random.nextInt(4) == 0 ? Dialect.values()[random.nextInt(8)] : null;
            try {
                DialectDetector.detect(ByteSource.of(bytes, "damaged"), 0, forced);
            } catch (ImageFormatException refused) {
                assertThat(refused.getMessage()).isNotEmpty();
            }
        }
    }
}
