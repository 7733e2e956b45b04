package org.ckptimage.image;

import java.util.Arrays;
import java.util.SplittableRandom;

/**
 * Numbers with an int each, however they are scattered: ten bytes each at most, at any moment. A hash table that grows
 * by one bucket at a time (linear hashing), so that never a second one stands beside it; a bucket is a short list that
 * is gone through.
 */
final class FarNumbers {
    /** Numbers for each bucket, on the average. More are slower to go through, fewer have more unused places. */
    private static final int FULL = 32;

    private static final int STEP = 4;
    /** A place that is not used: no value is {@link NumberTable#ABSENT}. */
    private static final long UNUSED = pair(0, NumberTable.ABSENT);

    /** Nobody who writes an image can know which numbers collide here. */
    private static final int SEED = new SplittableRandom().nextInt();

    /** Lists of numbers (upper half) and values (lower half), the unused places last. */
    private long[][] buckets = {{}, null};

    private int used = 1;
    private int size;

    int size() {
        return size;
    }

    /** The value of a number, or {@link NumberTable#ABSENT}. */
    int get(int number) {
        long[] bucket = buckets[bucketOf(number)];
        int at = find(bucket, number);
        return at < 0 ? NumberTable.ABSENT : (int) bucket[at];
    }

    /** Enters a number that is not there. */
    void add(int number, int value) {
        append(bucketOf(number), pair(number, value));
        size++;
        if (size > used * FULL) {
            split();
        }
    }

    /** Gives a number that is there another value. */
    void replace(int number, int value) {
        long[] bucket = buckets[bucketOf(number)];
        bucket[find(bucket, number)] = pair(number, value);
    }

    private static long pair(int number, int value) {
        return (long) number << Integer.SIZE | value & 0xffffffffL;
    }

    private static int find(long[] bucket, int number) {
        for (int i = 0; i < bucket.length && (int) bucket[i] != NumberTable.ABSENT; i++) {
            if (bucket[i] >> Integer.SIZE == number) {
                return i;
            }
        }
        return -1;
    }

    /** By the lower bits of the hash: one more of them in buckets that were split already, and in those split off. */
    private int bucketOf(int number) {
        int hash = scramble(number + SEED);
        int bucket = hash & Integer.highestOneBit(used) * 2 - 1;
        return bucket < used ? bucket : hash & Integer.highestOneBit(used) - 1;
    }

    /** The last step of MurmurHash3: every bit of the number tells on every bit of the result. */
    private static int scramble(int number) {
        int hash = (number ^ number >>> 16) * 0x85ebca6b;
        hash = (hash ^ hash >>> 13) * 0xc2b2ae35;
        return hash ^ hash >>> 16;
    }

    private void append(int bucket, long pair) {
        long[] list = buckets[bucket];
        int at = list.length;
        while (at > 0 && list[at - 1] == UNUSED) {
            at--;
        }
        if (at == list.length) {
            list = Arrays.copyOf(list, at + STEP);
            Arrays.fill(list, at, list.length, UNUSED);
            buckets[bucket] = list;
        }
        list[at] = pair;
    }

    /** Makes a bucket out of another: of those whose number has the fewest bits, the first. */
    private void split() {
        int from = used - Integer.highestOneBit(used);
        if (used == buckets.length) {
            buckets = Arrays.copyOf(buckets, used + (used >> 1));
        }
        long[] list = buckets[from];
        buckets[from] = new long[0];
        buckets[used] = new long[0];
        used++;
        for (long pair : list) {
            if (pair != UNUSED) {
                append(bucketOf((int) (pair >> Integer.SIZE)), pair);
            }
        }
    }

    /** Writes all numbers into an array, from a place on. */
    void copyNumbers(int[] to, int from) {
        int at = from;
        for (int bucket = 0; bucket < used; bucket++) {
            for (long pair : buckets[bucket]) {
                if (pair != UNUSED) {
                    to[at++] = (int) (pair >> Integer.SIZE);
                }
            }
        }
    }
}
