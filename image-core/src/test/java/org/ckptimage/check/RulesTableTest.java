package org.ckptimage.check;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** The table of rules is whole: every rule of a restart is checked, left to a target, or said to be unknowable. */
class RulesTableTest {
    /** Rules that only images of machines can break of which there is no real one to edit. */
    private static final Set<String> WITHOUT_IMAGE = Set.of("R057");
    /** Judged by a target, and by the image as far as it goes. */
    private static final Set<String> BROKEN_AT_TARGET = Set.of(
            "R020", "R022", "R025", "R028", "R029", "R060", "R069", "R071", "R096", "R105", "R110", "R116", "R124",
            "R171");

    /** Rules of a restart that were known when this was written; more may follow, without a gap. */
    private static final int KNOWN = 186;

    @Test
    void theNumbersOfRulesHaveNoGap() {
        List<String> ids = Rules.all().stream().map(Rule::id).toList();
        int restart = (int) ids.stream().filter(id -> id.startsWith("R")).count();
        assertThat(restart).isGreaterThanOrEqualTo(KNOWN);
        List<String> expected = new ArrayList<>();
        IntStream.rangeClosed(1, restart).forEach(i -> expected.add(String.format("R%03d", i)));
        IntStream.rangeClosed(1, 9).forEach(i -> expected.add("U" + i));

        assertThat(ids).as("a new rule takes the next number").containsExactlyInAnyOrderElementsOf(expected);
    }

    @Test
    void everyRuleIsAboutAPartOfAnImage() {
        assertThat(Rules.all()).allSatisfy(rule -> assertThat(rule.part()).isNotBlank());
        assertThat(Rules.get("R103").part()).isEqualTo("files");
        assertThat(Rules.get("U1").part()).contains("user-cr");
    }

    @Test
    void everyMendIsThereOnce() {
        List<String> expected = new ArrayList<>();
        IntStream.rangeClosed(1, 28).forEach(i -> {
            expected.add(String.format("W%02d", i));
            if (i == 5) {
                expected.add("W05b");
            }
        });

        assertThat(Rules.mends().stream().map(Mend::id)).containsExactlyElementsOf(expected);
        assertThat(Rules.mends()).allSatisfy(mend -> {
            assertThat(mend.mends()).allSatisfy(id -> assertThat(Rules.find(id)).isPresent());
            assertThat(mend.situation()).isNotBlank();
        });
    }

    @Test
    void aRuleThatTheImageDoesNotDecideSaysWhatIsAssumed() {
        assertThat(Rules.all()).allSatisfy(rule -> {
            assertThat(rule.sentence()).isNotBlank();
            boolean decided = rule.judged() == Rule.Judged.IMAGE || rule.judged() == Rule.Judged.OPEN;
            assertThat(rule.reason().isPresent()).as(rule.id()).isEqualTo(!decided);
        });
    }

    @Test
    void fatalRulesHaveAnError() {
        assertThat(Rules.all())
                .filteredOn(rule -> rule.severity() == Severity.FATAL)
                .allSatisfy(rule -> assertThat(rule.errnos()).as(rule.id()).isNotEmpty());
    }

    @Test
    void everyRuleThatIsJudgedHasAnImageThatBreaksIt() {
        Set<String> broken = RuleBreakTest.cases().map(RuleCase::rule).collect(Collectors.toSet());

        List<String> without = Rules.all().stream()
                .filter(rule -> rule.judged() == Rule.Judged.IMAGE)
                .map(Rule::id)
                .filter(id -> !broken.contains(id))
                .toList();

        assertThat(without)
                .as("a rule that is judged needs a case, as in FileCases")
                .containsExactlyInAnyOrderElementsOf(WITHOUT_IMAGE);
        assertThat(broken).containsAll(BROKEN_AT_TARGET);
    }
}
