package org.ckptimage.json;

import com.fasterxml.jackson.core.JsonGenerator;
import java.io.IOException;
import java.util.Arrays;
import java.util.Set;
import org.ckptimage.io.ByteSource;

/** Writes the fields of structs, straight from the bytes of the image. */
final class FieldsPrinter {
    private final JsonSink out;
    private final JsonGenerator json;
    private final ByteSource source;
    private final PayloadWriter payloads;
    private final Set<Long> forced;
    private byte[] fixed = new byte[1024];
    private byte[] inner = new byte[256];
    private int entry;
    private long offset;
    private long length;

    FieldsPrinter(JsonSink out, ByteSource source, PayloadWriter payloads, Set<Long> forced) {
        this.out = out;
        this.json = out.json();
        this.source = source;
        this.payloads = payloads;
        this.forced = forced;
    }

    /** A number that is to stand as it is, though it says something else than what it counts. */
    static void forced(JsonSink out, long number, boolean string) throws IOException {
        JsonGenerator json = out.json();
        json.writeStartObject();
        if (string) {
            json.writeStringField("raw", Long.toUnsignedString(number));
        } else {
            json.writeNumberField("raw", number);
        }
        json.writeBooleanField("forced", true);
        json.writeEndObject();
    }

    /** Writes those fields of a record's struct that it has whole. */
    void struct(int recordEntry, StructForm struct, long recordOffset, long recordLength) throws IOException {
        entry = recordEntry;
        offset = recordOffset;
        length = recordLength;
        int whole = (int) Math.min(struct.size(), recordLength);
        if (fixed.length < whole) {
            fixed = new byte[whole];
        }
        source.slice(recordOffset, whole).getBytes(0, fixed, 0, whole);
        group(struct, struct.root(), fixed, 0, whole);
    }

    /** Writes structs that lie one behind the other as objects of an array that is open. */
    void elements(StructForm struct, long at, long count) throws IOException {
        if (inner.length < struct.size()) {
            inner = new byte[struct.size()];
        }
        for (long i = 0; i < count; i++) {
            source.slice(at + i * struct.size(), struct.size()).getBytes(0, inner, 0, struct.size());
            json.writeStartObject();
            group(struct, struct.root(), inner, 0, struct.size());
            json.writeEndObject();
        }
    }

    private void group(StructForm struct, GroupForm group, byte[] bytes, int base, int limit) throws IOException {
        for (Member member : group.members()) {
            if (member instanceof FieldForm field) {
                field(struct, field, bytes, base, limit);
            } else if (member instanceof GroupForm nested && isPresent(nested, base, limit)) {
                out.name(nested.name());
                json.writeStartObject();
                group(struct, nested, bytes, base, limit);
                json.writeEndObject();
            }
        }
    }

    private static boolean isPresent(GroupForm group, int base, int limit) {
        for (Member member : group.members()) {
            boolean present = member instanceof FieldForm field
                    ? isPresent(field, base, limit)
                    : isPresent((GroupForm) member, base, limit);
            if (present) {
                return true;
            }
        }
        return false;
    }

    private static boolean isPresent(FieldForm field, int base, int limit) {
        return base + field.field().offset() + field.field().size() <= limit;
    }

    private void field(StructForm struct, FieldForm field, byte[] bytes, int base, int limit) throws IOException {
        if (!isPresent(field, base, limit)) {
            return;
        }
        out.name(field.name());
        if (field.field().isFlexible()) {
            flexible(struct, field);
            return;
        }
        int at = base + field.field().offset();
        switch (field.kind()) {
            case NUMBER -> number(struct, field, field.get(bytes, at));
            case SIGNALS -> field.number().write(out, field.get(bytes, at));
            case NUMBERS -> numbers(field, bytes, at, field.count());
            case TEXT -> TextForm.filling(field.count()).write(out, Arrays.copyOfRange(bytes, at, at + field.count()));
            case BYTES -> {
                json.writeStartObject();
                out.name("hex");
                out.hex(bytes, at, field.count());
                json.writeEndObject();
            }
            case STRUCTS -> {
                json.writeStartArray();
                for (int i = 0; i < field.count(); i++) {
                    json.writeStartObject();
                    StructForm element = field.element();
                    int from = at + i * element.size();
                    group(element, element.root(), bytes, from, from + element.size());
                    json.writeEndObject();
                }
                json.writeEndArray();
            }
        }
    }

    private void number(StructForm struct, FieldForm field, long raw) throws IOException {
        CountRule rule = field.rule();
        boolean wrong = rule != null
                && (rule.what() == CountRule.What.ELEMENTS
                        ? raw != struct.tailCount(length)
                        : ForcedCounts.contains(forced, entry, rule));
        if (wrong) {
            forced(out, raw, field.number().isWide());
        } else {
            field.number().write(out, raw);
        }
    }

    private void numbers(FieldForm field, byte[] bytes, int at, int count) throws IOException {
        json.writeStartArray();
        for (int i = 0; i < count; i++) {
            field.number().write(out, field.get(bytes, at + i * field.field().elementSize()));
        }
        json.writeEndArray();
    }

    /** Writes the array that takes up the rest of the record. */
    private void flexible(StructForm struct, FieldForm field) throws IOException {
        long at = offset + struct.tailOffset();
        long count = struct.tailCount(length);
        if (field.kind() == FieldForm.Kind.BYTES) {
            payloads.shown(at, count);
            return;
        }
        json.writeStartArray();
        if (field.kind() == FieldForm.Kind.STRUCTS) {
            elements(field.element(), at, count);
        } else {
            int size = field.field().elementSize();
            for (long i = 0; i < count; i++) {
                source.slice(at + i * size, size).getBytes(0, inner, 0, size);
                field.number().write(out, field.get(inner, 0));
            }
        }
        json.writeEndArray();
    }
}
