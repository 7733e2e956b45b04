package org.ckptimage.rewrite.repair;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import org.ckptimage.check.CheckReport;
import org.ckptimage.check.Checker;
import org.ckptimage.check.Finding;
import org.ckptimage.image.Image;
import org.ckptimage.rewrite.RefusedException;
import org.ckptimage.rewrite.draft.Draft;
import org.ckptimage.rewrite.draft.PieceSource;

/**
 * Repairs an image in rounds: check it, mend what can be mended, read the result as an image again, until a round finds
 * nothing to do. So one mend may uncover what another one is for, and repairing a repaired image changes nothing.
 */
final class RepairRun {
    /** A round mends at least one thing; an image that needs more rounds than that is beyond repair. */
    private static final int MOST_ROUNDS = 200;
    /**
     * What a round mends at most, nearly: each round reads and checks the whole image, and each finding takes memory.
     */
    private static final int MOST_FINDINGS = 20_000;

    private final Image original;
    private final RepairOptions options;
    private final List<Mended> mended = new ArrayList<>();
    /** Why something is not mended, by rule and place. */
    private final Map<String, Reason> refused = new HashMap<>();

    RepairRun(Image original, RepairOptions options) {
        this.original = original;
        this.options = options;
    }

    RepairPlan run() {
        PieceSource result = untouched();
        CheckReport before = null;
        for (int rounds = 0; rounds < MOST_ROUNDS; rounds++) {
            try (Image image = result.open()) {
                RepairRound round = round(image);
                before = before == null ? round.report() : before;
                if (round.mended().isEmpty()) {
                    return plan(before, round.report(), result);
                }
                PieceSource earlier = result;
                round.mended().forEach(line -> mended.add(at(line, earlier.originalOffset(line.offset()))));
                result = round.result();
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
        throw new RefusedException("the image has more faults than can be mended one after the other");
    }

    private RepairRound round(Image image) {
        RepairRound round = new RepairRound(image, Checker.check(image, options.check(), MOST_FINDINGS), options);
        round.run();
        round.refused().forEach((finding, reason) -> refused.put(key(finding), reason));
        return round;
    }

    private RepairPlan plan(CheckReport before, CheckReport after, PieceSource result) {
        Optional<Finding> worse = after.worseThan(before);
        if (!mended.isEmpty() && worse.isPresent()) {
            // What was mended hid something worse. Such a result must not be, so nothing is mended.
            String why = "mended, the image would break a rule that it keeps now: " + worse.get();
            return new RepairPlan(List.of(), left(before, untouched(), finding -> Reason.of(why)), before, untouched());
        }
        return new RepairPlan(mended, left(after, result, this::reason), after, result);
    }

    private PieceSource untouched() {
        return new Draft(original).result();
    }

    private static List<RepairPlan.Left> left(
            CheckReport report, PieceSource result, Function<Finding, Reason> reason) {
        return report.findings().stream()
                .filter(Finding::isDeadly)
                .map(finding -> left(at(finding, result), reason.apply(finding)))
                .toList();
    }

    private static RepairPlan.Left left(Finding finding, Reason reason) {
        return new RepairPlan.Left(finding, reason.detail(), reason.advice());
    }

    private Reason reason(Finding finding) {
        Reason known = refused.get(key(finding));
        if (known != null) {
            return known;
        }
        String mend = finding.mend().map(m -> m.id()).orElse("");
        return Reason.of(options.wants(finding.rule().id(), mend) ? "no safe mend is known" : "it was not asked for");
    }

    private static String key(Finding finding) {
        return finding.rule().id() + " " + finding.path();
    }

    private static Mended at(Mended line, long offset) {
        return new Mended(line.rule(), line.mend(), offset, line.path(), line.text(), line.lost());
    }

    private static Finding at(Finding finding, PieceSource result) {
        return new Finding(
                finding.rule(),
                finding.severity(),
                finding.errno(),
                result.originalOffset(finding.offset()),
                result.originalOffset(finding.stopOffset()),
                finding.path(),
                finding.text(),
                finding.mend(),
                Optional.empty());
    }
}
