package org.ckptimage.check;

import java.util.function.IntConsumer;

/** Pairs of numbers, each once: fourteen bytes at most. */
final class Pairs {
    /** What is done with a pair. */
    @FunctionalInterface
    interface Action {
        void on(int first, int second);
    }

    private final LongMap pairs = new LongMap();

    private static long pair(int first, int second) {
        return (long) first << Integer.SIZE | second & 0xffffffffL;
    }

    private static int first(long pair) {
        return (int) (pair >> Integer.SIZE);
    }

    void add(int first, int second) {
        pairs.add(pair(first, second));
    }

    boolean contains(int first, int second) {
        return pairs.contains(pair(first, second));
    }

    /** Hands over all pairs; those with the same first number follow each other. */
    void forEach(Action action) {
        for (int place = pairs.next(-1); place >= 0; place = pairs.next(place)) {
            action.on(first(pairs.key(place)), (int) pairs.key(place));
        }
    }

    /** Hands over what a number is paired with. */
    void with(int first, IntConsumer second) {
        int floor = pairs.floor(pair(first, 0));
        boolean found = floor >= 0 && pairs.key(floor) == pair(first, 0);
        for (int place = found ? floor : pairs.next(floor);
                place >= 0 && first(pairs.key(place)) == first;
                place = pairs.next(place)) {
            second.accept((int) pairs.key(place));
        }
    }
}
