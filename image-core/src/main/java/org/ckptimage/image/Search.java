package org.ckptimage.image;

import java.util.function.IntToLongFunction;

/** Binary search in what is no array. */
final class Search {
    private Search() {}

    /** The last of {@code count} ascending unsigned keys that is not above the wanted one, or -1. */
    static int floor(int count, IntToLongFunction key, long wanted) {
        int low = 0;
        int high = count - 1;
        while (low <= high) {
            int middle = low + high >>> 1;
            if (Long.compareUnsigned(key.applyAsLong(middle), wanted) <= 0) {
                low = middle + 1;
            } else {
                high = middle - 1;
            }
        }
        return high;
    }

    /** Whether each of {@code count} unsigned keys is above the one before it. */
    static boolean isAscending(int count, IntToLongFunction key) {
        for (int i = 1; i < count; i++) {
            if (Long.compareUnsigned(key.applyAsLong(i - 1), key.applyAsLong(i)) >= 0) {
                return false;
            }
        }
        return true;
    }
}
