package org.ckptimage.json;

import java.io.IOException;
import java.util.List;

/** Reads what no field covers, as {@link PaddingPrinter} writes it. */
final class PaddingEncoder {
    private final ImageOut out;
    private final PayloadReader payloads;

    PaddingEncoder(ImageOut out, PayloadReader payloads) {
        this.out = out;
        this.payloads = payloads;
    }

    /** Reads the array at hand, for the record that begins at {@code start} and was written last. */
    void write(JsonInput in, FieldsEncoder.Written written, long start) throws IOException {
        in.startArray();
        while (in.nextItem()) {
            run(in, written, start);
        }
    }

    private void run(JsonInput in, FieldsEncoder.Written written, long start) throws IOException {
        in.startObject();
        long at = -1;
        for (String name = in.nextName(); name != null; name = in.nextName()) {
            if (name.equals("at")) {
                at = in.count();
            } else if (at < 0) {
                throw in.bad("\"at\" must stand in front of the bytes");
            } else if (name.equals("hex")) {
                byte[] bytes = PayloadReader.hex(in, in.string());
                check(in, written, start, at, bytes.length);
                put(bytes, start + at);
            } else if (name.equals("data")) {
                if (start + at != out.position()) {
                    throw in.bad("the record ends at " + (out.position() - start) + ", these bytes begin at " + at);
                }
                payloads.read(in);
            } else {
                throw in.unknown(name, List.of("at", "hex", "data"));
            }
        }
    }

    private void put(byte[] bytes, long position) throws IOException {
        if (position == out.position()) {
            out.write(bytes, 0, bytes.length);
        } else {
            out.patch(position, bytes, 0, bytes.length);
        }
    }

    /** Padding may stand where no field is, or at the record's end. */
    private void check(JsonInput in, FieldsEncoder.Written written, long start, long at, long length)
            throws IOException {
        long end = out.position() - start;
        if (at == end) {
            return;
        }
        if (at > end || at + length > end) {
            throw in.bad("the record ends at " + end + ", these bytes lie from " + at + " to " + (at + length));
        }
        for (long b = at; b < at + length; b++) {
            if (written.struct() == null || isCovered(written, b)) {
                throw in.bad("at " + b + " no padding is, but a field");
            }
        }
    }

    private static boolean isCovered(FieldsEncoder.Written written, long at) {
        StructForm struct = written.struct();
        if (written.entries()) {
            return at < RecordForm.HEAD || isField(struct, (at - RecordForm.HEAD) % struct.size(), struct.size());
        }
        FieldForm tail = struct.tail();
        long tailEnd = tail == null
                ? struct.size()
                : struct.tailOffset()
                        + struct.tailCount(written.size()) * tail.field().elementSize();
        if (tail == null || at < struct.tailOffset()) {
            return at < RecordForm.HEAD || isField(struct, at, written.size());
        }
        if (at >= tailEnd) {
            return false;
        }
        return tail.element() == null
                || isField(
                        tail.element(),
                        (at - struct.tailOffset()) % tail.element().size(),
                        tail.element().size());
    }

    private static boolean isField(StructForm struct, long at, long limit) {
        for (FieldForm field : struct.fields()) {
            long start = field.field().offset();
            long end = start + field.field().size();
            if (at >= start && at < end && end <= limit) {
                return field.element() == null
                        || isField(
                                field.element(),
                                (at - start) % field.element().size(),
                                field.element().size());
            }
        }
        return false;
    }
}
