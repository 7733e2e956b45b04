package org.ckptimage.image;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import org.ckptimage.format.Architecture;
import org.ckptimage.format.Dialect;
import org.ckptimage.format.RecordType;
import org.ckptimage.testing.MadeUpImage;
import org.ckptimage.testing.WrittenImage;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Definitions may nest without limit: neither reading nor looking may cost call stack, or time by the square. */
@Timeout(60)
class DeepNestingTest {

    private static MadeUpImage image() {
        return MadeUpImage.of(Dialect.V20, Architecture.X86_64);
    }

    @ParameterizedTest(name = "{0} deep")
    @ValueSource(ints = {10_000, 100_000})
    void chainedSocketsAreRead(int depth) throws IOException {
        WrittenImage written =
                image().task(1, t -> t.files(f -> f.socketChain(3, depth))).write();
        try (Image image = Image.open(written.source(), OpenOptions.DEFAULT)) {
            isRead(image, written);
            Sock sock = ((SocketFile)
                            image.task(1).files().descriptor(3).orElseThrow().file())
                    .sock()
                    .orElseThrow();
            int length = 1;
            for (Sock next = sock; next.peer().isPresent(); next = next.peer().get()) {
                length++;
            }
            assertThat(length).isEqualTo(depth);
        }
    }

    @ParameterizedTest(name = "{0} deep")
    @ValueSource(ints = {10_000, 100_000})
    void nestedCredentialsAreRead(int depth) throws IOException {
        WrittenImage written = image().task(1, t -> t.nestedCreds(depth)).write();
        try (Image image = Image.open(written.source(), OpenOptions.DEFAULT)) {
            isRead(image, written);
            int deepest = 0;
            for (ImageRecord record : image.records()) {
                if (record.type().orElseThrow() == RecordType.OBJREF && record.number() % 1000 == 0) {
                    deepest = Math.max(deepest, record.depth());
                }
            }
            assertThat(deepest).isGreaterThan(depth - 2000);
        }
    }

    private static void isRead(Image image, WrittenImage written) {
        assertThat(image.damages()).isEmpty();
        assertThat(image.isComplete()).isTrue();
        DamagedImages.givesBack(image, written.bytes());
        assertThat(image.objects().dangling()).isEmpty();
        assertThat(image.objects().graph().nodes()).isNotEmpty();
        assertThat(image.files()).isNotEmpty();
        for (ImageRecord record : image.records()) {
            assertThat(record.place()).isNotEmpty();
        }
    }

    @ParameterizedTest(name = "{0} deep")
    @ValueSource(ints = {100_000})
    void aChainThatIsCutInTheMiddleIsRead(int depth) throws IOException {
        WrittenImage whole =
                image().task(1, t -> t.files(f -> f.socketChain(3, depth))).write();
        for (int part : new int[] {4, 3, 2}) {
            WrittenImage cut = whole.truncateAt(whole.size() / part);
            try (Image image = Image.open(cut.source(), OpenOptions.DEFAULT)) {
                assertThat(image.isComplete()).isFalse();
                assertThat(image.damages()).hasSize(1);
                DamagedImages.givesBack(image, cut.bytes());
            }
        }
    }

    @ParameterizedTest(name = "{0} deep")
    @ValueSource(ints = {2_000})
    void everyViewOfAChainAnswers(int depth) throws IOException {
        WrittenImage written = image().task(1, t -> t.nestedCreds(depth).files(f -> f.socketChain(3, depth)))
                .write();
        try (Image image = Image.open(written.source(), OpenOptions.DEFAULT)) {
            assertThat(EveryView.of(image)).isZero();
        }
    }
}
