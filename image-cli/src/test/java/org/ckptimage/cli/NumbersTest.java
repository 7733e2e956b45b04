package org.ckptimage.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Locale;
import org.junit.jupiter.api.Test;

class NumbersTest {

    @Test
    void sizesAreShort() {
        assertThat(Numbers.size(0)).isEqualTo("0");
        assertThat(Numbers.size(1023)).isEqualTo("1023");
        assertThat(Numbers.size(1024)).isEqualTo("1.0K");
        assertThat(Numbers.size(4096)).isEqualTo("4.0K");
        assertThat(Numbers.size(27581)).isEqualTo("27K");
        assertThat(Numbers.size(1024 * 1024 - 1)).isEqualTo("1.0M");
        assertThat(Numbers.size(5L << 30)).isEqualTo("5.0G");
        assertThat(Numbers.size(-1)).as("2^64-1").isEqualTo("16E");
    }

    @Test
    void theLocaleDoesNotMatter() {
        Locale before = Locale.getDefault();
        try {
            Locale.setDefault(Locale.forLanguageTag("ar-EG-u-nu-arab"));
            assertThat(Numbers.size(4096)).isEqualTo("4.0K");
            assertThat(Cli.run("mem", "--read", "0x407ff8:8", Cli.image("v20/plain"))
                            .out())
                    .startsWith("00407ff8-00408000");
        } finally {
            Locale.setDefault(before);
        }
    }
}
