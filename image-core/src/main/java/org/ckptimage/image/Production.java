package org.ckptimage.image;

import org.ckptimage.format.RecordType;

/**
 * One rule of the image's grammar: which records make up a task, an object's body or a group, in which order.
 * Stateless; where a reading stands is kept in the parser's frames, so that nesting costs no call stack.
 *
 * <p>The parser asks {@link #expected}, hands over the record by {@link #consume}, and moves on as the answer says.
 * Definitions may stand before any record and are the parser's own business.
 */
abstract class Production {
    /** The answer of {@link #consume}: more records follow. */
    static final int MORE = 0;
    /** The answer of {@link #consume}: this was the last record. */
    static final int DONE = 1;

    private final String name;
    private final long own;
    private int number;

    /**
     * @param name what messages call it
     * @param own the record types by which a reading that went astray is known to be back here
     */
    Production(String name, RecordType... own) {
        this.name = name;
        long mask = 0;
        for (RecordType type : own) {
            mask |= 1L << type.ordinal();
        }
        this.own = mask;
    }

    final String name() {
        return name;
    }

    /** Its place among the productions of its grammar: what frames remember of it. */
    final int number() {
        return number;
    }

    final void number(int place) {
        number = place;
    }

    /** The type that must come next, or null if nothing more may come. */
    abstract RecordType expected(ImageParser in);

    /** Whether what {@link #expected} names may also be missing. */
    boolean optional(ImageParser in) {
        return false;
    }

    /** Takes the record at hand, whose type is the expected one. */
    abstract int consume(ImageParser in);

    /** A production that {@link #consume} or this method pushed has ended. */
    int partDone(ImageParser in) {
        return MORE;
    }

    /** Whether a record type shows that the reading is back in this production. */
    final boolean owns(RecordType type) {
        return type != null && (own >>> type.ordinal() & 1) != 0;
    }

    /**
     * After records that should have come are missing: moves the frame on to the state that expects the record at hand.
     *
     * @return whether there is one
     */
    boolean skipTo(ImageParser in, RecordType type) {
        return type == expected(in);
    }
}
