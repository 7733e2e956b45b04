package org.ckptimage.benchmarks.generate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.netty.buffer.ByteBuf;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.ckptimage.check.CheckReport;
import org.ckptimage.check.Checker;
import org.ckptimage.image.EpollSet;
import org.ckptimage.image.Image;
import org.ckptimage.image.OpenFile;
import org.ckptimage.image.Page;
import org.ckptimage.image.Task;
import org.ckptimage.image.Vma;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

class ImageGeneratorTest {

    @TempDir
    Path folder;

    private Image open(ImageSpec spec) throws IOException {
        Path file = folder.resolve("image.ckpt");
        ImageGenerator.write(spec, file);
        return Image.open(file);
    }

    static List<ImageSpec> specs() {
        return List.of(
                new ImageSpec(),
                new ImageSpec().files(0),
                new ImageSpec().size("1m").tasks(5).files(20).sockets(3).epolls(2),
                new ImageSpec().size("123456").tasks(3).vmas(7).chunk(5),
                new ImageSpec().sockets(2).messages(0).epolls(1),
                new ImageSpec().epolls(3));
    }

    @ParameterizedTest
    @MethodSource("specs")
    void whatIsGeneratedWouldRestart(ImageSpec spec) throws IOException {
        try (Image image = open(spec)) {
            CheckReport report = Checker.check(image);
            assertThat(report.findings()).isEmpty();
            assertThat(report.verdict()).isEqualTo(CheckReport.Verdict.RESTARTS);
            assertThat(image.damages()).isEmpty();
            assertThat(image.trailingBytes()).isZero();
        }
    }

    @Test
    void thereIsAsMuchOfEverythingAsWasAsked() throws IOException {
        ImageSpec spec = new ImageSpec()
                .size("1m")
                .tasks(3)
                .files(20)
                .sockets(2)
                .messages(5)
                .epolls(2)
                .vmas(6);
        try (Image image = open(spec)) {
            assertThat(image.tasks()).hasSize(3);
            long made = 0;
            for (Task task : image.tasks()) {
                assertThat(task.files().descriptors()).hasSize(20 + 2 * 2 + 2);
                assertThat(task.memory().vmas()).hasSize(7 + 6);
                made += madeAreas(task).mapToLong(vma -> vma.pages().size()).sum();
            }
            assertThat(made).isEqualTo(spec.pages()).isEqualTo(256);
            List<OpenFile> sets =
                    image.files().stream().filter(EpollSet.class::isInstance).toList();
            assertThat(sets)
                    .hasSize(6)
                    .allSatisfy(set -> assertThat(((EpollSet) set).watches()).hasSize(4));
        }
    }

    private static Stream<Vma> madeAreas(Task task) {
        return task.memory().vmas().stream()
                .filter(vma -> vma.start() >= MemoryWriter.START)
                .filter(vma -> vma.start() < 0x7000_0000_0000L);
    }

    @Test
    void patternedPagesHoldTheirAddresses() throws IOException {
        try (Image image = open(new ImageSpec().size("64k"))) {
            madeAreas(image.tasks().get(0)).flatMap(vma -> vma.pages().stream()).forEach(page -> {
                assertThat(page.bytes().getLongLE(0)).isEqualTo(page.address());
                assertThat(page.bytes().getLongLE(4088)).isEqualTo(page.address() + 4088);
            });
        }
    }

    @ParameterizedTest
    @EnumSource(Contents.class)
    void theSameSpecMakesTheSameBytes(Contents contents) throws IOException {
        ImageSpec spec =
                new ImageSpec().size("256k").tasks(2).sockets(1).epolls(1).contents(contents);
        Path first = folder.resolve("first");
        Path second = folder.resolve("second");
        ImageGenerator.write(spec, first);
        Files.writeString(second, "something longer that must be gone".repeat(20_000));
        ImageGenerator.write(spec, second);
        assertThat(second).hasSameBinaryContentAs(first);
    }

    @Test
    void anotherSeedMakesOtherRandomPages() throws IOException {
        ImageSpec spec = new ImageSpec().size("64k").contents(Contents.RANDOM);
        Path first = folder.resolve("first");
        Path second = folder.resolve("second");
        ImageGenerator.write(spec.seed(1), first);
        ImageGenerator.write(spec.seed(2), second);
        assertThat(Files.mismatch(first, second)).isNotNegative();
    }

    @Test
    void anImageOfZerosBeyondFourGibibytesIsSparseAndReadToItsEnd() throws IOException {
        try (Image image = open(new ImageSpec().size("5g").vmas(2).contents(Contents.ZERO))) {
            assertThat(image.size()).isGreaterThan(5L << 30);
            assertThat(Checker.check(image).verdict()).isEqualTo(CheckReport.Verdict.RESTARTS);
            Vma last =
                    madeAreas(image.tasks().get(0)).reduce((one, next) -> next).orElseThrow();
            Page page = last.pageAt(last.end() - 1).orElseThrow();
            assertThat(page.address()).isEqualTo(last.end() - ImageSpec.PAGE);
            ByteBuf bytes = page.bytes();
            assertThat(bytes.readableBytes()).isEqualTo(ImageSpec.PAGE);
            assertThat(bytes.getLongLE(0)).isZero();
        }
    }

    @Test
    void whatCannotBeIsRefused() {
        Path file = folder.resolve("none");
        for (ImageSpec spec : List.of(
                new ImageSpec().tasks(0),
                new ImageSpec().files(-1),
                new ImageSpec().vmas(0),
                new ImageSpec().chunk(8193),
                new ImageSpec().size("4 gigs"))) {
            assertThatIllegalArgumentException().isThrownBy(() -> ImageGenerator.write(spec, file));
        }
        assertThat(file).doesNotExist();
    }
}
