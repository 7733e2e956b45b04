package org.ckptimage.check;

import static com.google.common.base.Preconditions.checkNotNull;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.ckptimage.format.Dialect;
import org.ckptimage.format.RecordType;
import org.ckptimage.image.Damage;
import org.ckptimage.image.Image;
import org.ckptimage.image.ImageRecord;
import org.ckptimage.image.Node;

/**
 * Checks whether an image would restart, by a walk over it that does what the restart does.
 *
 * <pre>{@code
 * CheckReport report = Checker.check(image, CheckOptions.DEFAULT.withPids(CheckOptions.Pids.KEEP));
 * }</pre>
 *
 * <p>Costs by the number of records, and of saved pages in private areas, whose addresses are looked at. Never throws
 * for what the image holds.
 *
 * <p>Holds no state; may be used by many threads.
 */
public final class Checker {
    private final Image image;
    private final List<Damage> damages;
    private final Findings findings;
    private final Restart restart;
    private final RuleSet rules;
    private final StructureRules structure;
    private final NestingRules nesting;
    private final IpcMessageRules messages;
    private int nextDamage;

    private Checker(Image image, CheckOptions options, int mostFindings) {
        this.image = image;
        this.findings = new Findings(mostFindings);
        this.damages = image.damages();
        this.restart = new Restart(image, options, findings);
        this.rules = new RuleSet(findings);
        this.structure = new StructureRules(restart);
        this.nesting = new NestingRules(restart, rules);
        new RestartToolRules(restart, rules);
        new HeadRules(restart, rules);
        new TaskRules(restart, rules);
        new CpuRules(restart, rules);
        new CredentialRules(restart, rules);
        new IpcRules(restart, rules);
        this.messages = new IpcMessageRules(restart, rules);
        new FileRules(restart, rules);
        new PipeRules(restart, rules);
        new TerminalRules(restart, rules);
        new SocketRules(restart, rules);
        new UnixSocketRules(restart, rules);
        new InetSocketRules(restart, rules);
        new DeferredRules(restart, rules);
        new QueueRules(restart, rules);
        new MemoryRules(restart, rules);
        new PageRules(restart, rules);
        new SignalRules(restart, rules);
    }

    /** Checks an image for a restart as user-cr's {@code restart} does it without options. */
    public static CheckReport check(Image image) {
        return check(image, CheckOptions.DEFAULT);
    }

    /** Checks an image for a restart of a certain kind. */
    public static CheckReport check(Image image, CheckOptions options) {
        return check(image, options, 0);
    }

    /**
     * The same, keeping more findings than the first thousand of each rule.
     *
     * @param mostFindings as many are kept in any case; each takes a few hundred bytes
     */
    public static CheckReport check(Image image, CheckOptions options, int mostFindings) {
        checkNotNull(image, "image");
        checkNotNull(options, "options");
        Checker checker = new Checker(image, options, mostFindings);
        checker.walk();
        return checker.report();
    }

    private void walk() {
        List<Node> sections = image.tree().children();
        int section = 0;
        long sectionEnd = end(sections, section);
        List<ImageRecord> records = image.records();
        for (int entry = 0; entry < records.size(); entry++) {
            At at = restart.at(records.get(entry));
            restart.moveTo(entry);
            close(entry);
            while (at.offset() >= sectionEnd) {
                leave(sections.get(section));
                section++;
                sectionEnd = end(sections, section);
                enter(sections, section);
            }
            findings.now(at.offset());
            damagesUpTo(at.offset());
            read(at);
        }
        restart.moveTo(records.size());
        close(records.size());
        while (section < sections.size()) {
            leave(sections.get(section));
            section++;
            enter(sections, section);
        }
        damagesUpTo(Long.MAX_VALUE);
        findings.now(Long.MAX_VALUE);
        rules.evaluateImageEnd();
        messages.freedTwice();
    }

    private static long end(List<Node> sections, int section) {
        return section == sections.size()
                ? Long.MAX_VALUE
                : sections.get(section).offset() + sections.get(section).length();
    }

    private void leave(Node section) {
        Node.Section.Kind kind = ((Node.Section) section).kind();
        if (kind == Node.Section.Kind.TASK || kind == Node.Section.Kind.END) {
            rules.evaluateTaskEnd();
        }
    }

    private void enter(List<Node> sections, int section) {
        boolean isTask =
                section < sections.size() && ((Node.Section) sections.get(section)).kind() == Node.Section.Kind.TASK;
        restart.enterTask(isTask ? section - 1 : -1);
    }

    private void read(At at) {
        if (!at.record().isRecord()) {
            return;
        }
        if (at.is(RecordType.OBJREF)) {
            nesting.checkNumber(at);
            nesting.checkOpen(restart.open(at.record().definition().orElseThrow()));
            return;
        }
        restart.enclosing().ifPresent(definition -> definition.note(at));
        restart.note(at);
        nesting.checkSize(at);
        rules.evaluate(at);
    }

    /** Ends the definitions that end at or before an entry: their objects are known from here on. */
    private void close(int entry) {
        for (Definition definition = restart.innermost();
                definition != null && definition.endNumber() <= entry;
                definition = restart.innermost()) {
            rules.evaluateEnd(definition);
            nesting.checkDuplicate(definition);
            restart.close();
        }
    }

    private void damagesUpTo(long offset) {
        while (nextDamage < damages.size() && damages.get(nextDamage).offset() <= offset) {
            Damage damage = damages.get(nextDamage++);
            structure.report(damage);
        }
    }

    private CheckReport report() {
        List<Finding> all = findings.inOrder();
        Optional<Finding> first = all.stream().filter(Finding::isDeadly).findFirst();
        CheckReport.Verdict verdict = first.map(finding ->
                        finding.severity() == Severity.CRASH ? CheckReport.Verdict.CRASHES : CheckReport.Verdict.FAILS)
                .orElse(CheckReport.Verdict.RESTARTS);
        return new CheckReport(verdict, first, all, findings.total(), image.trailingBytes(), assumptions());
    }

    /** What no image can break, as the restart program makes up what is missing: nothing is taken for granted there. */
    private static boolean isUnbreakable(Rule rule) {
        return rule.judged() == Rule.Judged.NEVER && rule.id().startsWith("U") && rule.kind() == Rule.Kind.IMAGE;
    }

    private List<String> assumptions() {
        Set<String> assumptions = new LinkedHashSet<>();
        for (Rule rule : Rules.all()) {
            boolean judged = rule.judged() == Rule.Judged.TARGET
                    && restart.target().isPresent()
                    && restart.target().get().judges(rule.id());
            if (!judged && !isUnbreakable(rule)) {
                rule.reason().ifPresent(assumptions::add);
            }
        }
        assumptions.add(
                restart.options().pids() == CheckOptions.Pids.KEEP
                        ? "the tasks keep their pids (--pidns)"
                        : "the tasks get new pids");
        assumptions.add(
                restart.options().feed() == CheckOptions.Feed.PIPE
                        ? "the kernel reads the image through a pipe, as restart(1) feeds it"
                        : "the kernel reads the image from a regular file");
        assumptions.add("what programs had in memory, pipes and sockets is as it was: the format has no checksums");
        if (image.format().dialect() != Dialect.V20) {
            assumptions.add("a kernel of " + image.format().dialect() + " checks what one of v20 checks");
        }
        List<String> all = new ArrayList<>(assumptions);
        all.addAll(findings.failures());
        return all;
    }
}
