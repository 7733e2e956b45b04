package org.ckptimage.rewrite;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.ckptimage.format.Architecture;
import org.ckptimage.format.Dialect;
import org.ckptimage.format.FlagKind;
import org.ckptimage.image.Image;
import org.ckptimage.image.OpenOptions;
import org.ckptimage.io.ByteSource;
import org.ckptimage.record.Lossless;
import org.ckptimage.record.Printable;
import org.ckptimage.testing.MadeUpImage;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.function.Executable;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
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
                "/tmp/\\n",
                "/tmp/latin \udce9",
                "/tmp/\udcff\udc80\u00e9\udcc3",
                "/tmp/\udced\udca0\udc80 half of a pair",
                "/tmp/\ufffd"
            })
    void aNameAsItIsPrintedCanBePasted(String name) throws Exception {
        byte[] bytes = Lossless.bytes(name);
        String pasted = Printable.of(bytes);
        byte[] image = MadeUpImage.of(Dialect.V20, Architecture.X86_64)
                .task(
                        1,
                        task -> task.file(3, name)
                                .file(4, "/tmp/x")
                                .file(5, "/tmp/n")
                                .file(6, "/tmp/latin \ufffd"))
                .build();
        try (Image opened = Image.open(ByteSource.of(image, "image"), OpenOptions.DEFAULT)) {
            for (String spelled :
                    List.of(pasted, Lossless.escaped(EditText.selector(pasted).describe()))) {
                assertThat(EditText.selector(spelled).select(opened))
                        .extracting(file -> file.nameText().toByteArray())
                        .containsExactly(bytes);
                assertThat(EditText.selector(spelled)).isEqualTo(EditText.selector(pasted));
            }
            assertThat(OpenFiles.withName(name).select(opened)).hasSize(1);
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
    void anOptionThatNobodyKnowsIsNotTakenForAPartOfTheSelector() {
        for (String text : List.of("278:0=/tmp/in,mode=rw", "/a*=/b,mode=0644,flags=rw", "3=pipe,size=1")) {
            assertThatThrownBy(() -> EditText.split(text))
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessageMatching("'(mode|size)' is no option of a replacement \\(flags=, pos=\\)");
        }
    }

    @Test
    void aNameWithCommaAndEqualsSignCanStillBeSelected() {
        assertThat(EditText.split("/k=v,mode=/dev/null")).isEqualTo(List.of("/k=v,mode", "/dev/null"));
        assertThat(EditText.split("/k=v,mode=pipe")).isEqualTo(List.of("/k=v,mode", "pipe"));
    }

    @Test
    void aFlagThatNoFileHasIsRefusedWhereverItComesIn() {
        for (Executable door : List.<Executable>of(
                () -> EditText.settings("3,flags=appnd"),
                () -> EditText.replacement("/x,flags=rw+appnd"),
                () -> new Edit.SetFlags(OpenFiles.numbered(3), Set.of("O_APPND")),
                () -> Replacement.file("/x").flags(Set.of("O_APPND")))) {
            assertThatThrownBy(door::execute)
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessageMatching("'(appnd|O_APPND)' is no flag \\(.*\\); did you mean (append|O_APPEND)\\?");
        }
    }

    @Test
    void everyFlagThatIsOfferedIsOneOnEveryArchitecture() {
        String offered = "append+nonblock+dsync+async+direct+largefile+directory+nofollow+noatime+cloexec";
        Set<String> flags =
                ((Edit.SetFlags) EditText.settings("3,flags=" + offered).get(0)).flags();
        assertThat(flags).hasSize(10);
        for (Architecture architecture : Architecture.values()) {
            assertThat(FlagKind.F_FLAGS.table(architecture).allNames()).containsAll(flags);
        }
    }

    /** Each door, with the same path. */
    static Stream<Arguments> relativePaths() {
        FileSelector file = OpenFiles.numbered(12);
        return Stream.of(
                arguments("replace", (Executable) () -> EditText.replacement("rel")),
                arguments("replace of a kind", (Executable) () -> EditText.replacement("fifo:rel,pos=zero")),
                arguments("substitute", (Executable) () -> EditText.substitution("12=rel")),
                arguments("relocate from", (Executable) () -> EditText.relocation("rel=/x")),
                arguments("relocate to", (Executable) () -> EditText.relocation("/x=rel")),
                arguments("cwd", (Executable) () -> EditText.cwd("278=rel")),
                arguments("root", (Executable) () -> EditText.root("278=rel")),
                arguments("file()", (Executable) () -> Replacement.file("rel")),
                arguments("named()", (Executable) () -> Replacement.named(Replacement.Kind.DIR, "rel")),
                arguments("SubstituteByPath", (Executable) () -> new Edit.SubstituteByPath(file, "rel")),
                arguments("Relocate", (Executable) () -> new Edit.Relocate("rel", "/x")),
                arguments("SetCwd", (Executable) () -> new Edit.SetCwd(278, "rel")),
                arguments("SetRoot", (Executable) () -> new Edit.SetRoot(278, "rel")));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("relativePaths")
    void aRelativePathIsRefusedEverywhereAndInTheSameWords(String door, Executable edit) {
        assertThatThrownBy(edit::execute)
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageStartingWith("'rel' is no path that begins with /; a restart would look for it");
    }

    @Test
    void aPathThatIsNoPathMayBeAKindMisspelt() {
        assertThatThrownBy(() -> EditText.replacement("fiffo:/x")).hasMessageContaining("nor is it one of regular:,");
    }

    @Test
    void aBytePairThatIsUtf8IsTheCharacterHoweverItIsSaid() {
        assertThat(Replacement.file("/\udcc3\udca9")).isEqualTo(Replacement.file("/\u00e9"));
        assertThat(OpenFiles.named("/\udcc3\udca9")).isEqualTo(OpenFiles.named("/\u00e9"));
    }

    @Test
    void halfOfAPairThatStandsForNoByteIsRefused() {
        assertThatThrownBy(() -> Replacement.file("/\ud800")).hasMessageContaining("half of a surrogate pair");
        assertThatThrownBy(() -> OpenFiles.named("/\udc41")).hasMessageContaining("half of a surrogate pair");
    }
}
