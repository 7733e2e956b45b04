package org.ckptimage.compare;

import java.util.Optional;
import org.ckptimage.record.ObjRef;

/** Holds fields that name objects against each other: by which object they name, not by its number. */
final class References {
    private final Findings findings;
    private final Links links;

    References(Findings findings, Links links) {
        this.findings = findings;
        this.links = links;
    }

    /**
     * Two fields at a place where their objects {@linkplain Links#meet met}, or that name copies: only whether there is
     * one is left to compare.
     *
     * @param leftFact what the object is; {@link Fact#NONE} if the image does not define it
     */
    void presence(DifferenceKind kind, String path, ObjRef left, ObjRef right, Fact leftFact, Fact rightFact) {
        compare(kind, path, left, right, leftFact, rightFact, false);
    }

    /** Two fields that name something by what it is elsewhere: they have to name each other's counterparts. */
    void identity(DifferenceKind kind, String path, ObjRef left, ObjRef right, Fact leftFact, Fact rightFact) {
        compare(kind, path, left, right, leftFact, rightFact, true);
    }

    private void compare(
            DifferenceKind kind,
            String path,
            ObjRef left,
            ObjRef right,
            Fact leftFact,
            Fact rightFact,
            boolean sameObject) {
        boolean leftDangles = dangles(left, leftFact);
        boolean rightDangles = dangles(right, rightFact);
        if (leftDangles || rightDangles) {
            if (leftDangles != rightDangles) {
                findings.differ(
                        DifferenceKind.UNREADABLE,
                        path,
                        leftDangles ? Fact.of("undefined") : leftFact,
                        rightDangles ? Fact.of("undefined") : rightFact);
            }
        } else if (left.isNone() != right.isNone()
                || sameObject && !left.isNone() && !links.pairs().has(left, right)) {
            boolean alike = leftFact.agrees(rightFact);
            findings.differ(
                    kind,
                    path,
                    alike ? with(leftFact, links.leftHolder(left)) : leftFact,
                    alike ? with(rightFact, links.rightHolder(right)) : rightFact);
        }
    }

    /** Tells two objects apart that look alike. */
    private static Fact with(Fact fact, Optional<String> holder) {
        return new Fact(
                fact.value().map(text -> text + holder.map(h -> ", " + h).orElse("")), fact.offset());
    }

    private static boolean dangles(ObjRef ref, Fact fact) {
        return !ref.isNone() && fact.value().isEmpty();
    }
}
