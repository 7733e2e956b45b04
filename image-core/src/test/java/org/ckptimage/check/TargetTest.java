package org.ckptimage.check;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;
import org.ckptimage.check.CheckReport.Verdict;
import org.ckptimage.format.Architecture;
import org.ckptimage.image.Image;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.function.Executable;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** What a description of the place of restart adds to a check. */
class TargetTest {

    private static Target targetOf(String name) throws Exception {
        try (Image image = Image.open(CheckImages.TESTDATA.resolve(name + ".ckpt"))) {
            return Target.from(image);
        }
    }

    static java.util.stream.Stream<String> real() {
        return CheckImages.real();
    }

    @ParameterizedTest
    @MethodSource("real")
    void theMachineThatWroteAnImageSuitsIt(String name) throws Exception {
        CheckReport without = CheckImages.check(name, CheckOptions.DEFAULT);
        CheckReport with = CheckImages.check(name, CheckOptions.DEFAULT.withTarget(targetOf(name)));

        assertThat(with.findings().stream().map(Finding::toString))
                .isEqualTo(without.findings().stream().map(Finding::toString).toList());
        assertThat(with.assumptions()).hasSizeLessThan(without.assumptions().size());
    }

    @Test
    void anotherArchitectureRefusesAnImage() throws Exception {
        CheckReport report =
                CheckImages.check("v20/plain", CheckOptions.DEFAULT.withTarget(targetOf("v20-i386/plain")));

        assertThat(report.verdict()).isEqualTo(Verdict.FAILS);
        assertThat(report.first().orElseThrow().rule().id()).isEqualTo("R017");
    }

    @Test
    void aTargetTakenFromAnImageKnowsItsKernel() throws Exception {
        Target target = targetOf("v20/plain");

        assertThat(target.architecture()).contains(Architecture.X86_64);
        assertThat(target.major()).hasValue(2);
        assertThat(target.minor()).hasValue(6);
        assertThat(target.patch()).hasValue(33);
        assertThat(target.rev()).hasValue(5);
        assertThat(target.xstateSize()).hasValue(512);
        assertThat(target.constants()).hasSize(12).containsEntry("at_vector_size", 44);
        assertThat(target.toBuilder().build().constants()).isEqualTo(target.constants());
    }

    @Test
    void aDirectoryInPlaceOfAFileAndAMissingOneDiffer(@TempDir Path root) throws Exception {
        Files.createDirectories(root.resolve("t/log"));
        Files.createFile(root.resolve("t/log/plain.log"));
        Target target = Target.builder().root(root).build();

        CheckReport report = CheckImages.check("v20/plain", CheckOptions.DEFAULT.withTarget(target));

        assertThat(report.of("R096")).noneMatch(finding -> finding.text().contains("plain.log"));
        assertThat(report.of("R096")).anyMatch(finding -> finding.text().contains("a.txt"));
        assertThat(report.of("R171")).allMatch(finding -> finding.errno().get().equals(Errno.ENOENT));
    }

    static Stream<Arguments> nonsense() {
        return Stream.of(
                arguments("a limit is 0 or more, not -5", (Executable)
                        () -> Target.builder().limit(Target.Limit.OPEN_FILES, -5)),
                arguments("the size of a page is a power of two, as 4096, not 0", (Executable)
                        () -> Target.builder().pageSize(0)),
                arguments("the size of a page is a power of two, as 4096, not -3", (Executable)
                        () -> Target.builder().pageSize(-3)),
                arguments("the size of a page is a power of two, as 4096, not -2147483648", (Executable)
                        () -> Target.builder().pageSize(Integer.MIN_VALUE)),
                arguments("a part of a kernel's version is 0 or more, not -1", (Executable)
                        () -> Target.builder().kernel(-1, 6, 33)),
                arguments("a revision of the format is 0 or more, not -1", (Executable)
                        () -> Target.builder().rev(-1)),
                arguments("a kernel has no constant 'nosuch', only ", (Executable)
                        () -> Target.builder().constant("nosuch", 3)),
                arguments(
                        "there are no namespaces 'bogus' that a kernel could lack, only UTS_NS, IPC_NS, USER_NS",
                        (Executable) () -> Target.builder().missingNamespaces("bogus")));
    }

    @ParameterizedTest
    @MethodSource("nonsense")
    void whatNoPlaceOfRestartCanHaveIsRefusedWhenItIsSaid(String message, Executable call) {
        assertThatThrownBy(call::execute)
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageStartingWith(message);
    }

    @Test
    void aRelativeRootBeginsInTheFolderOfTheProcess() {
        assertThat(Target.builder().root(Path.of("srv/job")).build().root())
                .contains(Path.of("").toAbsolutePath().resolve("srv/job"));
    }

    @Test
    void pagesBehindTheEndOfAPresentFileHaveNoPlace(@TempDir Path root) throws Exception {
        try (Image image = Image.open(CheckImages.TESTDATA.resolve("v20/plain.ckpt"))) {
            for (Needs.File file : Needs.of(image).files()) {
                Path path = root.resolve(file.path().substring(1));
                if (file.kind() == Needs.FileKind.DIRECTORY) {
                    Files.createDirectories(path);
                } else if (!Files.exists(path)) {
                    Files.createDirectories(path.getParent());
                    Files.createFile(path);
                }
            }
        }
        Target target = Target.builder().root(root).build();

        CheckReport report = CheckImages.check("v20/plain", CheckOptions.DEFAULT.withTarget(target));

        assertThat(report.of("R096")).isEmpty();
        assertThat(report.first().orElseThrow().rule().id()).isEqualTo("R167");
        assertThat(report.first().orElseThrow().errno()).contains(Errno.EFAULT);
    }
}
