package org.ckptimage.compare;

import com.google.common.collect.ImmutableList;
import java.util.List;

/**
 * Which pages of an address space or a shared segment differ.
 *
 * @param count how many
 * @param runs where they lie, ascending; of very many runs the first thousand
 * @param complete whether {@code runs} holds all of them
 */
public record PageRuns(long count, List<Run> runs, boolean complete) {

    /** Keeps a copy. */
    public PageRuns {
        runs = ImmutableList.copyOf(runs);
    }

    /**
     * Neighbouring pages.
     *
     * @param start address of the first byte; in a shared segment its offset from the segment's start
     * @param end address behind the last byte
     */
    public record Run(long start, long end) {

        /** {@code 0x7fff0000-0x7fff2000}. */
        @Override
        public String toString() {
            return "0x" + Long.toHexString(start) + "-0x" + Long.toHexString(end);
        }
    }
}
