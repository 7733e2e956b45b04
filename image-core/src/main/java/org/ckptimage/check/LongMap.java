package org.ckptimage.check;

import java.util.Arrays;

/**
 * Longs in their unsigned order, each with another long, without an object an entry: 16 bytes if they come in ascending
 * order, as addresses of areas do, and at most twice that in any other. A list of sorted chunks, which are split when
 * they are full, so that entering one costs no more than moving a chunk, whatever an image makes of the order.
 */
final class LongMap {
    private static final int CHUNK = 512;
    private static final int FIRST = 8;

    private long[][] keys = new long[1][];
    private long[][] values = new long[1][];
    private int[] sizes = new int[1];
    private int chunks;

    /** Enters a key; one that is there gets the new value. */
    void put(long key, long value) {
        if (chunks == 0) {
            insertChunk(0, new long[FIRST], new long[FIRST], 0);
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

    private void insert(int chunk, int at, long key, long value) {
        int size = sizes[chunk]++;
        if (size == keys[chunk].length) {
            keys[chunk] = Arrays.copyOf(keys[chunk], Math.min(CHUNK, 2 * size));
            values[chunk] = Arrays.copyOf(values[chunk], Math.min(CHUNK, 2 * size));
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
        long[] upperKeys = Arrays.copyOf(Arrays.copyOfRange(keys[chunk], half, CHUNK), CHUNK);
        long[] upperValues = Arrays.copyOf(Arrays.copyOfRange(values[chunk], half, CHUNK), CHUNK);
        sizes[chunk] = half;
        insertChunk(chunk + 1, upperKeys, upperValues, CHUNK - half);
    }

    private void insertChunk(int at, long[] newKeys, long[] newValues, int size) {
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

    /** Whether a key was entered. */
    boolean contains(long key) {
        int place = floor(key);
        return place >= 0 && key(place) == key;
    }

    /** Enters a key if it is new; whether it was. */
    boolean add(long key, long value) {
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
    long value(int place) {
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
