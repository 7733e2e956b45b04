package org.ckptimage.check;

import java.util.Comparator;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/**
 * What ends the restart of an image, counted by rule and kind of record, so that two images can be compared: an edit
 * may move everything, and give a record to another object.
 */
final class DeadlyFindings {
    private final Map<String, Integer> counts = new HashMap<>();
    private final Map<String, Finding> examples = new HashMap<>();

    private DeadlyFindings() {}

    static DeadlyFindings of(CheckReport report) {
        DeadlyFindings findings = new DeadlyFindings();
        for (Finding finding : report.findings()) {
            if (finding.isDeadly()) {
                String key = finding.rule().id() + " " + kind(finding.path());
                findings.counts.merge(key, 1, Integer::sum);
                findings.examples.putIfAbsent(key, finding);
            }
        }
        return findings;
    }

    /** The kind of record that a finding is about. */
    private static String kind(String path) {
        return path.substring(path.lastIndexOf('>') + 1);
    }

    /** One that these have and the others have not, or not as often. */
    Optional<Finding> surplus(DeadlyFindings others) {
        return counts.entrySet().stream()
                .filter(count -> count.getValue() > others.counts.getOrDefault(count.getKey(), 0))
                .map(count -> examples.get(count.getKey()))
                .min(Comparator.comparing(Finding::toString));
    }
}
