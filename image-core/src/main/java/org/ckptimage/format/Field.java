package org.ckptimage.format;

/**
 * A field of a struct: where it lies and what it holds.
 *
 * @param name the struct's own name for it; parts of embedded structs with a dot, as {@code sock.type}
 * @param type type of the value, or of one element of an array
 * @param offset bytes from the start of the record (head included) or of the element struct
 * @param count -1 for a single value, else the number of array elements; 0: as many as the record has room for
 * @param element layout of one element when {@code type} is STRUCT, else null
 */
public record Field(String name, FieldType type, int offset, int count, StructLayout element) {

    /** Whether this is an array. */
    public boolean isArray() {
        return count >= 0;
    }

    /** Whether this is the array at the record's end that takes up whatever room is left. */
    public boolean isFlexible() {
        return count == 0;
    }

    /** Bytes of one value or element. */
    public int elementSize() {
        return type == FieldType.STRUCT ? element.size() : type.size();
    }

    /** Bytes of the whole field; 0 for a flexible array. */
    public int size() {
        return isArray() ? count * elementSize() : elementSize();
    }
}
