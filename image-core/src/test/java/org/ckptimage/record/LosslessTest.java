package org.ckptimage.record;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.Random;
import org.junit.jupiter.api.Test;

class LosslessTest {

    @Test
    void anyBytesComeBackAsTheyWere() {
        Random random = new Random(1);
        for (int round = 0; round < 20_000; round++) {
            byte[] bytes = new byte[random.nextInt(12)];
            random.nextBytes(bytes);
            String string = Lossless.string(bytes);
            assertThat(Lossless.isBytes(string)).isTrue();
            assertThat(Lossless.bytes(string)).isEqualTo(bytes);
        }
    }

    @Test
    void textIsItself() {
        String text = "/tmp/gr\u00f6\u00dfe-\u65e5\u672c-\ud83d\ude00\ufffd";
        assertThat(Lossless.string(text.getBytes(StandardCharsets.UTF_8))).isEqualTo(text);
        assertThat(Lossless.bytes(text)).isEqualTo(text.getBytes(StandardCharsets.UTF_8));
    }

    @Test
    void aByteThatIsNoTextIsWhatPythonMakesOfIt() {
        assertThat(Lossless.string(new byte[] {'a', (byte) 0xe9})).isEqualTo("a\udce9");
        assertThat(Lossless.escaped("a\udce9")).isEqualTo("a\\xe9");
        assertThat(Printable.of("a\udce9")).isEqualTo("a\\xe9");
    }

    @Test
    void otherHalvesOfPairsStandForNoBytes() {
        assertThat(Lossless.isBytes("\ud800")).isFalse();
        assertThat(Lossless.isBytes("\udc7f")).isFalse();
        assertThat(Lossless.isBytes("\ud83d\ude00")).isTrue();
    }
}
