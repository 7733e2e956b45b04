package org.ckptimage.format;

/** The primitive types of fields, in the image's byte order. */
public enum FieldType {
    U8(1),
    U16(2),
    U32(4),
    U64(8),
    S16(2),
    S32(4),
    S64(8),
    /** One byte of text. */
    CHAR(1),
    /** A nested struct; its size is the element layout's. */
    STRUCT(0);

    private final int size;

    FieldType(int size) {
        this.size = size;
    }

    /** Bytes of one value; 0 for {@link #STRUCT}. */
    public int size() {
        return size;
    }

    /** Whether values may be negative. */
    public boolean isSigned() {
        return this == S16 || this == S32 || this == S64;
    }
}
