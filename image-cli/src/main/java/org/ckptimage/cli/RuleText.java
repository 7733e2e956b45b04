package org.ckptimage.cli;

import java.io.IOException;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Collectors;
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

    /** Explains the rule or mend with this id, and tells whether there is one. */
    static boolean explain(String id, Output out, Style style) throws IOException {
        String upper = id.toUpperCase(Locale.ROOT).replace("05B", "05b");
        RuleText text = new RuleText(out, style);
        Optional<Rule> rule = Rules.find(upper);
        if (rule.isPresent()) {
            text.rule(rule.get());
            return true;
        }
        Optional<Mend> mend = Rules.findMend(upper);
        if (mend.isPresent()) {
            text.mend(mend.get());
            return true;
        }
        return false;
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
        line("source", source(rule.id()));
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
        line("source", source(mend.id()));
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

    /** Where the format notes have it. */
    private static String source(String id) {
        String notes = "format notes of Linux-CR v20, restart-rules.md ";
        if (id.startsWith("U")) {
            return notes + "section 3: user-cr's restart";
        }
        if (id.startsWith("W")) {
            return notes + "section 4: written but not restorable";
        }
        return notes + section(Integer.parseInt(id.substring(1)));
    }

    private static String section(int rule) {
        int[] firsts = {1, 16, 37, 58, 69, 91, 112, 118, 136, 150, 171};
        String[] names = {
            "section 1: every record",
            "section 2.1: head",
            "section 2.2: task",
            "section 2.3: credentials",
            "section 2.4: namespaces and SysV IPC",
            "section 2.5: files",
            "section 2.6: terminals",
            "section 2.7: sockets",
            "section 2.8: deferred groups",
            "section 2.9: memory",
            "section 2.10: rest of the task"
        };
        int section = 0;
        while (section + 1 < firsts.length && rule >= firsts[section + 1]) {
            section++;
        }
        return names[section];
    }
}
