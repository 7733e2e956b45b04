package org.ckptimage.cli;

import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;
import org.ckptimage.check.CheckReport;
import org.ckptimage.check.Errno;
import org.ckptimage.check.Finding;
import org.ckptimage.check.Mend;
import org.ckptimage.check.Rule;
import org.ckptimage.check.Severity;
import org.ckptimage.record.Printable;

/**
 * Shows people what a check found: the verdict in a line, then the findings by severity and rule, then what was
 * assumed.
 */
final class CheckText {
    /** Places that are shown of one rule. */
    private static final int MOST_PLACES = 5;

    private static final String INDENT = "  ";
    private static final String DEEPER = "       ";

    private final Output out;
    private final Style style;

    CheckText(Output out, Style style) {
        this.out = out;
        this.style = style;
    }

    /** One line: {@code udp.ckpt: would fail with EINVAL at offset 4224 (0x1080): R130 An internet socket ...}. */
    void verdict(String image, CheckReport report) throws IOException {
        String name = style.bold(Printable.of(image));
        if (report.first().isEmpty()) {
            long losses = count(report, Severity.LOSS);
            out.line(name + ": would restart" + (losses == 0 ? "" : ", but lose state in " + places(losses)));
            return;
        }
        Finding first = report.first().get();
        out.line(name + ": "
                + style.red(comes(first) + " at offset " + Numbers.offset(first.stopOffset()) + ": "
                        + first.rule().id() + " " + Printable.of(first.rule().sentence())));
    }

    private static String comes(Finding first) {
        switch (first.severity()) {
            case CRASH:
                return "would crash the restarting kernel";
            case FATAL:
                return "would fail with " + first.errno().map(Errno::name).orElse("an error");
            default:
                return "would lose state";
        }
    }

    private static String places(long number) {
        return number == 1 ? "one place" : number + " places";
    }

    private static long count(CheckReport report, Severity severity) {
        return report.findings().stream()
                .filter(finding -> finding.severity() == severity)
                .count();
    }

    /** Findings and assumptions. */
    void rest(CheckReport report) throws IOException {
        for (Severity severity : List.of(Severity.CRASH, Severity.FATAL, Severity.LOSS, Severity.NOTE)) {
            Map<Rule, List<Finding>> found = report.findings().stream()
                    .filter(finding -> finding.severity() == severity)
                    .collect(Collectors.groupingBy(Finding::rule, LinkedHashMap::new, Collectors.toList()));
            if (!found.isEmpty()) {
                out.line("");
                out.line(style.bold(severity.name().toLowerCase(Locale.ROOT) + ": "
                        + Numbers.count(count(report, severity), "finding")));
                for (Map.Entry<Rule, List<Finding>> rule : found.entrySet()) {
                    rule(rule.getKey(), rule.getValue());
                }
            }
        }
        long more = report.findingCount() - report.findings().size();
        if (more > 0) {
            out.line("");
            out.line("and " + more + " more of the same rules");
        }
        out.line("");
        out.line(style.bold("assumed"));
        for (String assumption : report.assumptions()) {
            out.line(INDENT + Printable.of(assumption));
        }
    }

    /** What to do next, if any of what is wrong can be mended. */
    void next(String repair, CheckReport report) throws IOException {
        boolean helps = report.findings().stream()
                .filter(finding -> finding.severity() != Severity.NOTE)
                .flatMap(finding -> finding.mend().stream())
                .anyMatch(mend -> !mend.text().isEmpty());
        if (helps) {
            out.line("");
            out.line(style.bold("next") + ": " + Printable.of(repair));
        }
    }

    private void rule(Rule rule, List<Finding> findings) throws IOException {
        String errnos = findings.stream()
                .flatMap(finding -> finding.errno().stream())
                .map(Errno::name)
                .distinct()
                .collect(Collectors.joining(", "));
        out.line(INDENT + style.bold(rule.id()) + (errnos.isEmpty() ? "" : " " + errnos) + ": " + rule.sentence());
        int shown = Math.min(findings.size(), MOST_PLACES);
        for (Finding finding : findings.subList(0, shown)) {
            out.line(DEEPER + "offset " + Numbers.offset(finding.offset()) + ", " + Printable.of(finding.path()) + ": "
                    + Printable.of(finding.text()));
        }
        if (findings.size() > shown) {
            out.line(DEEPER + "... and " + Numbers.count(findings.size() - shown, "more place"));
        }
        List<Mend> mends = findings.stream()
                .flatMap(finding -> finding.mend().stream())
                .distinct()
                .toList();
        for (Mend mend : mends) {
            String id = mend.id().equals(rule.id()) ? "" : " " + mend.id();
            out.line(DEEPER + "mend" + id + ": " + mend.text());
        }
    }
}
