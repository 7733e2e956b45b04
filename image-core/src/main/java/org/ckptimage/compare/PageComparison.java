package org.ckptimage.compare;

import java.util.Arrays;
import java.util.Optional;
import java.util.function.LongFunction;
import org.ckptimage.image.PageChunk;

/**
 * The contents of saved pages, compared in bulk: as many pages at a time as both images have together.
 *
 * <p>They are copied through two small buffers first. {@link java.nio.ByteBuffer#mismatch} on the mapped files would
 * take half the time, but where a file shrinks meanwhile it kills the JVM (17 and 25, in code that C1 compiled), while
 * a copy throws.
 */
final class PageComparison {
    private static final int BUFFER = 1 << 16;

    /** What it means if only the other side has saved a page. */
    enum Absent {
        /** The page is zero here. */
        ZERO,
        /** Something else is there: the file's own contents. */
        OTHER,
        /** There is no such memory here, which is a difference already. */
        NO_MEMORY
    }

    private final Findings findings;
    private final int pageSize;
    private final byte[] leftBytes;
    private final byte[] rightBytes;
    private final byte[] zeros;

    PageComparison(Findings findings) {
        this.findings = findings;
        this.pageSize = findings.left().image().detection().pageSize();
        this.leftBytes = new byte[Math.max(BUFFER, pageSize)];
        this.rightBytes = new byte[leftBytes.length];
        this.zeros = new byte[pageSize];
    }

    /**
     * Compares all pages of an address space or a segment.
     *
     * @param addresses whether keys are addresses; else page indexes
     * @param leftAbsent what it means at a place that the left image has not saved
     */
    void compare(
            String path,
            boolean addresses,
            Iterable<PageChunk> lefts,
            Iterable<PageChunk> rights,
            LongFunction<Absent> leftAbsent,
            LongFunction<Absent> rightAbsent) {
        int rightPageSize = findings.right().image().detection().pageSize();
        if (rightPageSize != pageSize) {
            findings.differ(
                    DifferenceKind.PAGES,
                    path,
                    Fact.of("pages of " + pageSize + " bytes"),
                    Fact.of("pages of " + rightPageSize + " bytes"));
            return;
        }
        PageCursor left = new PageCursor(lefts, addresses, pageSize);
        PageCursor right = new PageCursor(rights, addresses, pageSize);
        DifferentPages found = new DifferentPages(pageSize, addresses ? 1 : pageSize);
        while (left.hasPage() && right.hasPage()) {
            int order = Long.compareUnsigned(left.place(), right.place());
            if (order < 0) {
                leftOnly(left, rightAbsent, found);
            } else if (order > 0) {
                rightOnly(right, leftAbsent, found);
            } else {
                both(left, right, found);
            }
        }
        while (left.hasPage()) {
            leftOnly(left, rightAbsent, found);
        }
        while (right.hasPage()) {
            rightOnly(right, leftAbsent, found);
        }
        if (found.count() > 0) {
            findings.add(new Difference(
                    DifferenceKind.PAGES,
                    path,
                    Optional.of(found.left().text()),
                    Optional.of(found.right().text()),
                    found.left().offset(),
                    found.right().offset(),
                    Optional.of(found.runs())));
        }
    }

    private void both(PageCursor left, PageCursor right, DifferentPages found) {
        int most = Math.min(Math.min(left.run(), right.run()), leftBytes.length / pageSize);
        int pages = 1;
        while (pages < most && left.place(pages) == right.place(pages)) {
            pages++;
        }
        left.copy(pages, leftBytes);
        right.copy(pages, rightBytes);
        int length = pages * pageSize;
        int at = 0;
        while (at < length) {
            int mismatch = Arrays.mismatch(leftBytes, at, length, rightBytes, at, length);
            if (mismatch < 0) {
                break;
            }
            int page = (at + mismatch) / pageSize;
            found.add(left.place(page));
            found.left().add(leftBytes, page * pageSize, left.offset() + (long) page * pageSize);
            found.right().add(rightBytes, page * pageSize, right.offset() + (long) page * pageSize);
            at = (page + 1) * pageSize;
        }
        left.skip(pages);
        right.skip(pages);
    }

    private void leftOnly(PageCursor left, LongFunction<Absent> rightAbsent, DifferentPages found) {
        if (differs(left, rightAbsent.apply(left.place()), leftBytes)) {
            found.add(left.place());
            found.left().add(leftBytes, 0, left.offset());
        }
        left.skip(1);
    }

    private void rightOnly(PageCursor right, LongFunction<Absent> leftAbsent, DifferentPages found) {
        if (differs(right, leftAbsent.apply(right.place()), rightBytes)) {
            found.add(right.place());
            found.right().add(rightBytes, 0, right.offset());
        }
        right.skip(1);
    }

    private boolean differs(PageCursor cursor, Absent absent, byte[] bytes) {
        if (absent == Absent.NO_MEMORY) {
            return false;
        }
        cursor.copy(1, bytes);
        return absent == Absent.OTHER || !Arrays.equals(bytes, 0, pageSize, zeros, 0, pageSize);
    }

    /** For segments: whatever was not saved is zero. */
    static Absent zero(long place) {
        return Absent.ZERO;
    }
}
