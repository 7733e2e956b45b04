package org.ckptimage.image;

import java.util.Arrays;

/**
 * Object number to an int, by open addressing: 8 bytes a slot, at most seven of eight slots in use. Numbers are
 * scrambled before they choose a slot, so that an image cannot pick numbers that collide on purpose more than by chance.
 */
final class NumberTable {
    /** No such number. Values are never this. */
    static final int ABSENT = Integer.MIN_VALUE;

    private static final int SEED = (int) System.nanoTime() | 1;

    private int[] keys = new int[64];
    private int[] values = new int[64];
    private int size;

    NumberTable() {
        Arrays.fill(values, ABSENT);
    }

    /** The value of a number, or {@link #ABSENT}. */
    int get(int number) {
        int slot = slot(number, keys, values);
        return values[slot];
    }

    boolean contains(int number) {
        return get(number) != ABSENT;
    }

    /** Enters a number unless it is there; returns the value that was there, or {@link #ABSENT}. */
    int putIfAbsent(int number, int value) {
        int slot = slot(number, keys, values);
        int there = values[slot];
        if (there == ABSENT) {
            keys[slot] = number;
            values[slot] = value;
            if (++size > keys.length - keys.length / 8) {
                grow();
            }
        }
        return there;
    }

    int size() {
        return size;
    }

    private static int slot(int number, int[] keys, int[] values) {
        int hash = (number ^ SEED) * 0x9e3779b9;
        int mask = keys.length - 1;
        int slot = (hash ^ hash >>> 16) & mask;
        while (values[slot] != ABSENT && keys[slot] != number) {
            slot = slot + 1 & mask;
        }
        return slot;
    }

    private void grow() {
        int[] newKeys = new int[keys.length * 2];
        int[] newValues = new int[keys.length * 2];
        Arrays.fill(newValues, ABSENT);
        for (int i = 0; i < keys.length; i++) {
            if (values[i] != ABSENT) {
                int slot = slot(keys[i], newKeys, newValues);
                newKeys[slot] = keys[i];
                newValues[slot] = values[i];
            }
        }
        keys = newKeys;
        values = newValues;
    }

    /** All numbers, in no order. */
    int[] numbers() {
        int[] numbers = new int[size];
        int at = 0;
        for (int i = 0; i < keys.length; i++) {
            if (values[i] != ABSENT) {
                numbers[at++] = keys[i];
            }
        }
        return numbers;
    }
}
