package org.ckptimage.json;

import com.fasterxml.jackson.core.JsonToken;
import java.io.IOException;
import java.util.BitSet;
import java.util.List;

/** Reads the fields of one struct into bytes, in whatever order they stand. */
final class StructReader {
    /** Takes what is more than a field of the fixed part. */
    interface Record {
        /** Puts the array that takes up the rest of the record into the image. */
        void tail(JsonInput in, FieldForm field) throws IOException;

        /** Reads a number that counts something; 0 if that is to be found out. */
        long count(JsonInput in, FieldForm field) throws IOException;

        /** What happens to a count that is left out. */
        void leftOut(JsonInput in, FieldForm field) throws IOException;
    }

    private final StructForm struct;
    private final byte[] into;
    private final int base;
    /** Fields that end behind this are not there. */
    private final int limit;

    private final Record record;
    private final BitSet seen;

    /**
     * A reader.
     *
     * @param base where the struct begins in {@code into}
     * @param limit where the bytes end that it has
     * @param record null for structs that stand in others
     */
    StructReader(StructForm struct, byte[] into, int base, int limit, Record record) {
        this.struct = struct;
        this.into = into;
        this.base = base;
        this.limit = limit;
        this.record = record;
        this.seen = new BitSet(struct.fields().size());
    }

    /** Reads the object at hand. */
    void read(JsonInput in) throws IOException {
        group(in, struct.root());
        for (FieldForm field : struct.fields()) {
            if (!seen.get(field.index()) && isThere(field) && !isCovered(field)) {
                if (field.rule() == null || record == null) {
                    throw in.bad(field.field().name() + " is missing");
                }
                record.leftOut(in, field);
            }
        }
    }

    private boolean isThere(FieldForm field) {
        return base + field.field().offset() + field.field().size() <= limit;
    }

    /** Whether another member of a union was given. */
    private boolean isCovered(FieldForm field) {
        for (FieldForm other : struct.fields()) {
            if (seen.get(other.index()) && overlap(field, other)) {
                return true;
            }
        }
        return false;
    }

    private static boolean overlap(FieldForm one, FieldForm other) {
        int start = one.field().offset();
        int otherStart = other.field().offset();
        return one != other
                && start < otherStart + other.field().size()
                && otherStart < start + one.field().size();
    }

    private void group(JsonInput in, GroupForm group) throws IOException {
        in.startObject();
        for (String name = in.nextName(); name != null; name = in.nextName()) {
            Member member = group.member(name);
            if (member instanceof FieldForm field) {
                if (!isThere(field)) {
                    throw in.bad("the record is too short for this field");
                }
                field(in, field);
                seen.set(field.index());
            } else if (member instanceof GroupForm nested) {
                group(in, nested);
            } else {
                throw in.unknown(name, group.names());
            }
        }
    }

    private void field(JsonInput in, FieldForm field) throws IOException {
        if (field.field().isFlexible()) {
            record.tail(in, field);
            return;
        }
        int at = base + field.field().offset();
        switch (field.kind()) {
            case NUMBER, SIGNALS -> {
                if (field.rule() != null && record != null) {
                    field.put(into, at, record.count(in, field));
                } else {
                    number(in, field, at);
                }
            }
            case NUMBERS -> {
                int size = field.field().elementSize();
                array(in, field, item -> field.put(into, at + item * size, NumberReader.read(in, field.number())));
            }
            case TEXT -> {
                byte[] text = TextReader.field(in, field.count());
                System.arraycopy(text, 0, into, at, text.length);
            }
            case BYTES -> {
                byte[] bytes = bytes(in);
                if (bytes.length != field.count()) {
                    throw in.bad("these are " + bytes.length + " bytes; the field has " + field.count());
                }
                System.arraycopy(bytes, 0, into, at, bytes.length);
            }
            case STRUCTS -> {
                StructForm element = field.element();
                array(in, field, item -> {
                    int from = at + item * element.size();
                    new StructReader(element, into, from, from + element.size(), null).read(in);
                });
            }
        }
    }

    private void number(JsonInput in, FieldForm field, int at) throws IOException {
        long value = NumberReader.read(in, field.number());
        if (isCovered(field)) {
            byte[] other = into.clone();
            field.put(other, at, value);
            if (!java.util.Arrays.equals(other, into)) {
                throw in.bad(
                        "this field shares its bytes with another that says something else: leave one of them out");
            }
        }
        field.put(into, at, value);
    }

    private interface Item {
        void read(int item) throws IOException;
    }

    private static void array(JsonInput in, FieldForm field, Item reader) throws IOException {
        in.startArray();
        int item = 0;
        while (in.nextItem()) {
            if (item == field.count()) {
                throw in.bad("there is room for " + field.count() + " of these only");
            }
            reader.read(item++);
        }
        if (item < field.count()) {
            throw in.bad("here must stand " + field.count() + " of these, not " + item);
        }
    }

    private static byte[] bytes(JsonInput in) throws IOException {
        in.startObject();
        byte[] bytes = null;
        for (String name = in.nextName(); name != null; name = in.nextName()) {
            if (!name.equals("hex") || in.token() == JsonToken.START_ARRAY) {
                throw in.unknown(name, List.of("hex"));
            }
            bytes = PayloadReader.hex(in, in.string());
        }
        if (bytes == null) {
            throw in.bad("here must stand \"hex\"");
        }
        return bytes;
    }
}
