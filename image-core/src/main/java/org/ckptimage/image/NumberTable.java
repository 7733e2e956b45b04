package org.ckptimage.image;

import java.util.Arrays;
import java.util.SplittableRandom;

/**
 * Object number to an int, for as many objects as an image may have: without an object an entry. Kernels number objects from
 * 1 without gaps, so a number is usually its own place in an array of four bytes each, made in chunks as it fills. A number
 * far beyond the count of definitions does not get to choose how large that array is: it goes into a hash table, with open
 * addressing and at most seven of eight slots in use.
 *
 * <p>Not safe for threads.
 */
public final class NumberTable {
    /** No such number. Values are never this. */
    public static final int ABSENT = Integer.MIN_VALUE;

    private static final int CHUNK_BITS = 10;
    private static final int CHUNK = 1 << CHUNK_BITS;
    /** Numbers up to here are always near. */
    private static final int ALWAYS_NEAR = 4 * CHUNK;

    /** Nobody who writes an image can know which numbers collide here. */
    private static final int SEED = new SplittableRandom().nextInt();

    /** Values of near numbers with their sign bit turned, so that 0 is {@link #ABSENT}. */
    private int[][] near = new int[ALWAYS_NEAR >>> CHUNK_BITS][];

    private int nearLimit = ALWAYS_NEAR;
    private int[] farKeys = new int[16];
    private int[] farValues = filled(16);
    private int farSize;
    private int size;

    /** A table that is empty. */
    public NumberTable() {}

    /** Says how many numbers there may be: those up to twice as many are near from now on. */
    public void expect(int definitions) {
        nearLimit = Math.max(ALWAYS_NEAR, (int) Math.min(Integer.MAX_VALUE, 2L * definitions));
    }

    /** The value of a number, or {@link #ABSENT}. */
    public int get(int number) {
        int chunk = number >>> CHUNK_BITS;
        if (chunk < near.length && near[chunk] != null) {
            int value = near[chunk][number & CHUNK - 1] ^ ABSENT;
            if (value != ABSENT) {
                return value;
            }
        }
        return farSize == 0 ? ABSENT : farValues[slot(number, farKeys, farValues)];
    }

    /** Whether the number is in the table. */
    public boolean contains(int number) {
        return get(number) != ABSENT;
    }

    /** Enters a number unless it is there; returns the value that was there, or {@link #ABSENT}. */
    public int putIfAbsent(int number, int value) {
        int there = get(number);
        if (there == ABSENT) {
            size++;
            if (Integer.compareUnsigned(number, nearLimit) < 0) {
                putNear(number, value);
            } else {
                putFar(number, value);
            }
        }
        return there;
    }

    /** How many numbers there are. */
    public int size() {
        return size;
    }

    /** Gives a number another value; it must be in the table. */
    public void replace(int number, int value) {
        int chunk = number >>> CHUNK_BITS;
        if (chunk < near.length && near[chunk] != null && near[chunk][number & CHUNK - 1] != 0) {
            near[chunk][number & CHUNK - 1] = value ^ ABSENT;
        } else {
            farValues[slot(number, farKeys, farValues)] = value;
        }
    }

    private void putNear(int number, int value) {
        int chunk = number >>> CHUNK_BITS;
        if (chunk >= near.length) {
            near = Arrays.copyOf(near, Math.max(chunk + 1, near.length + (near.length >> 1)));
        }
        if (near[chunk] == null) {
            near[chunk] = new int[CHUNK];
        }
        near[chunk][number & CHUNK - 1] = value ^ ABSENT;
    }

    private void putFar(int number, int value) {
        if (++farSize > farKeys.length - farKeys.length / 8) {
            growFar();
        }
        int slot = slot(number, farKeys, farValues);
        farKeys[slot] = number;
        farValues[slot] = value;
    }

    private static int slot(int number, int[] keys, int[] values) {
        int mask = keys.length - 1;
        int slot = scramble(number + SEED) & mask;
        while (values[slot] != ABSENT && keys[slot] != number) {
            slot = slot + 1 & mask;
        }
        return slot;
    }

    /** The last step of MurmurHash3: every bit of the number tells on every bit of the result. */
    private static int scramble(int number) {
        int hash = (number ^ number >>> 16) * 0x85ebca6b;
        hash = (hash ^ hash >>> 13) * 0xc2b2ae35;
        return hash ^ hash >>> 16;
    }

    private void growFar() {
        int[] newKeys = new int[farKeys.length * 2];
        int[] newValues = filled(farKeys.length * 2);
        for (int i = 0; i < farKeys.length; i++) {
            if (farValues[i] != ABSENT) {
                int slot = slot(farKeys[i], newKeys, newValues);
                newKeys[slot] = farKeys[i];
                newValues[slot] = farValues[i];
            }
        }
        farKeys = newKeys;
        farValues = newValues;
    }

    private static int[] filled(int length) {
        int[] values = new int[length];
        Arrays.fill(values, ABSENT);
        return values;
    }

    /** All numbers, in no order. */
    public int[] numbers() {
        int[] numbers = new int[size];
        int at = 0;
        for (int chunk = 0; chunk < near.length; chunk++) {
            for (int i = 0; near[chunk] != null && i < CHUNK; i++) {
                if (near[chunk][i] != 0) {
                    numbers[at++] = chunk << CHUNK_BITS | i;
                }
            }
        }
        for (int i = 0; i < farKeys.length; i++) {
            if (farValues[i] != ABSENT) {
                numbers[at++] = farKeys[i];
            }
        }
        return numbers;
    }
}
