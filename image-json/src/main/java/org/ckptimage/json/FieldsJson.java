package org.ckptimage.json;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufUtil;
import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.ckptimage.record.FieldValue;
import org.ckptimage.record.FieldView;
import org.ckptimage.record.Text;

/**
 * The fields of a record under the struct's own names; a dot in a name opens an object. Numbers of 64 bits are strings,
 * since many readers of JSON keep only 53 of them. Payloads are given by their length: they may be somebody's memory.
 */
final class FieldsJson {
    private static final int LONGEST_PADDING = 64;

    private final JsonOut json;

    FieldsJson(JsonOut json) {
        this.json = json;
    }

    /** @param text what the payload is, if it is text */
    void write(FieldView view, Optional<Text> text) throws IOException {
        json.startObject("fields");
        object("", view.fields(), text);
        json.endObject();
        if (!view.padding().isEmpty()) {
            padding(view.padding());
        }
    }

    /** Writes the fields whose names begin with a prefix, those of embedded structs as objects. */
    private void object(String prefix, List<FieldValue> fields, Optional<Text> text) throws IOException {
        // Members of a union stand between others, so that a struct's parts need not follow each other.
        Map<String, List<FieldValue>> groups = new LinkedHashMap<>();
        for (FieldValue field : fields) {
            String name = field.name().substring(prefix.length());
            int dot = name.indexOf('.');
            groups.computeIfAbsent(dot < 0 ? name : name.substring(0, dot), key -> new ArrayList<>())
                    .add(field);
        }
        for (Map.Entry<String, List<FieldValue>> group : groups.entrySet()) {
            String whole = prefix + group.getKey();
            FieldValue first = group.getValue().get(0);
            if (first.name().equals(whole)) {
                value(group.getKey(), first, text);
            } else {
                json.startObject(group.getKey());
                object(whole + ".", group.getValue(), text);
                json.endObject();
            }
        }
    }

    private void value(String name, FieldValue field, Optional<Text> text) throws IOException {
        if (field instanceof FieldValue.NumberField number) {
            if (number.is64Bit()) {
                json.field(name, number.number());
            } else {
                json.field(name, number.raw());
            }
        } else if (field instanceof FieldValue.NumbersField numbers) {
            if (numbers.is64Bit()) {
                json.strings(name, numbers.numbers());
            } else {
                json.numbers(name, numbers.raw().asList());
            }
        } else if (field instanceof FieldValue.SignalsField signals) {
            json.field(name, signals.number());
        } else if (field instanceof FieldValue.StructsField structs) {
            json.startArray(name);
            for (List<FieldValue> element : structs.elements()) {
                json.startObject();
                object("", element, Optional.empty());
                json.endObject();
            }
            json.endArray();
        } else if (field instanceof FieldValue.BytesField bytes) {
            bytes(name, bytes, text);
        }
    }

    private void bytes(String name, FieldValue.BytesField bytes, Optional<Text> text) throws IOException {
        if (bytes.isText()) {
            json.bytes(name, bytes.significant());
        } else if (bytes.field().isFlexible() && text.isPresent()) {
            json.text(name, text.get());
        } else {
            json.startObject(name);
            if (bytes.field().isFlexible()) {
                json.field("length", bytes.raw().readableBytes());
            } else {
                json.field("hex", ByteBufUtil.hexDump(bytes.raw()));
            }
            json.endObject();
        }
    }

    private void padding(List<FieldView.UncoveredBytes> runs) throws IOException {
        json.startArray("padding");
        for (FieldView.UncoveredBytes run : runs) {
            ByteBuf bytes = run.bytes();
            json.startObject().field("offset", run.offset()).field("length", bytes.readableBytes());
            if (bytes.readableBytes() <= LONGEST_PADDING) {
                json.field("hex", ByteBufUtil.hexDump(bytes));
            }
            json.endObject();
        }
        json.endArray();
    }
}
