package org.ckptimage.check;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import org.ckptimage.format.Field;
import org.ckptimage.format.FileType;
import org.ckptimage.format.ImageFormat;
import org.ckptimage.format.RecordType;
import org.ckptimage.format.StructLayout;
import org.ckptimage.image.ImageRecord;
import org.ckptimage.image.Role;
import org.ckptimage.io.OrderedBytes;

/**
 * A record as the rules look at it: fields by name, whatever state the record is in. A field that the record is too
 * short for, or that the dialect lacks, reads as 0; {@link #has} tells.
 */
final class At {
    static final int HEAD = 8;
    private static final int LONGEST_TEXT = 4096;

    private final ImageRecord record;
    private final RecordType type;
    private final long offset;
    private final long length;
    private final OrderedBytes bytes;
    /** The kind of a FILE record; null for other records, and for kinds that nobody knows. */
    private final FileType kind;

    private final StructLayout layout;

    At(ImageRecord record, ImageFormat format, OrderedBytes bytes) {
        this.record = record;
        this.type = record.type().orElse(null);
        this.offset = record.offset();
        this.length = record.length();
        this.bytes = bytes;
        StructLayout common = type == null ? null : format.layout(type);
        this.kind = type == RecordType.FILE ? kind(common) : null;
        this.layout = kind == null || length < common.size() ? common : format.layout(kind);
    }

    private FileType kind(StructLayout common) {
        int at = common.offset("f_type");
        return at + Integer.BYTES > length ? null : FileType.of(bytes.s32(offset + at));
    }

    ImageRecord record() {
        return record;
    }

    /** Its type; null for raw bytes and unknown numbers. */
    RecordType type() {
        return type;
    }

    boolean is(RecordType other) {
        return type == other;
    }

    long offset() {
        return offset;
    }

    long length() {
        return length;
    }

    long end() {
        return offset + length;
    }

    /** Bytes behind the head. */
    long payload() {
        return Math.max(0, length - HEAD);
    }

    Role role() {
        return record.role();
    }

    /** Whether the dialect has the field and the record the bytes. */
    boolean has(String field) {
        Field found = find(field);
        return found != null && found.offset() + found.elementSize() <= length;
    }

    private Field find(String field) {
        return layout == null ? null : layout.field(field).orElse(null);
    }

    /** Where a field stands, in bytes from the start of the file; the record's own place if it does not hold it. */
    long offset(String field) {
        return has(field) ? offset + find(field).offset() : offset;
    }

    /** A field as a number; unsigned 64-bit ones above 2^63 come out negative. */
    long number(String field) {
        return number(field, 0);
    }

    /** An element of a field that is an array. */
    long number(String field, int element) {
        Field found = find(field);
        if (found == null) {
            return 0;
        }
        long at = (long) found.offset() + (long) element * found.elementSize();
        if (at + found.elementSize() > length) {
            return 0;
        }
        switch (found.type()) {
            case U8:
            case CHAR:
                return bytes.u8(offset + at);
            case U16:
                return bytes.u16(offset + at);
            case S16:
                return (short) bytes.u16(offset + at);
            case U32:
                return bytes.u32(offset + at);
            case S32:
                return bytes.s32(offset + at);
            case U64:
            case S64:
                return bytes.u64(offset + at);
            default:
                return 0;
        }
    }

    /** A field as a signed 32-bit number, also where the table has it unsigned: object numbers and counts. */
    int s32(String field) {
        return (int) number(field);
    }

    /** A number in the payload, by its distance from the record's start; 0 beyond the end. */
    int s32At(long at) {
        return at >= 0 && at + Integer.BYTES <= length ? bytes.s32(offset + at) : 0;
    }

    /** An unsigned number in the payload. */
    long u32At(long at) {
        return s32At(at) & 0xffffffffL;
    }

    /** A number of 64 bits in the payload. */
    long u64At(long at) {
        return at >= 0 && at + Long.BYTES <= length ? bytes.u64(offset + at) : 0;
    }

    /** Numbers in a row in the payload, which must have them all. */
    ByteBuffer numbersAt(long at, int bytesOfAll) {
        return bytes.buffer(offset + at, bytesOfAll);
    }

    /** A byte of the payload. */
    int u8At(long at) {
        return at >= 0 && at < length ? bytes.u8(offset + at) : 0;
    }

    /** The payload as text, up to its NUL; of an endless one the first {@value #LONGEST_TEXT} bytes. */
    String text() {
        byte[] text = new byte[(int) Math.min(payload(), LONGEST_TEXT)];
        if (text.length > 0) {
            numbersAt(HEAD, text.length).get(text);
        }
        int size = 0;
        while (size < text.length && text[size] != 0) {
            size++;
        }
        return new String(text, 0, size, StandardCharsets.UTF_8);
    }

    /** The kind of a FILE record. */
    Optional<FileType> fileType() {
        return Optional.ofNullable(kind);
    }

    String name() {
        return record.typeName();
    }

    @Override
    public String toString() {
        return record.toString();
    }
}
