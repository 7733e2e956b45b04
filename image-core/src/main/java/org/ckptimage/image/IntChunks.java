package org.ckptimage.image;

import java.util.Arrays;

/**
 * A list of ints, for lists as long as an image: four bytes each, without an object an entry, and growing copies none.
 * Places are from 0; none that the list does not have may be asked for.
 *
 * <p>Not safe for threads.
 */
public final class IntChunks {
    private static final int BITS = 13;
    private static final int CHUNK = 1 << BITS;

    private int[][] chunks = new int[4][];
    private int size;

    /** A list that is empty. */
    public IntChunks() {}

    /** How many there are. */
    public int size() {
        return size;
    }

    /** Appends one. */
    public void add(int value) {
        int chunk = size >>> BITS;
        int within = size & CHUNK - 1;
        if (chunk == chunks.length) {
            chunks = Arrays.copyOf(chunks, chunk + (chunk >> 1));
        }
        if (chunks[chunk] == null) {
            chunks[chunk] = new int[chunk == 0 ? 64 : CHUNK];
        } else if (chunk == 0 && within == chunks[0].length) {
            chunks[0] = Arrays.copyOf(chunks[0], Math.min(CHUNK, within * 4));
        }
        chunks[chunk][within] = value;
        size++;
    }

    /** The one at a place. */
    public int get(int index) {
        return chunks[index >>> BITS][index & CHUNK - 1];
    }

    /** Puts another one at a place. */
    public void set(int index, int value) {
        chunks[index >>> BITS][index & CHUNK - 1] = value;
    }

    /** Where a value stands in a list that ascends, or the complement of where it would. */
    int find(int value) {
        int low = 0;
        int high = size - 1;
        while (low <= high) {
            int middle = low + high >>> 1;
            if (get(middle) < value) {
                low = middle + 1;
            } else if (get(middle) > value) {
                high = middle - 1;
            } else {
                return middle;
            }
        }
        return ~low;
    }

    int last() {
        return get(size - 1);
    }

    void removeLast() {
        size--;
    }
}
