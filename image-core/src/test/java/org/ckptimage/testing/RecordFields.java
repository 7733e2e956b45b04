package org.ckptimage.testing;

import java.nio.charset.StandardCharsets;
import java.util.function.Consumer;
import org.ckptimage.format.Field;
import org.ckptimage.format.FieldType;
import org.ckptimage.format.ImageFormat;
import org.ckptimage.format.StructLayout;

/**
 * Fills in the fields of one record or element struct by name, at the offsets of the layout tables and in the image's
 * byte order. What is not set stays 0, as kernels write it.
 *
 * <p>Made without the library's codec on purpose: tests hold one against the other.
 */
public final class RecordFields {
    private final ImageFormat format;
    private final StructLayout layout;
    private final byte[] bytes;
    private final int start;

    RecordFields(ImageFormat format, StructLayout layout, byte[] bytes, int start) {
        this.format = format;
        this.layout = layout;
        this.bytes = bytes;
        this.start = start;
    }

    /** The dialect and architecture. */
    public ImageFormat format() {
        return format;
    }

    /** Bytes of the whole record, head included, or of the element. */
    public int length() {
        return bytes.length - start;
    }

    /** Whether the dialect has this field. */
    public boolean has(String field) {
        return layout.offset(field) >= 0;
    }

    /**
     * Sets a number.
     *
     * @param value fits the field's type, as a signed or as an unsigned number
     * @throws IllegalArgumentException if the dialect does not have the field or the value does not fit
     */
    public RecordFields set(String field, long value) {
        Field target = field(field);
        return number(target.offset(), target.type(), field, value);
    }

    /** Sets a number where the dialect has the field, else does nothing. */
    public RecordFields setIfPresent(String field, long value) {
        return has(field) ? set(field, value) : this;
    }

    /** Sets one element of an array of numbers. */
    public RecordFields set(String field, int index, long value) {
        Field target = field(field);
        return number(target.offset() + index * target.elementSize(), target.type(), field, value);
    }

    /** Sets the first bytes of a field as they are, whatever its type; the rest stays 0. */
    public RecordFields set(String field, byte[] value) {
        Field target = field(field);
        if (!target.isFlexible() && value.length > target.size()) {
            throw new IllegalArgumentException(value.length + " bytes do not fit " + layout + '.' + field);
        }
        return raw(target.offset(), value);
    }

    /** Sets the first bytes of a field to a text. */
    public RecordFields set(String field, String text) {
        return set(field, text.getBytes(StandardCharsets.ISO_8859_1));
    }

    /** Sets a number in network byte order, which the addresses of sockets have in every image. */
    public RecordFields setNetworkOrder(String field, long value) {
        int size = field(field).elementSize();
        byte[] big = new byte[size];
        for (int i = 0; i < size; i++) {
            big[i] = (byte) (value >>> (8 * (size - 1 - i)));
        }
        return set(field, big);
    }

    /** Fills in one element of an array of structs. */
    public RecordFields element(String field, int index, Consumer<RecordFields> fields) {
        Field target = field(field);
        int at = start + target.offset() + index * target.elementSize();
        fields.accept(new RecordFields(format, target.element(), bytes, at));
        return this;
    }

    /** Writes bytes as they are, {@code offset} bytes from the start of the record, head included. */
    public RecordFields raw(int offset, byte[] value) {
        System.arraycopy(value, 0, bytes, start + offset, value.length);
        return this;
    }

    private Field field(String name) {
        return layout.field(name)
                .orElseThrow(() -> new IllegalArgumentException(format + " has no field " + layout + '.' + name));
    }

    private RecordFields number(int offset, FieldType type, String name, long value) {
        int bits = 8 * type.size();
        if (bits == 0) {
            throw new IllegalArgumentException(layout + "." + name + " is no number");
        }
        if (bits < 64 && (value < -(1L << (bits - 1)) || value >= 1L << bits)) {
            throw new IllegalArgumentException(value + " does not fit " + layout + '.' + name + ", a " + type);
        }
        putNumber(
                bytes, start + offset, type.size(), value, format.architecture().littleEndian());
        return this;
    }

    static void putNumber(byte[] bytes, int at, int size, long value, boolean little) {
        for (int i = 0; i < size; i++) {
            bytes[at + (little ? i : size - 1 - i)] = (byte) (value >>> (8 * i));
        }
    }
}
