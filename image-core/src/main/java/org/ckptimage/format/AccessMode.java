package org.ckptimage.format;

/** What a file was opened for: the lowest two bits of open flags, which are a number and no bits. */
public enum AccessMode {
    READ_ONLY,
    WRITE_ONLY,
    READ_WRITE;

    private static final AccessMode[] VALUES = values();
    private static final int MASK = 3;

    /** The value of the two bits: 0 to 2. */
    public int number() {
        return ordinal();
    }

    /** The access mode in open flags, or null for the value 3, which stands for none. */
    public static AccessMode of(long flags) {
        int number = (int) (flags & MASK);
        return number < VALUES.length ? VALUES[number] : null;
    }
}
