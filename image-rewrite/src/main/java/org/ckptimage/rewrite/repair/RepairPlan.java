package org.ckptimage.rewrite.repair;

import com.google.common.collect.ImmutableList;
import java.util.List;
import org.ckptimage.check.CheckReport;
import org.ckptimage.check.Finding;
import org.ckptimage.rewrite.draft.PieceSource;
import org.ckptimage.rewrite.draft.PlannedImage;

/**
 * What a repair will do, worked out and checked, ready to be written. Look at {@link #left} before it is: what is left
 * keeps the result from restarting. Immutable.
 */
public final class RepairPlan extends PlannedImage {

    /**
     * What keeps the result from restarting.
     *
     * @param finding what is wrong, with offsets in the original
     * @param reason why it is not mended
     */
    public record Left(Finding finding, String reason) {
        @Override
        public String toString() {
            return finding + "; not mended: " + reason;
        }
    }

    private final ImmutableList<Mended> mended;
    private final ImmutableList<Left> left;
    private final CheckReport report;

    RepairPlan(List<Mended> mended, List<Left> left, CheckReport report, PieceSource result) {
        super(result);
        this.mended = ImmutableList.copyOf(mended);
        this.left = ImmutableList.copyOf(left);
        this.report = report;
    }

    /** What is mended, in the order in which it was done. */
    public List<Mended> mended() {
        return mended;
    }

    /** What still ends a restart, and why it is not mended; empty if the result would restart. */
    public List<Left> left() {
        return left;
    }

    /** What the checker says of the result; offsets are those in the result. */
    public CheckReport report() {
        return report;
    }

    /** What it comes to: {@code 2 mended, 0 left, 16107 bytes}. */
    @Override
    public String toString() {
        return mended.size() + " mended, " + left.size() + " left, " + size() + " bytes";
    }
}
