package org.ckptimage.rewrite.repair;

/**
 * Why something is not mended: see {@link RepairPlan.Left}.
 *
 * @param detail the reason
 * @param advice what would mend it all the same
 */
record Reason(String detail, RepairPlan.Advice advice) {

    /** A reason that stands for itself. */
    static Reason of(String detail) {
        return new Reason(detail, RepairPlan.Advice.NONE);
    }
}
