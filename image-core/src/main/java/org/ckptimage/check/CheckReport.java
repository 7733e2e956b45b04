package org.ckptimage.check;

import com.google.common.collect.ImmutableList;
import java.util.List;
import java.util.Optional;

/**
 * What a check found.
 *
 * @param verdict what a restart would come to
 * @param first what happens first: the error or crash that ends the restart; empty if it succeeds
 * @param findings everything, in the order in which a restart would meet it
 * @param findingCount how many there are; of very many alike not all are kept
 * @param trailingBytes bytes behind the end of the image, which no restart reads
 * @param assumptions what was taken for granted, as sentences
 */
public record CheckReport(
        Verdict verdict,
        Optional<Finding> first,
        List<Finding> findings,
        long findingCount,
        long trailingBytes,
        List<String> assumptions) {

    /** What a restart comes to. */
    public enum Verdict {
        /** It succeeds. */
        RESTARTS,
        /** It fails with an error. */
        FAILS,
        /** The kernel crashes, at once or later. */
        CRASHES
    }

    public CheckReport {
        findings = ImmutableList.copyOf(findings);
        assumptions = ImmutableList.copyOf(assumptions);
    }

    /** Whether findings of a severity are among them. */
    public boolean has(Severity severity) {
        return findings.stream().anyMatch(finding -> finding.severity() == severity);
    }

    /**
     * A finding that ends the restart, of a kind that another report has not, or has less often: the first by its text.
     * Findings are alike if they are of one rule and about one type of record, wherever that stands: between two images
     * an edit may have moved everything.
     */
    public Optional<Finding> worseThan(CheckReport other) {
        return DeadlyFindings.of(this).surplus(DeadlyFindings.of(other));
    }

    /** The findings of one rule. */
    public List<Finding> of(String ruleId) {
        return findings.stream()
                .filter(finding -> finding.rule().id().equals(ruleId))
                .collect(ImmutableList.toImmutableList());
    }
}
