package org.ckptimage.record;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.Random;
import org.junit.jupiter.api.Test;

class PrintableTest {

    private static String ofBytes(int... bytes) {
        byte[] array = new byte[bytes.length];
        for (int i = 0; i < bytes.length; i++) {
            array[i] = (byte) bytes[i];
        }
        return Printable.of(array);
    }

    @Test
    void plainTextInAnyLanguageStaysAsItIs() {
        assertThat(Printable.of("/t/w/a b.txt")).isEqualTo("/t/w/a b.txt");
        assertThat(Printable.of("/tmp/größe-日本-😀")).isEqualTo("/tmp/größe-日本-😀");
    }

    @Test
    void controlCharactersAreShownAsEscapes() {
        assertThat(Printable.of("a\u001b[31mb")).isEqualTo("a\\x1b[31mb");
        assertThat(Printable.of("a\nb\tc\rd\0e\u007f")).isEqualTo("a\\nb\\tc\\rd\\x00e\\x7f");
        assertThat(Printable.of("\u009b31m")).isEqualTo("\\xc2\\x9b31m");
    }

    @Test
    void backslashesAreDoubledSoThatNothingLooksLikeAnEscape() {
        assertThat(Printable.of("a\\nb")).isEqualTo("a\\\\nb");
    }

    @Test
    void charactersThatHideOrRearrangeTextAreShownAsEscapes() {
        assertThat(Printable.of("evil\u202etxt.exe")).isEqualTo("evil\\xe2\\x80\\xaetxt.exe");
        assertThat(Printable.of("a\u2066b\u200bc\ufeffd\u2028e"))
                .isEqualTo("a\\xe2\\x81\\xa6b\\xe2\\x80\\x8bc\\xef\\xbb\\xbfd\\xe2\\x80\\xa8e");
    }

    @Test
    void bytesThatAreNotUtf8AreShownOneByOne() {
        assertThat(ofBytes('a', 0xff, 'b')).isEqualTo("a\\xffb");
        assertThat(ofBytes(0xc3)).as("cut off").isEqualTo("\\xc3");
        assertThat(ofBytes(0xc0, 0x8a)).as("overlong line end").isEqualTo("\\xc0\\x8a");
        assertThat(ofBytes(0xe0, 0x80, 0x8a)).as("overlong line end").isEqualTo("\\xe0\\x80\\x8a");
        assertThat(ofBytes(0xed, 0xa0, 0x80)).as("half of a pair").isEqualTo("\\xed\\xa0\\x80");
        assertThat(ofBytes(0xf4, 0x90, 0x80, 0x80)).as("beyond Unicode").isEqualTo("\\xf4\\x90\\x80\\x80");
    }

    @Test
    void whateverGoesInNothingUnprintableComesOutAndNothingIsLost() {
        Random random = new Random(1);
        for (int round = 0; round < 20_000; round++) {
            byte[] bytes = new byte[random.nextInt(12)];
            random.nextBytes(bytes);
            String shown = Printable.of(bytes);
            assertThat(shown.codePoints()).allMatch(Printable::isPlain);
            assertThat(unescape(shown)).isEqualTo(bytes);
        }
    }

    /** As printf %b does it. */
    private static byte[] unescape(String shown) {
        StringBuilder latin = new StringBuilder();
        byte[] utf8 = shown.getBytes(StandardCharsets.UTF_8);
        for (int i = 0; i < utf8.length; i++) {
            if (utf8[i] != '\\') {
                latin.append((char) (utf8[i] & 0xff));
                continue;
            }
            char kind = (char) utf8[++i];
            if (kind == 'x') {
                latin.append((char) Integer.parseInt("" + (char) utf8[i + 1] + (char) utf8[i + 2], 16));
                i += 2;
            } else {
                latin.append(kind == 'n' ? '\n' : kind == 't' ? '\t' : kind == 'r' ? '\r' : kind);
            }
        }
        return latin.toString().getBytes(StandardCharsets.ISO_8859_1);
    }
}
