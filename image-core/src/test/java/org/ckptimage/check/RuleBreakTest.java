package org.ckptimage.check;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** For each rule an image that breaks it, and the same image without the edit, which does not. */
class RuleBreakTest {

    static Stream<RuleCase> cases() {
        return Stream.of(
                        StructureCases.all(),
                        HeadCases.all(),
                        TaskCases.all(),
                        IpcCases.all(),
                        FileCases.all(),
                        SocketCases.all(),
                        List.of(SocketCases.foreignRights()),
                        MemoryCases.all())
                .flatMap(List::stream);
    }

    @ParameterizedTest
    @MethodSource("cases")
    void aBrokenRuleIsReportedWhereItIsBroken(RuleCase broken) {
        ImagePatch patch = ImagePatch.of(broken.image());
        long offset = broken.edit().applyAsLong(patch);

        CheckReport report = CheckImages.check(patch.bytes(), broken.options());

        String all = String.join(
                "\n", report.findings().stream().map(Finding::toString).toList());
        Finding found = report.of(broken.rule()).stream()
                .filter(finding -> finding.offset() == offset && finding.severity() == broken.severity())
                .findFirst()
                .orElseThrow(() -> new AssertionError(broken + ": expected at " + offset + "; found\n" + all));
        if (broken.errno() != null && broken.severity() == Severity.FATAL) {
            assertThat(found.errno()).as(all).contains(broken.errno());
        }
        if (broken.first()) {
            assertThat(report.first()).as(all).contains(found);
        }
        assertThat(found.text()).isNotBlank();
        assertThat(found.path()).isNotBlank();
        assertThat(report.assumptions()).noneMatch(line -> line.contains("could not be evaluated"));
    }

    @ParameterizedTest
    @MethodSource("cases")
    void theUntouchedImageDoesNotBreakIt(RuleCase broken) {
        CheckOptions options = new CheckOptions(
                Optional.empty(), broken.options().feed(), broken.options().pids(), false);
        CheckReport report = CheckImages.check(broken.image(), options);

        assertThat(report.of(broken.rule()))
                .filteredOn(finding -> finding.severity() == broken.severity())
                .isEmpty();
    }
}
