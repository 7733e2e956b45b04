package org.ckptimage.rewrite.repair;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;
import org.ckptimage.check.CheckReport;
import org.ckptimage.check.Finding;
import org.ckptimage.check.Severity;
import org.ckptimage.image.Image;
import org.ckptimage.image.ImageRecord;
import org.ckptimage.rewrite.draft.Draft;
import org.ckptimage.rewrite.draft.PieceSource;

/**
 * One round of a repair: the families of mends register what they are for, by the ids of rules and mends, and each
 * finding of the check is handed to the one that it names. They mark a {@link Draft}, and say what they did.
 */
final class RepairRound {
    private final Image image;
    private final CheckReport report;
    private final RepairOptions options;
    private final Draft draft;
    private final Map<String, Consumer<Finding>> mends = new HashMap<>();
    /** Mends that lose something, or help few: applied when they are named. */
    private final Set<String> onlyWhenAsked = new HashSet<>();

    private final Set<String> touched = new HashSet<>();
    private final List<Mended> mended = new ArrayList<>();
    private final Map<Finding, Reason> refused = new LinkedHashMap<>();

    RepairRound(Image image, CheckReport report, RepairOptions options) {
        this.image = image;
        this.report = report;
        this.options = options;
        this.draft = new Draft(image);
    }

    /** Mends what can be mended. Structure comes first, and alone: all else is read by it. */
    void run() {
        new StructureMends(this).run();
        if (!mended.isEmpty()) {
            return;
        }
        new SocketMends(this).register();
        new QueueMends(this).register();
        new IpcMends(this).register();
        new MemoryMends(this).register();
        new TaskMends(this).register();
        new FileMends(this).register();
        new WatchMends(this).register();
        long readable = image.damages().isEmpty()
                ? Long.MAX_VALUE
                : image.damages().get(0).offset();
        for (Finding finding : report.findings()) {
            if (finding.offset() < readable && finding.stopOffset() < readable
                    || image.damages().isEmpty()) {
                mend(finding);
            }
        }
        if (mended.isEmpty()) {
            PipeMends pipes = new PipeMends(this);
            report.of("R098").stream()
                    .filter(finding -> finding.offset() < readable)
                    .filter(finding -> options.wants("R098", "W23"))
                    .forEach(pipes::mend);
        }
    }

    private void mend(Finding finding) {
        String rule = finding.rule().id();
        String id =
                finding.mend().map(mend -> mend.id()).filter(mends::containsKey).orElse(rule);
        Consumer<Finding> action = mends.get(id);
        boolean asked = options.asksFor(rule, id);
        boolean wanted = asked || options.only().isEmpty() && !onlyWhenAsked.contains(id);
        if (action != null && wanted && (finding.severity() != Severity.NOTE || asked)) {
            action.accept(finding);
        }
    }

    /** Says what a rule or mend is mended by. */
    void on(String id, Consumer<Finding> action) {
        mends.put(id, action);
    }

    /** The same, for a mend that is applied only when it is named. */
    void onlyWhenAsked(String id, Consumer<Finding> action) {
        mends.put(id, action);
        onlyWhenAsked.add(id);
    }

    Image image() {
        return image;
    }

    CheckReport report() {
        return report;
    }

    RepairOptions options() {
        return options;
    }

    Draft draft() {
        return draft;
    }

    /**
     * Whether this is the first time in this round that something is mended in a record; several findings may say it.
     */
    boolean first(String what, ImageRecord record) {
        return touched.add(what + " " + record.number());
    }

    /** Notes a mend. */
    void mended(Finding finding, String text, String lost) {
        String id = finding.mend().map(mend -> mend.id()).orElse(finding.rule().id());
        mended.add(new Mended(finding.rule().id(), id, finding.offset(), finding.path(), text, lost));
    }

    /** Notes a mend that no finding asked for. */
    void mended(String rule, ImageRecord record, String text, String lost) {
        mended.add(new Mended(rule, rule, record.offset(), record.place(), text, lost));
    }

    /** Notes why something is not mended. */
    void refuse(Finding finding, String why) {
        refused.put(finding, Reason.of(why));
    }

    /** The same, where something would mend it. */
    void refuse(Finding finding, String why, RepairPlan.Advice advice) {
        refused.put(finding, new Reason(why, advice));
    }

    List<Mended> mended() {
        return mended;
    }

    Map<Finding, Reason> refused() {
        return refused;
    }

    /** What this round makes of the image. */
    PieceSource result() {
        return draft.result();
    }
}
