package org.ckptimage.benchmarks.generate;

import java.nio.LongBuffer;

/** What is in the pages of a generated image. */
public enum Contents {
    /** Every 8 bytes hold their own address: no two pages are alike, and a misplaced one gives itself away. */
    PATTERN {
        @Override
        void fill(LongBuffer page, long address, long seed) {
            for (long at = address; page.hasRemaining(); at += Long.BYTES) {
                page.put(at);
            }
        }
    },
    /** Nothing compresses it. */
    RANDOM {
        @Override
        void fill(LongBuffer page, long address, long seed) {
            long state = mix(seed ^ address) | 1;
            while (page.hasRemaining()) {
                state ^= state << 13;
                state ^= state >>> 7;
                state ^= state << 17;
                page.put(state);
            }
        }
    },
    /** Zeros, as holes of the file: an image of any size takes no room on the disk. */
    ZERO {
        @Override
        void fill(LongBuffer page, long address, long seed) {
            while (page.hasRemaining()) {
                page.put(0);
            }
        }
    },
    /** Of four pages about one is zero, one random and two patterned. */
    MIXED {
        @Override
        void fill(LongBuffer page, long address, long seed) {
            long kind = mix(seed + address) >>> 62;
            (kind == 0 ? ZERO : kind == 1 ? RANDOM : PATTERN).fill(page, address, seed);
        }
    };

    /** Fills a page up to the buffer's limit. */
    abstract void fill(LongBuffer page, long address, long seed);

    /** Spreads the bits of a number (the finalizer of SplitMix64). */
    private static long mix(long value) {
        long z = (value ^ value >>> 30) * 0xbf58476d1ce4e5b9L;
        z = (z ^ z >>> 27) * 0x94d049bb133111ebL;
        return z ^ z >>> 31;
    }
}
