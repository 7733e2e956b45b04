package org.ckptimage.rewrite;

/** Numbers that somebody chose, before they get into an edit. */
final class Numbers {
    private Numbers() {}

    /**
     * Gives back a number that is 0 or more.
     *
     * @param what its name, as in {@code descriptor}
     * @throws IllegalArgumentException if it is negative
     */
    static int notNegative(String what, int number) {
        return (int) notNegative(what, (long) number);
    }

    /** The same of a longer one. */
    static long notNegative(String what, long number) {
        if (number < 0) {
            throw new IllegalArgumentException("a " + what + " is 0 or more, not " + number);
        }
        return number;
    }
}
