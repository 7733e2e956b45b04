package org.ckptimage.json;

import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.io.SerializedString;
import java.io.IOException;
import java.util.BitSet;
import org.ckptimage.io.ByteSource;

/**
 * Writes what no field covers, as far as it is not what an encoder would put there by itself: bytes that are not zero,
 * and everything behind the end of the struct.
 */
final class PaddingPrinter {
    private static final SerializedString PADDING = new SerializedString("padding");
    /** Longer runs are no padding but may be anything, so that they are payloads. */
    private static final int LONGEST_PADDING = 64;

    private final JsonSink out;
    private final ByteSource source;
    private final PayloadWriter payloads;
    private final byte[] run = new byte[LONGEST_PADDING];
    private boolean open;

    PaddingPrinter(JsonSink out, ByteSource source, PayloadWriter payloads) {
        this.out = out;
        this.source = source;
        this.payloads = payloads;
    }

    /** Writes what the struct of a record does not cover. */
    void ofStruct(StructForm struct, long offset, long length) throws IOException {
        if (length < struct.size()) {
            ofShortRecord(struct, offset, length);
        } else {
            gaps(struct, offset, 0);
            for (FieldForm field : struct.fields()) {
                if (field.kind() == FieldForm.Kind.STRUCTS && field.element().gaps().length > 0) {
                    long count = field.field().isFlexible() ? struct.tailCount(length) : field.count();
                    elements(field.element(), offset, field.field().offset(), count);
                }
            }
            FieldForm tail = struct.tail();
            long count = struct.tailCount(length);
            long usual = struct.length(count);
            if (tail != null) {
                long covered = struct.tailOffset() + count * tail.field().elementSize();
                unlessZero(offset, covered, usual - covered);
            }
            if (usual < length) {
                write(offset, usual, length - usual);
            }
        }
        close();
    }

    /** Writes what structs behind a record's head do not cover. */
    void ofEntries(StructForm struct, long offset, long count) throws IOException {
        if (struct.gaps().length > 0) {
            elements(struct, offset, RecordForm.HEAD, count);
        }
        close();
    }

    /** The bytes of all fields that are cut, and those between them. */
    private void ofShortRecord(StructForm struct, long offset, long length) throws IOException {
        BitSet covered = new BitSet();
        for (FieldForm field : struct.fields()) {
            int end = field.field().offset() + field.field().size();
            if (end <= length) {
                covered.set(field.field().offset(), end);
            }
        }
        for (int at = covered.nextClearBit(RecordForm.HEAD); at < length; ) {
            int next = covered.nextSetBit(at);
            int end = next < 0 ? (int) length : next;
            // In pieces that are padding, however long the field is: a payload could only stand at the record's end.
            for (int piece = at; piece < end; piece += LONGEST_PADDING) {
                unlessZero(offset, piece, Math.min(LONGEST_PADDING, end - piece));
            }
            at = covered.nextClearBit(end);
        }
    }

    private void elements(StructForm struct, long offset, long at, long count) throws IOException {
        for (long i = 0; i < count; i++) {
            gaps(struct, offset, at + i * struct.size());
        }
    }

    private void gaps(StructForm struct, long offset, long base) throws IOException {
        int[] gaps = struct.gaps();
        for (int i = 0; i < gaps.length; i += 2) {
            unlessZero(offset, base + gaps[i], gaps[i + 1] - gaps[i]);
        }
    }

    private void unlessZero(long offset, long at, long length) throws IOException {
        if (length > LONGEST_PADDING) {
            write(offset, at, length);
            return;
        }
        source.slice(offset + at, (int) length).getBytes(0, run, 0, (int) length);
        for (int i = 0; i < length; i++) {
            if (run[i] != 0) {
                write(offset, at, length);
                return;
            }
        }
    }

    private void write(long offset, long at, long length) throws IOException {
        JsonGenerator json = out.json();
        if (!open) {
            open = true;
            out.name(PADDING);
            json.writeStartArray();
        }
        json.writeStartObject();
        json.writeNumberField("at", at);
        if (length > LONGEST_PADDING) {
            out.name(RecordPrinter.DATA);
            payloads.write(offset + at, length);
        } else {
            source.slice(offset + at, (int) length).getBytes(0, run, 0, (int) length);
            out.name("hex");
            out.hex(run, 0, (int) length);
        }
        json.writeEndObject();
    }

    private void close() throws IOException {
        if (open) {
            open = false;
            out.json().writeEndArray();
        }
    }
}
