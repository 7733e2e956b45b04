package org.ckptimage.image;

import org.ckptimage.format.ImageFormat;
import org.ckptimage.format.RecordType;
import org.ckptimage.io.OrderedBytes;

/** A record of the image: where it is, what its head says, its fields, and a look at the heads behind it. */
class RecordCursor {
    static final int HEAD = 8;

    final OrderedBytes bytes;
    final ImageFormat format;
    final RecordLengths lengths;
    /** Where the bytes end. */
    final long end;
    /** Where the record at hand begins. */
    long offset;
    /** Its length by its head, or as it was settled. */
    long length;
    /** Its type; null for a number that the dialect does not have. */
    RecordType type;

    RecordCursor(OrderedBytes bytes, ImageFormat format, long start) {
        this.bytes = bytes;
        this.format = format;
        this.lengths = new RecordLengths(format, bytes);
        this.end = bytes.source().size();
        this.offset = start;
    }

    ImageFormat format() {
        return format;
    }

    RecordType type() {
        return type;
    }

    long length() {
        return length;
    }

    long offset() {
        return offset;
    }

    /** What messages call the record at hand. */
    String name() {
        return type == null ? "a record of the unknown type " + bytes.u32(offset) : type.toString();
    }

    /** A signed 32-bit field of the record at hand; 0 where the record is too short to hold it. */
    int s32(int at) {
        return holds(at, Integer.BYTES) ? bytes.s32(offset + at) : 0;
    }

    long u32(int at) {
        return s32(at) & 0xffffffffL;
    }

    long u64(int at) {
        return holds(at, Long.BYTES) ? bytes.u64(offset + at) : 0;
    }

    int u16(int at) {
        return holds(at, Short.BYTES) ? bytes.u16(offset + at) : 0;
    }

    int u8(int at) {
        return holds(at, 1) ? bytes.u8(offset + at) : 0;
    }

    private boolean holds(int at, int size) {
        return at >= 0 && at + size <= length;
    }

    /** Where the record behind the one at hand begins. */
    long nextOffset() {
        return offset + length;
    }

    /** The type of the record whose head is at {@code at}, or null if none can be there. */
    RecordType typeAhead(long at) {
        return lengths.plausible(at, end) && at < end ? format.recordType(bytes.s32(at)) : null;
    }

    long lengthAhead(long at) {
        return bytes.u32(at + 4);
    }

    /** Whether a record may begin, or the image end, behind the record at hand. */
    boolean plausibleBehind() {
        return lengths.plausible(offset + length, end);
    }
}
