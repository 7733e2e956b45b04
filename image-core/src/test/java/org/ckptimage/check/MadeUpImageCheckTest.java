package org.ckptimage.check;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.util.List;
import org.ckptimage.format.Architecture;
import org.ckptimage.format.Dialect;
import org.ckptimage.format.ImageFormat;
import org.ckptimage.image.Image;
import org.ckptimage.image.OpenOptions;
import org.ckptimage.testing.MadeUpImage;
import org.ckptimage.testing.WrittenImage;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Made-up images of every dialect and architecture are checked through, and structure is never what is wrong with them.
 */
class MadeUpImageCheckTest {

    static List<ImageFormat> formats() {
        return MadeUpImage.allFormats();
    }

    private static CheckReport check(WrittenImage written) throws IOException {
        try (Image image = Image.open(written.source(), OpenOptions.DEFAULT)) {
            Needs.of(image);
            Target.from(image);
            return Checker.check(image);
        }
    }

    private static WrittenImage files(ImageFormat format) {
        return MadeUpImage.of(format)
                .task(
                        1,
                        t -> t.file(0, "/dev/null")
                                .dup(0, 1)
                                .pipe(3, 4, "unread")
                                .fifo(5, "/tmp/fifo", "more")
                                .eventfd(6, 7)
                                .epoll(7, 3, 6)
                                .socketPair(9, 10, "to nine", "")
                                .listener(13, 81))
                .zombie(4, 1, 0x100)
                .write();
    }

    @ParameterizedTest
    @MethodSource("formats")
    void everyRuleCanBeEvaluatedInEveryDialect(ImageFormat format) throws IOException {
        CheckReport report = check(files(format));

        assertThat(report.assumptions()).noneMatch(line -> line.contains("could not be evaluated"));
        assertThat(report.findings())
                .as(report.findings().toString())
                .noneMatch(finding -> List.of(
                                "R001", "R002", "R008", "R009", "R013", "R104", "R109", "R111", "R168", "R172", "R184")
                        .contains(finding.rule().id()));
    }

    @ParameterizedTest
    @MethodSource("formats")
    void anotherDialectIsAnAssumption(ImageFormat format) throws IOException {
        boolean assumed = check(files(format)).assumptions().stream().anyMatch(line -> line.contains("a kernel of"));

        assertThat(assumed).isEqualTo(format.dialect() != Dialect.V20);
    }

    @Test
    void deepNestingIsSeenWithoutRecursion() throws IOException {
        CheckReport report = check(MadeUpImage.of(ImageFormat.of(Dialect.V20, Architecture.X86_64))
                .task(1, t -> t.file(0, "/dev/null"))
                .write());

        assertThat(report.of("R185")).isEmpty();
    }
}
