package org.ckptimage.rewrite.draft;

import io.netty.buffer.ByteBuf;
import org.ckptimage.format.Field;
import org.ckptimage.format.FileType;
import org.ckptimage.format.ImageFormat;
import org.ckptimage.format.RecordType;
import org.ckptimage.format.StructLayout;

/** Single fields in the bytes of a record, by the struct's own names. */
public final class FieldBytes {
    private final ImageFormat format;
    private final boolean little;

    /** For records of images of a format. */
    public FieldBytes(ImageFormat format) {
        this.format = format;
        this.little = format.architecture().littleEndian();
    }

    /** Sets a number field; {@code bytes} is the record, head included, from index 0 on. */
    public void set(RecordType type, ByteBuf bytes, String field, long value) {
        Field place = place(type, bytes, field);
        switch (place.type().size()) {
            case 1 -> bytes.setByte(place.offset(), (int) value);
            case 2 -> {
                int half = little ? (int) value : Short.reverseBytes((short) value);
                bytes.setShortLE(place.offset(), half);
            }
            case 4 -> bytes.setIntLE(place.offset(), little ? (int) value : Integer.reverseBytes((int) value));
            default -> bytes.setLongLE(place.offset(), little ? value : Long.reverseBytes(value));
        }
    }

    /** Fills a field of bytes: what is left of it becomes zero. */
    public void setBytes(RecordType type, ByteBuf bytes, String field, byte[] value) {
        Field place = place(type, bytes, field);
        bytes.setZero(place.offset(), place.size());
        bytes.setBytes(place.offset(), value);
    }

    /** A number field, as wide as the field and without sign. */
    public long get(RecordType type, ByteBuf bytes, String field) {
        Field place = place(type, bytes, field);
        int at = bytes.readerIndex() + place.offset();
        return switch (place.type().size()) {
            case 1 -> bytes.getUnsignedByte(at);
            case 2 -> little ? bytes.getUnsignedShortLE(at) : bytes.getUnsignedShort(at);
            case 4 -> little ? bytes.getUnsignedIntLE(at) : bytes.getUnsignedInt(at);
            default -> little ? bytes.getLongLE(at) : bytes.getLong(at);
        };
    }

    private Field place(RecordType type, ByteBuf bytes, String field) {
        return layout(type, bytes)
                .field(field)
                .orElseThrow(() -> new IllegalArgumentException(type + " has no field " + field));
    }

    private StructLayout layout(RecordType type, ByteBuf bytes) {
        StructLayout layout = format.layout(type);
        if (type != RecordType.FILE) {
            return layout;
        }
        int at = bytes.readerIndex() + layout.offset("f_type");
        FileType kind = FileType.of(little ? bytes.getIntLE(at) : bytes.getInt(at));
        return kind == null ? layout : format.layout(kind);
    }
}
