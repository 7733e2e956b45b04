package org.ckptimage.compare;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.ckptimage.format.RecordType;
import org.ckptimage.format.ResourceLimit;
import org.ckptimage.format.VmaType;
import org.ckptimage.image.ImageRecord;
import org.ckptimage.record.FieldValue;
import org.ckptimage.record.FieldView;
import org.ckptimage.record.Text;

/**
 * The fields of a record that mean something. Numbers of objects are left out, since which object they name is another
 * question; so is what {@link Significance} rules out.
 */
final class Fields {
    private final ImageRecord record;
    private final RecordType type;
    private final List<FieldValue> fields;

    /** A record of a known type. */
    Fields(ImageRecord record) {
        this.record = record;
        this.type = record.type().orElseThrow();
        this.fields = record.fields().map(FieldView::fields).orElse(List.of());
    }

    RecordType type() {
        return type;
    }

    /** A number by name; 0 where the dialect has none, or the record is too short. */
    long number(String name) {
        for (FieldValue field : fields) {
            if (field instanceof FieldValue.NumberField number && number.name().equals(name)) {
                return number.raw();
            }
        }
        return 0;
    }

    /** What the fields say, by their names, in the order of the struct. */
    Map<String, Fact> facts() {
        return facts(false);
    }

    /** The same; with {@code all} also fields that a restart does not look at. */
    Map<String, Fact> facts(boolean all) {
        Map<String, Fact> facts = new LinkedHashMap<>();
        for (FieldValue field : fields) {
            if (Significance.matters(this, field.name(), all)) {
                add(facts, "", field);
            }
        }
        return facts;
    }

    private void add(Map<String, Fact> facts, String prefix, FieldValue field) {
        String name = prefix + field.name();
        if (field instanceof FieldValue.NumberField number) {
            facts.put(name, fact(number(number), field.offset()));
        } else if (field instanceof FieldValue.BytesField bytes) {
            facts.put(name, fact(bytes(bytes), field.offset()));
        } else if (field instanceof FieldValue.SignalsField signals) {
            facts.put(name, fact(Words.signals(signals.raw()), field.offset()));
        } else if (field instanceof FieldValue.NumbersField numbers) {
            List<String> values = numbers.numbers();
            for (int i = 0; i < values.size(); i++) {
                int offset = field.offset() + i * field.field().elementSize();
                facts.put(element(name, i), fact(values.get(i), offset));
            }
        } else if (field instanceof FieldValue.StructsField structs) {
            for (int i = 0; i < structs.elements().size(); i++) {
                String element = element(name, i) + " > ";
                structs.elements().get(i).forEach(inner -> add(facts, element, inner));
            }
        }
    }

    private Fact fact(String text, int offset) {
        return Fact.of(text, record.offset() + offset);
    }

    private String number(FieldValue.NumberField number) {
        // Which of the areas of a segment defines it is no matter of meaning.
        boolean skip = type == RecordType.VMA && number.name().equals("vma_type");
        VmaType area = skip ? VmaType.of((int) number.raw()) : null;
        if (area == VmaType.SHM_ANON_SKIP) {
            return VmaType.SHM_ANON.number() + " " + VmaType.SHM_ANON;
        }
        return area == VmaType.HUGETLB_SKIP ? VmaType.HUGETLB.number() + " " + VmaType.HUGETLB : number.text();
    }

    private static String bytes(FieldValue.BytesField bytes) {
        return bytes.isText() ? Words.text(new Text(bytes.raw())) : Digests.text(bytes.raw());
    }

    /** What an element of an array is called. */
    private String element(String field, int index) {
        if (type == RecordType.SIGHAND) {
            return Words.signal(index + 1);
        }
        ResourceLimit limit = type == RecordType.SIGNAL ? ResourceLimit.of(index) : null;
        return limit == null ? field + "[" + index + "]" : "limit " + limit;
    }
}
