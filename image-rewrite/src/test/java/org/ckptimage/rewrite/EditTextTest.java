package org.ckptimage.rewrite;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.charset.StandardCharsets;
import java.util.List;
import org.ckptimage.format.Architecture;
import org.ckptimage.format.Dialect;
import org.ckptimage.image.Image;
import org.ckptimage.image.OpenOptions;
import org.ckptimage.io.ByteSource;
import org.ckptimage.record.Printable;
import org.ckptimage.testing.MadeUpImage;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class EditTextTest {

    /** Names as an unknown program may have given them; what is printed of them is what people paste. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "/tmp/plain",
                "/tmp/\u001b[31m red",
                "/tmp/two\nlines\tand\rmore",
                "/tmp/back\\slash\\x41",
                "/tmp/ends with \\",
                "/tmp/\u202eright to left",
                "/tmp/\u00e9\u65e5\ud83d\ude00",
                "/tmp/\u2028\ufeff",
                "/tmp/\\n"
            })
    void aNameAsItIsPrintedCanBePasted(String name) throws Exception {
        String pasted = Printable.of(name);
        byte[] image = MadeUpImage.of(Dialect.V20, Architecture.X86_64)
                .task(1, task -> task.file(3, name).file(4, "/tmp/x").file(5, "/tmp/n"))
                .build();
        try (Image opened = Image.open(ByteSource.of(image, "image"), OpenOptions.DEFAULT)) {
            FileSelector selector = EditText.selector(pasted);
            assertThat(selector.select(opened))
                    .hasSize(1)
                    .first()
                    .hasToString(opened.files().stream()
                            .filter(file -> file.name().equals(name))
                            .findFirst()
                            .orElseThrow()
                            .toString());
            assertThat(EditText.selector(selector.describe())).isEqualTo(selector);
        }
        assertThat(EditText.replacement(pasted)).isEqualTo(Replacement.file(name));
        assertThat(EditText.cwd("278=" + pasted)).isEqualTo(new Edit.SetCwd(278, name));
        assertThat(EditText.relocation(pasted + "=" + pasted)).isEqualTo(new Edit.Relocate(name, name));
        assertThat(EditText.substitution("12=" + pasted))
                .isEqualTo(new Edit.SubstituteByPath(OpenFiles.numbered(12), name));
    }

    @Test
    void aBackslashTakesTheMeaningOfOtherCharactersAway() {
        assertThat(EditText.selector("/a\\*b")).isEqualTo(OpenFiles.named("/a\\*b"));
        assertThat(EditText.selector("/a\\x2ab")).isEqualTo(OpenFiles.named("/a\\*b"));
        assertThat(EditText.selector("/a\\b")).isEqualTo(OpenFiles.named("/ab"));
        assertThat(EditText.split("/a\\=b=/c")).isEqualTo(List.of("/a\\=b", "/c"));
        assertThat(EditText.split("/a\\\\=/c")).isEqualTo(List.of("/a\\\\", "/c"));
        assertThat(EditText.replacement("/a\\,pos=3")).isEqualTo(Replacement.file("/a,pos=3"));
        assertThat(EditText.replacement("/a\\xyz")).isEqualTo(Replacement.file("/axyz"));
    }

    @Test
    void whatIsNoUtf8CannotBeSaidAndTheMessageTellsWhatCan() {
        String printed = Printable.of("/tmp/\u00e9".getBytes(StandardCharsets.ISO_8859_1));
        assertThatThrownBy(() -> EditText.selector(printed))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("the bytes e9 are no UTF-8")
                .hasMessageContaining("by its number or descriptor");
        assertThatThrownBy(() -> EditText.replacement(printed)).hasMessageContaining("are no UTF-8");
    }
}
