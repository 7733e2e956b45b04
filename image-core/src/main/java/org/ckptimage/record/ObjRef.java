package org.ckptimage.record;

/**
 * The number of a shared object. Numbers are above 0 and unique over the whole image; 0 means "none" where a field
 * allows it, and what a damaged image holds may be negative.
 *
 * @param number as in the image
 */
public record ObjRef(int number) implements Comparable<ObjRef> {
    /** The value 0: no object. */
    public static final ObjRef NONE = new ObjRef(0);

    /** The reference with this number. */
    public static ObjRef of(int number) {
        return number == 0 ? NONE : new ObjRef(number);
    }

    /** Whether this names no object: 0, or a negative number, which no object can have. */
    public boolean isNone() {
        return number <= 0;
    }

    @Override
    public int compareTo(ObjRef other) {
        return Integer.compare(number, other.number);
    }

    /** {@code #12}. */
    @Override
    public String toString() {
        return "#" + number;
    }
}
