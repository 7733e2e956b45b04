package org.ckptimage.rewrite;

/** Where a file that takes another's place is read or written next. A value. */
public sealed interface Position {
    /** Where the old file was. */
    Position KEEP = new Keep();
    /** At the end of the new file, whose size is looked up when the rewrite is planned. */
    Position END = new End();
    /** Where the old file was, but not behind the end of the new file, whose size is looked up. */
    Position CLAMP = new Clamp();

    /**
     * At a given offset in bytes.
     *
     * @throws IllegalArgumentException if it is negative
     */
    static Position at(long offset) {
        return new At(offset);
    }

    /** See {@link #KEEP}. */
    record Keep() implements Position {}

    /** See {@link #END}. */
    record End() implements Position {}

    /** See {@link #CLAMP}. */
    record Clamp() implements Position {}

    /**
     * A given place.
     *
     * @param offset in bytes
     */
    record At(long offset) implements Position {

        /** Refuses what is no place in a file. */
        public At {
            Numbers.notNegative("position", offset);
        }
    }
}
