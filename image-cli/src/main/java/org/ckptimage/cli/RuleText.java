package org.ckptimage.cli;

import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.ckptimage.check.Errno;
import org.ckptimage.check.Mend;
import org.ckptimage.check.Rule;
import org.ckptimage.check.Rules;

/** Explains a rule of a restart, or a mend. */
final class RuleText {
    private static final int LABEL_WIDTH = 10;

    private final Output out;
    private final Style style;

    private RuleText(Output out, Style style) {
        this.out = out;
        this.style = style;
    }

    /** The id of a rule or mend as it is written, whatever the case of its letters. */
    static Optional<String> id(String typed) {
        return ids().filter(id -> id.equalsIgnoreCase(typed)).findFirst();
    }

    private static Stream<String> ids() {
        return Stream.concat(
                Rules.all().stream().map(Rule::id), Rules.mends().stream().map(Mend::id));
    }

    /** That there is no such rule or mend, and which there are. */
    static String unknown(String typed) {
        Map<String, List<String>> byLetter = ids().sorted()
                .collect(Collectors.groupingBy(id -> id.substring(0, 1), TreeMap::new, Collectors.toList()));
        return "there is no rule " + typed + "; they are called "
                + byLetter.values().stream()
                        .map(all -> all.get(0) + " to " + all.get(all.size() - 1))
                        .collect(Collectors.joining(", "));
    }

    /** Explains the rule or mend with this id. */
    static void explain(String id, Output out, Style style) throws IOException {
        RuleText text = new RuleText(out, style);
        Optional<Rule> rule = Rules.find(id);
        if (rule.isPresent()) {
            text.rule(rule.get());
        } else {
            text.mend(Rules.findMend(id).orElseThrow());
        }
    }

    private void rule(Rule rule) throws IOException {
        out.line(style.bold(rule.id()) + ": " + rule.sentence());
        line("else", consequence(rule));
        line("decided", "by " + kind(rule.kind()));
        line("judged", judged(rule.judged()));
        if (rule.reason().isPresent()) {
            line(
                    rule.judged() == Rule.Judged.TARGET ? "assumed" : "why not",
                    rule.reason().get());
        }
        line("about", rule.part());
        List<Mend> mends = Rules.mends().stream()
                .filter(mend -> mend.mends().contains(rule.id()))
                .toList();
        if (rule.mend().isPresent()) {
            line("mend", rule.mend().get().text());
        }
        for (Mend mend : mends) {
            line("mend", mend.id() + ": " + mend.situation());
            line("", mend.text());
        }
        if (mends.isEmpty() && rule.mend().isEmpty()) {
            line("mend", "none is known that fits every image");
        }
    }

    private void mend(Mend mend) throws IOException {
        out.line(style.bold(mend.id()) + ": " + mend.situation());
        line("breaks", String.join(", ", mend.mends()));
        line("mend", mend.text().isEmpty() ? "none" : mend.text());
        line("about", "what a kernel writes, and none restores");
    }

    private void line(String label, String text) throws IOException {
        out.line(style.bold(label + " ".repeat(LABEL_WIDTH - label.length())) + text);
    }

    private static String consequence(Rule rule) {
        String errnos = rule.errnos().stream().map(Errno::name).collect(Collectors.joining(", "));
        switch (rule.severity()) {
            case FATAL:
                return "the restart of all tasks fails with " + errnos;
            case CRASH:
                return "the restarting kernel crashes, at once or later";
            case LOSS:
                return "the restart succeeds, and state is lost";
            default:
                return "nothing; it is worth knowing";
        }
    }

    private static String kind(Rule.Kind kind) {
        switch (kind) {
            case IMAGE:
                return "the image alone";
            case KERNEL:
                return "the restarting kernel or machine";
            case ENVIRONMENT:
                return "files, pids, ports and limits at the place of restart";
            default:
                return "the privileges of whoever restarts";
        }
    }

    private static String judged(Rule.Judged judged) {
        switch (judged) {
            case IMAGE:
                return "always";
            case OPEN:
                return "when the image is opened";
            case TARGET:
                return "with --target; else it is an assumption";
            default:
                return "never";
        }
    }
}
