package org.ckptimage.rewrite;

import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import org.ckptimage.check.CheckReport;
import org.ckptimage.check.Finding;

/**
 * What ends the restart of an image, counted by rule and place, so that two images can be compared. A place is the
 * innermost object and record: an edit may move what lies around them, and every offset.
 */
final class DeadlyFindings {
    private final Map<String, Integer> counts = new HashMap<>();
    private final Map<String, Finding> examples = new HashMap<>();

    private DeadlyFindings() {}

    static DeadlyFindings of(CheckReport report) {
        DeadlyFindings findings = new DeadlyFindings();
        for (Finding finding : report.findings()) {
            if (finding.isDeadly()) {
                String key = finding.rule().id() + " " + place(finding.path());
                findings.counts.merge(key, 1, Integer::sum);
                findings.examples.putIfAbsent(key, finding);
            }
        }
        return findings;
    }

    private static String place(String path) {
        int last = path.lastIndexOf(" > ");
        int before = last <= 0 ? -1 : path.lastIndexOf(" > ", last - 1);
        return before < 0 ? path : path.substring(before);
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
