package org.ckptimage.check;

import java.util.Arrays;

/**
 * Longs in their unsigned order, each with an int, without an object an entry: fourteen bytes each at most. A list of
 * sorted chunks, which are split when they are full, so that entering one costs no more than moving a chunk, whatever
 * an image makes of the order; and which grow by little, so that none has much room that is not used.
 */
final class LongMap {
    private static final int CHUNK = 512;
    private static final int FIRST = 8;

    private long[][] keys = new long[1][];
    private int[][] values = new int[1][];
    private int[] sizes = new int[1];
    private int chunks;

    /** Enters a key; one that is there gets the new value. */
    void put(long key, int value) {
        if (chunks == 0) {
            insertChunk(0, new long[FIRST], new int[FIRST], 0);
        }
        int chunk = Math.max(0, chunkOf(key));
        int within = floor(chunk, key);
        if (within >= 0 && keys[chunk][within] == key) {
            values[chunk][within] = value;
            return;
        }
        if (sizes[chunk] == CHUNK) {
            split(chunk, within + 1);
            put(key, value);
            return;
        }
        insert(chunk, within + 1, key, value);
    }

    private void insert(int chunk, int at, long key, int value) {
        int size = sizes[chunk]++;
        if (size == keys[chunk].length) {
            int length = Math.min(CHUNK, size + size / 16 + FIRST);
            keys[chunk] = Arrays.copyOf(keys[chunk], length);
            values[chunk] = Arrays.copyOf(values[chunk], length);
        }
        System.arraycopy(keys[chunk], at, keys[chunk], at + 1, size - at);
        System.arraycopy(values[chunk], at, values[chunk], at + 1, size - at);
        keys[chunk][at] = key;
        values[chunk][at] = value;
    }

    /** Makes room for an entry: behind the last one a new chunk, so that chunks stay full, elsewhere two halves. */
    private void split(int chunk, int wanted) {
        boolean append = chunk == chunks - 1 && wanted == CHUNK;
        int half = append ? CHUNK - 1 : CHUNK / 2;
        long[] upperKeys = Arrays.copyOfRange(keys[chunk], half, CHUNK);
        int[] upperValues = Arrays.copyOfRange(values[chunk], half, CHUNK);
        keys[chunk] = Arrays.copyOf(keys[chunk], half);
        values[chunk] = Arrays.copyOf(values[chunk], half);
        sizes[chunk] = half;
        insertChunk(chunk + 1, upperKeys, upperValues, CHUNK - half);
    }

    private void insertChunk(int at, long[] newKeys, int[] newValues, int size) {
        if (chunks == keys.length) {
            keys = Arrays.copyOf(keys, chunks + chunks / 2 + 1);
            values = Arrays.copyOf(values, keys.length);
            sizes = Arrays.copyOf(sizes, keys.length);
        }
        System.arraycopy(keys, at, keys, at + 1, chunks - at);
        System.arraycopy(values, at, values, at + 1, chunks - at);
        System.arraycopy(sizes, at, sizes, at + 1, chunks - at);
        keys[at] = newKeys;
        values[at] = newValues;
        sizes[at] = size;
        chunks++;
    }

    /** Where the entry with the highest key up to this one stands, or -1; good until the next {@link #put}. */
    int floor(long key) {
        int chunk = chunkOf(key);
        return chunk < 0 ? -1 : chunk * CHUNK + floor(chunk, key);
    }

    /** Where the entry behind one stands, behind -1 the first; -1 if there is none. */
    int next(int place) {
        int chunk = place < 0 ? -1 : place / CHUNK;
        if (chunk >= 0 && place % CHUNK + 1 < sizes[chunk]) {
            return place + 1;
        }
        return chunk + 1 < chunks ? (chunk + 1) * CHUNK : -1;
    }

    /** Whether a key was entered. */
    boolean contains(long key) {
        int place = floor(key);
        return place >= 0 && key(place) == key;
    }

    /** Enters a key if it is new; whether it was. */
    boolean add(long key, int value) {
        boolean isNew = !contains(key);
        if (isNew) {
            put(key, value);
        }
        return isNew;
    }

    /** The same without a value. */
    boolean add(long key) {
        return add(key, 0);
    }

    /** The key that stands there. */
    long key(int place) {
        return keys[place / CHUNK][place % CHUNK];
    }

    /** What stands there with it. */
    int value(int place) {
        return values[place / CHUNK][place % CHUNK];
    }

    /** The last chunk that begins at or below a key, or -1. */
    private int chunkOf(long key) {
        int low = 0;
        int high = chunks - 1;
        while (low <= high) {
            int middle = low + high >>> 1;
            if (sizes[middle] > 0 && Long.compareUnsigned(keys[middle][0], key) <= 0) {
                low = middle + 1;
            } else {
                high = middle - 1;
            }
        }
        return high;
    }

    private int floor(int chunk, long key) {
        int low = 0;
        int high = sizes[chunk] - 1;
        while (low <= high) {
            int middle = low + high >>> 1;
            if (Long.compareUnsigned(keys[chunk][middle], key) <= 0) {
                low = middle + 1;
            } else {
                high = middle - 1;
            }
        }
        return high;
    }
}
