package org.ckptimage.rewrite;

import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import org.ckptimage.check.CheckReport;
import org.ckptimage.check.Finding;

/**
 * What ends the restart of an image, counted by rule, so that two images can be compared. Places do not count: an edit may
 * move what was wrong before to another object, as a full pipe's bytes to the end that is left.
 */
final class DeadlyFindings {
    private final Map<String, Integer> counts = new HashMap<>();
    private final Map<String, Finding> examples = new HashMap<>();

    private DeadlyFindings() {}

    static DeadlyFindings of(CheckReport report) {
        DeadlyFindings findings = new DeadlyFindings();
        for (Finding finding : report.findings()) {
            if (finding.isDeadly()) {
                String key = finding.rule().id();
                findings.counts.merge(key, 1, Integer::sum);
                findings.examples.putIfAbsent(key, finding);
            }
        }
        return findings;
    }

    /** One that these have and the others have not, or not as often. */
    Optional<String> surplus(DeadlyFindings others) {
        return counts.entrySet().stream()
                .filter(count -> count.getValue() > others.counts.getOrDefault(count.getKey(), 0))
                .map(count -> examples.get(count.getKey()).toString())
                .sorted()
                .findFirst();
    }
}
