package org.ckptimage.compare;

import java.security.MessageDigest;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalLong;

/** The pages that differ: how many, where, and a digest of what either side has there. */
final class DifferentPages {
    private static final int MOST_RUNS = 1000;

    /** What one side has saved of the pages that differ. */
    static final class Saved {
        private final int pageSize;
        private final MessageDigest digest = Digests.sha256();
        private long count;
        private long first;

        private Saved(int pageSize) {
            this.pageSize = pageSize;
        }

        void add(byte[] bytes, int at, long offset) {
            digest.update(bytes, at, pageSize);
            first = count++ == 0 ? offset : first;
        }

        /** Says everything only once. */
        String text() {
            String pages = count == 1 ? "1 page" : count + " pages";
            return count == 0 ? "not saved" : pages + ", " + Digests.text(digest);
        }

        OptionalLong offset() {
            return count == 0 ? OptionalLong.empty() : OptionalLong.of(first);
        }
    }

    private final long pageSize;
    private final long unit;
    private final Saved left;
    private final Saved right;
    private final List<PageRuns.Run> runs = new ArrayList<>();
    private boolean complete = true;
    private long count;
    private long start;
    private long end;

    /** @param unit bytes that a place stands for: 1 for addresses, a page for page indexes */
    DifferentPages(int pageSize, long unit) {
        this.pageSize = pageSize;
        this.unit = unit;
        this.left = new Saved(pageSize);
        this.right = new Saved(pageSize);
    }

    Saved left() {
        return left;
    }

    Saved right() {
        return right;
    }

    long count() {
        return count;
    }

    /** Adds a page; places must come in ascending order. */
    void add(long place) {
        long address = place * unit;
        if (count++ > 0 && address == end) {
            end += pageSize;
            return;
        }
        endRun();
        start = address;
        end = address + pageSize;
    }

    private void endRun() {
        if (end == start) {
            return;
        }
        if (runs.size() < MOST_RUNS) {
            runs.add(new PageRuns.Run(start, end));
        } else {
            complete = false;
        }
    }

    /** Ends the last run; call it once. */
    PageRuns runs() {
        endRun();
        return new PageRuns(count, runs, complete);
    }
}
