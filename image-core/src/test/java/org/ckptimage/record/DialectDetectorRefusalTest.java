package org.ckptimage.record;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.ckptimage.format.Architecture.I386;
import static org.ckptimage.format.Architecture.PPC32;
import static org.ckptimage.format.Architecture.S390X;
import static org.ckptimage.format.Architecture.X86_64;
import static org.ckptimage.format.Dialect.V18;
import static org.ckptimage.format.Dialect.V19_RC2;
import static org.ckptimage.format.Dialect.V20;
import static org.ckptimage.format.Dialect.V21;
import static org.ckptimage.format.Dialect.V23;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.HexFormat;
import org.ckptimage.format.Architecture;
import org.ckptimage.format.Dialect;
import org.ckptimage.format.ImageFormat;
import org.ckptimage.format.ImageFormatException;
import org.ckptimage.format.RecordType;
import org.ckptimage.io.ByteSource;
import org.ckptimage.testing.MadeUpImage;
import org.ckptimage.testing.WrittenImage;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What is no image, or one of an unknown kind, is refused in words that help; and a dialect may be given. */
class DialectDetectorRefusalTest {

    private static ByteSource source(String hex) {
        return ByteSource.of(HexFormat.of().parseHex(hex), "test");
    }

    private static WrittenImage image(Dialect dialect, Architecture architecture) {
        return MadeUpImage.of(dialect, architecture).task(1, t -> {}).write();
    }

    private static Detection detect(WrittenImage image, Dialect forced) {
        return DialectDetector.detect(image.source(), 0, forced);
    }

    @Test
    void anEmptyFileIsCalledEmpty() {
        assertThatThrownBy(() -> DialectDetector.detect(source(""), 0))
                .isInstanceOf(ImageFormatException.class)
                .hasMessage("offset 0 (0x0): the file is empty");
    }

    @Test
    void anOffsetBehindTheEndIsRefused() {
        ByteSource source = image(V20, X86_64).source();
        assertThatThrownBy(() -> DialectDetector.detect(source, source.size()))
                .isInstanceOf(ImageFormatException.class)
                .hasMessageContaining("no image starts here: the file has " + source.size() + " bytes");
        assertThatThrownBy(() -> DialectDetector.detect(source, Long.MAX_VALUE))
                .isInstanceOf(ImageFormatException.class);
        assertThatThrownBy(() -> DialectDetector.detect(source, -1)).isInstanceOf(ImageFormatException.class);
    }

    @ParameterizedTest
    @CsvSource({
        "1f8b080000000000,gzip",
        "fd377a585a000004,xz",
        "28b52ffd04000000,zstd",
        "425a683931415926,bzip2",
        "04224d1864400000,lz4",
        "504b030414000000,zip",
        "7f454c4602010100,ELF",
        "1943565440591055,CRIU",
        "444d5443505f4348,DMTCP",
        "23212f62696e2f73,text",
        "0000000000000000,zeros"
    })
    void commonMistakesAreGuessed(String hex, String guess) {
        assertThatThrownBy(() -> DialectDetector.detect(
                        source(hex + "ff".repeat(guess.equals("text") || guess.equals("zeros") ? 0 : 100)), 0))
                .isInstanceOf(ImageFormatException.class)
                .hasMessageContaining("no image starts here: the first bytes are " + hex.substring(0, 2) + " ")
                .hasMessageContaining("This looks like ")
                .hasMessageContaining(guess);
    }

    @Test
    void aTarArchiveIsGuessed() {
        byte[] tar = new byte[1024];
        tar[0] = 'a';
        tar[1] = (byte) 0x80;
        System.arraycopy("ustar".getBytes(StandardCharsets.US_ASCII), 0, tar, 257, 5);
        assertThatThrownBy(() -> DialectDetector.detect(ByteSource.of(tar, "tar"), 0))
                .hasMessageContaining("a tar archive");
    }

    @Test
    void theMiddleOfAnImageIsGuessed() {
        WrittenImage image = image(V20, S390X);
        assertThatThrownBy(() -> DialectDetector.detect(image.source(), image.offsetOf(RecordType.TREE, 0)))
                .hasMessageContaining("This looks like the middle of an image: a record of type 101 with length 16");
    }

    @Test
    void otherBytesAreShown() {
        assertThatThrownBy(() -> DialectDetector.detect(source("80fe01"), 0))
                .hasMessage("offset 0 (0x0): no image starts here: the first bytes are 80 fe 01. Perhaps one begins"
                        + " elsewhere in the file; OpenOptions.at says where");
    }

    @Test
    void aDamagedFirstByteIsToldFromAFileOfAnotherKind() {
        for (Architecture architecture : new Architecture[] {X86_64, S390X}) {
            byte[] bytes = image(V20, architecture).bytes();
            bytes[0] ^= 0x58;
            assertThatThrownBy(() -> DialectDetector.detect(ByteSource.of(bytes, "image"), 0))
                    .hasMessageContaining("no image starts here")
                    .hasMessageEndingWith("that of an image, so its first record is damaged");
        }
    }

    @Test
    void anImageBehindSomethingElseIsFound() {
        byte[] image = image(V20, S390X).bytes();
        byte[] shifted = new byte[image.length + 5];
        System.arraycopy(image, 0, shifted, 5, image.length);
        assertThatThrownBy(() -> DialectDetector.detect(ByteSource.of(shifted, "image"), 0))
                .hasMessageEndingWith("An image begins at offset 5; OpenOptions.at says where");
    }

    @ParameterizedTest
    @CsvSource({"4", "7", "8", "71"})
    void aTruncatedHeaderIsCalledTruncated(int length) {
        for (Architecture architecture : new Architecture[] {X86_64, S390X}) {
            assertThatThrownBy(() -> detect(image(V20, architecture).truncateAt(length), null))
                    .isInstanceOf(ImageFormatException.class)
                    .hasMessageContaining("the image is truncated: it ends after " + length + " of the 72 bytes");
        }
    }

    @Test
    void aWrongMagicIsShown() {
        assertThatThrownBy(() -> detect(image(V20, X86_64).patch64(8, 0x1234), null))
                .isInstanceOf(ImageFormatException.class)
                .hasMessage("offset 8 (0x8): the header has the magic 0x0000000000001234, a checkpoint image of"
                        + " Linux-CR has 0x00feed0cc0a2d200");
    }

    @Test
    void anUnknownRevSaysWhichAreKnownAndHowToForceOne() {
        assertThatThrownBy(() -> detect(image(V20, X86_64).patch16(24, 7), null))
                .isInstanceOf(ImageFormatException.class)
                .hasMessageStartingWith(
                        "offset 24 (0x18): rev 7 of the format is unknown; known are 3 (v18), 4 (v19-rc2),"
                                + " 5 (v20), 6 (v21)")
                .hasMessageEndingWith("; OpenOptions.as says which");
    }

    @Test
    void anUnknownArchitectureSaysWhichAreKnown() {
        assertThatThrownBy(() -> detect(image(V20, X86_64).patch16(16, 9), null))
                .isInstanceOf(ImageFormatException.class)
                .hasMessage("offset 16 (0x10): architecture number 9 is unknown; known are 1 i386 (little-endian),"
                        + " 2 x86_64 (little-endian), 3 s390x (big-endian), 4 ppc32 (big-endian),"
                        + " 5 ppc64 (big-endian)");
    }

    @Test
    void anArchitectureOfTheOtherByteOrderIsRefused() {
        assertThatThrownBy(() -> detect(image(V20, X86_64).patch16(16, 3), null))
                .isInstanceOf(ImageFormatException.class)
                .hasMessage("offset 16 (0x10): architecture number 3 means s390x (big-endian), but the image is"
                        + " little-endian");
    }

    // ---- a given dialect

    @Test
    void aGivenDialectIsTakenAndNeverCertain() {
        for (ImageFormat format : MadeUpImage.allFormats()) {
            WrittenImage image = MadeUpImage.of(format).task(1, t -> {}).write();
            Detection detection = detect(image, format.dialect());
            assertThat(detection.format()).isSameAs(format);
            assertThat(detection.certain()).isFalse();
            assertThat(detection.evidence().get(0))
                    .isEqualTo("dialect " + format.dialect() + " was given, not detected; rev "
                            + format.dialect().rev() + " at offset 24");
        }
    }

    @Test
    void aGivenDialectWinsOverRevAndItsMisfitIsSaid() {
        Detection detection = detect(image(V20, X86_64), V23);
        assertThat(detection.format()).isSameAs(ImageFormat.of(V23, X86_64));
        assertThat(detection.evidence())
                .contains("dialect v23 was given, not detected; rev 5 at offset 24 is not that of v23")
                .anyMatch(sentence -> sentence.startsWith(
                        "record 101 at offset 347 has length 16, but PIDS has 24 in" + " v23/x86_64"));
    }

    @Test
    void aGivenDialectHelpsWithAnUnknownRev() {
        Detection detection = detect(image(V21, PPC32).patch16(24, 99), V21);
        assertThat(detection.format()).isSameAs(ImageFormat.of(V21, PPC32));
        assertThat(detection.evidence()).anyMatch(sentence -> sentence.contains("rev 99"));
    }

    @Test
    void aGivenDialectWithOtherNumbersStillFindsTheArchitecture() {
        assertThat(detect(image(V20, X86_64), V19_RC2).format()).isSameAs(ImageFormat.of(V19_RC2, X86_64));
        assertThat(detect(image(V20, S390X), V18).format().architecture()).isNotEqualTo(I386);
    }

    @Test
    void aGivenDialectThatTheArchitectureLacksIsRefused() {
        assertThatThrownBy(() -> detect(image(V20, X86_64), V18))
                .isInstanceOf(ImageFormatException.class)
                .hasMessage("offset 16 (0x10): the image was written on x86_64, for which dialect v18 does not exist");
        assertThatThrownBy(() -> detect(image(V20, PPC32), V23))
                .isInstanceOf(ImageFormatException.class)
                .hasMessageContaining("written on ppc32");
    }

    @Test
    void aGivenDialectDoesNotHelpWithWhatIsNoImage() {
        byte[] zeros = new byte[100];
        Arrays.fill(zeros, (byte) 1);
        assertThatThrownBy(() -> DialectDetector.detect(ByteSource.of(zeros, "ones"), 0, V20))
                .isInstanceOf(ImageFormatException.class);
        assertThatThrownBy(() -> detect(image(V20, X86_64).patch16(16, 77), V20))
                .isInstanceOf(ImageFormatException.class)
                .hasMessageContaining("architecture number 77 is unknown");
    }
}
