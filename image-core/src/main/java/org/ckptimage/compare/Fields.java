package org.ckptimage.compare;

import java.util.LinkedHashMap;
import java.util.Map;
import org.ckptimage.format.Field;
import org.ckptimage.format.FieldType;
import org.ckptimage.format.FileType;
import org.ckptimage.format.RecordType;
import org.ckptimage.format.StructLayout;
import org.ckptimage.image.ImageRecord;

/**
 * The fields of a record that mean something, by the layout tables. Numbers of objects are left out, since which object
 * they name is another question; so is what {@link Meaning} rules out.
 */
final class Fields {
    private final Side side;
    private final ImageRecord record;
    private final RecordType type;
    private final StructLayout layout;

    /** A record of a known type. */
    Fields(Side side, ImageRecord record) {
        this.side = side;
        this.record = record;
        this.type = record.type().orElseThrow();
        this.layout = layout();
    }

    private StructLayout layout() {
        if (type != RecordType.FILE) {
            return side.format().layout(type);
        }
        StructLayout common = side.format().layout(RecordType.FILE);
        int at = common.offset("f_type");
        FileType kind = record.length() < at + Integer.BYTES
                ? null
                : FileType.of(side.bytes().s32(record.offset() + at));
        return kind == null ? common : side.format().layout(kind);
    }

    RecordType type() {
        return type;
    }

    /** A number field by name; 0 where the dialect has none, or the record is too short. */
    long number(String name) {
        Field field = layout == null ? null : layout.field(name).orElse(null);
        return field == null || field.offset() + field.elementSize() > record.length()
                ? 0
                : FieldText.number(field.type(), side.bytes(), record.offset() + field.offset());
    }

    /** What the fields say, by their names, in the order of the struct. */
    Map<String, Fact> facts() {
        Map<String, Fact> facts = new LinkedHashMap<>();
        if (layout == null) {
            facts.put("bytes", Fact.of(Digests.text(record.payload()), record.offset()));
            return facts;
        }
        for (Field field : layout.fields()) {
            if (Meaning.matters(this, field.name())) {
                add(facts, field.name(), field, record.offset() + field.offset());
            }
        }
        return facts;
    }

    private void add(Map<String, Fact> facts, String name, Field field, long offset) {
        long end = record.offset() + record.length();
        int size = field.elementSize();
        if (!field.isArray()) {
            facts.put(name, offset + size > end ? Fact.NONE : Fact.of(text(field, offset), offset));
        } else if (field.type() == FieldType.U8 || field.type() == FieldType.CHAR) {
            long length = field.isFlexible() ? end - offset : Math.min(field.size(), end - offset);
            facts.put(name, Fact.of(FieldText.bytes(field, side, offset, (int) Math.max(0, length)), offset));
        } else {
            long count = field.isFlexible() ? (end - offset) / size : field.count();
            for (int i = 0; i < count && offset + size <= end; i++, offset += size) {
                addElement(facts, FieldText.elementName(type, name, i), field, offset);
            }
        }
    }

    private void addElement(Map<String, Fact> facts, String name, Field field, long offset) {
        if (field.type() != FieldType.STRUCT) {
            facts.put(name, Fact.of(text(field, offset), offset));
            return;
        }
        for (Field inner : field.element().fields()) {
            add(facts, name + " > " + inner.name(), inner, offset + inner.offset());
        }
    }

    private String text(Field field, long offset) {
        return FieldText.of(type, field, side, offset);
    }
}
