package org.ckptimage.image;

import java.util.Arrays;

/**
 * Object number to an int, for as many objects as an image may have: without an object an entry, and in ten bytes an
 * entry at most. Kernels number objects from 1 without gaps, so a number is usually its own place in an array of four
 * bytes each, made in chunks as it fills. Numbers do not get to choose how large that array is: those that would leave
 * it half empty go into a hash table.
 *
 * <p>Not safe for threads.
 */
public final class NumberTable {
    /** No such number. Values are never this. */
    public static final int ABSENT = Integer.MIN_VALUE;

    private static final int CHUNK_BITS = 10;
    private static final int CHUNK = 1 << CHUNK_BITS;
    /** As many chunks are made for whatever numbers. */
    private static final int FREE_CHUNKS = 4;

    /** Values of near numbers with their sign bit turned, so that 0 is {@link #ABSENT}. */
    private int[][] near = new int[FREE_CHUNKS][];

    private int nearChunks;
    private int nearSize;
    private final FarNumbers far = new FarNumbers();

    /** A table that is empty. */
    public NumberTable() {}

    /** The value of a number, or {@link #ABSENT}. */
    public int get(int number) {
        int chunk = number >>> CHUNK_BITS;
        if (chunk < near.length && near[chunk] != null) {
            int value = near[chunk][number & CHUNK - 1] ^ ABSENT;
            if (value != ABSENT) {
                return value;
            }
        }
        return far.size() == 0 ? ABSENT : far.get(number);
    }

    /** Whether the number is in the table. */
    public boolean contains(int number) {
        return get(number) != ABSENT;
    }

    /** Enters a number unless it is there; returns the value that was there, or {@link #ABSENT}. */
    public int putIfAbsent(int number, int value) {
        int there = get(number);
        if (there == ABSENT) {
            if (isNear(number)) {
                near[number >>> CHUNK_BITS][number & CHUNK - 1] = value ^ ABSENT;
                nearSize++;
            } else {
                far.add(number, value);
            }
        }
        return there;
    }

    /** Whether the number has a place in the array, or gets one now because the array is full enough. */
    private boolean isNear(int number) {
        int chunk = number >>> CHUNK_BITS;
        if (chunk < near.length && near[chunk] != null) {
            return true;
        }
        boolean full = nearChunks < FREE_CHUNKS || nearChunks - FREE_CHUNKS < nearSize * 2L >>> CHUNK_BITS;
        if (!full || chunk > FREE_CHUNKS + (size() >>> CHUNK_BITS - 5)) {
            return false;
        }
        if (chunk >= near.length) {
            near = Arrays.copyOf(near, Math.max(chunk + 1, near.length + (near.length >> 1)));
        }
        near[chunk] = new int[CHUNK];
        nearChunks++;
        return true;
    }

    /** How many numbers there are. */
    public int size() {
        return nearSize + far.size();
    }

    /** Gives a number another value; it must be in the table. */
    public void replace(int number, int value) {
        int chunk = number >>> CHUNK_BITS;
        if (chunk < near.length && near[chunk] != null && near[chunk][number & CHUNK - 1] != 0) {
            near[chunk][number & CHUNK - 1] = value ^ ABSENT;
        } else {
            far.replace(number, value);
        }
    }

    /** All numbers, in no order. */
    public int[] numbers() {
        int[] numbers = new int[size()];
        int at = 0;
        for (int chunk = 0; chunk < near.length; chunk++) {
            for (int i = 0; near[chunk] != null && i < CHUNK; i++) {
                if (near[chunk][i] != 0) {
                    numbers[at++] = chunk << CHUNK_BITS | i;
                }
            }
        }
        far.copyNumbers(numbers, at);
        return numbers;
    }
}
