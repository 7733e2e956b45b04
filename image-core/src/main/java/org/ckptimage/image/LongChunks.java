package org.ckptimage.image;

import java.util.Arrays;

/**
 * A list of longs that grows by chunks: growing copies no elements, so that reading a large image needs no more memory
 * at its peak than at its end.
 */
final class LongChunks {
    private static final int BITS = 13;
    private static final int CHUNK = 1 << BITS;

    private long[][] chunks = new long[4][];
    private int size;

    int size() {
        return size;
    }

    void add(long value) {
        int chunk = size >>> BITS;
        int within = size & CHUNK - 1;
        if (chunk == chunks.length) {
            chunks = Arrays.copyOf(chunks, chunk + (chunk >> 1));
        }
        if (chunks[chunk] == null) {
            // The first chunk starts small: most images have a few hundred records.
            chunks[chunk] = new long[chunk == 0 ? 256 : CHUNK];
        } else if (chunk == 0 && within == chunks[0].length) {
            chunks[0] = Arrays.copyOf(chunks[0], Math.min(CHUNK, within * 4));
        }
        chunks[chunk][within] = value;
        size++;
    }

    long get(int index) {
        return chunks[index >>> BITS][index & CHUNK - 1];
    }

    long last() {
        return get(size - 1);
    }

    void removeLast() {
        size--;
    }

    void set(int index, long value) {
        chunks[index >>> BITS][index & CHUNK - 1] = value;
    }
}
