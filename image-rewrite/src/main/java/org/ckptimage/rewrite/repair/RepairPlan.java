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

    /** What would mend it all the same, where something would. */
    public enum Advice {
        /** Nothing, or the reason says it. */
        NONE(""),
        /** Tasks may be left out. */
        DROP_TASKS("; Repair.dropTasks allows that"),
        /** Full pipes may be cut, or the image read from a file. */
        CUT_PIPES("; Repair.feed(Feed.FILE) aligns it for a restart that reads a file, Repair.cutPipes cuts its data");

        private final String inLibrary;

        Advice(String inLibrary) {
            this.inLibrary = inLibrary;
        }
    }

    /**
     * What keeps the result from restarting.
     *
     * @param finding what is wrong, with offsets in the original
     * @param detail why it is not mended, without what would mend it, which a command says in words of its own
     * @param advice what would mend it
     */
    public record Left(Finding finding, String detail, Advice advice) {

        /** Why it is not mended, and what would mend it. */
        public String reason() {
            return detail + advice.inLibrary;
        }

        @Override
        public String toString() {
            return finding + "; not mended: " + reason();
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
