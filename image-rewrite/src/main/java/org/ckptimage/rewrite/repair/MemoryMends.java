package org.ckptimage.rewrite.repair;

import org.ckptimage.check.Finding;
import org.ckptimage.image.ImageRecord;
import org.ckptimage.rewrite.draft.Draft;

/** Address spaces and their areas. */
final class MemoryMends {
    private static final long RESTORED_FLAGS = 0x1ff;

    private final RepairRound round;

    MemoryMends(RepairRound round) {
        this.round = round;
    }

    void register() {
        round.on("W11", this::wholePages);
        round.on(
                "W12",
                finding -> round.refuse(
                        finding,
                        "a segment that is attached in part comes back as a private copy at best, which the"
                                + " program would not expect"));
        round.on("W13", this::flags);
    }

    /** W11: the kernel compares the segment's bytes with whole pages. */
    private void wholePages(Finding finding) {
        ImageRecord vma = finding.record().orElseThrow();
        Draft draft = round.draft();
        if (round.first("W11", vma)) {
            long length = draft.get(vma, "vm_end") - draft.get(vma, "vm_start");
            draft.set(vma, "ino_size", length);
            round.mended(finding, "ino_size of the attached segment is the length of its area, " + length, "");
        }
    }

    /** W13: what an address space is marked with beyond what can be restored. */
    private void flags(Finding finding) {
        ImageRecord mm = finding.record().orElseThrow();
        long flags = round.draft().get(mm, "flags");
        if (round.first("W13", mm)) {
            round.draft().set(mm, "flags", flags & RESTORED_FLAGS);
            round.mended(
                    finding,
                    "flags 0x" + Long.toHexString(flags) + " becomes 0x" + Long.toHexString(flags & RESTORED_FLAGS),
                    "that pages may be merged, as after MADV_MERGEABLE");
        }
    }
}
