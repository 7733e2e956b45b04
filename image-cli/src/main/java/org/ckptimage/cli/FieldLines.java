package org.ckptimage.cli;

import io.netty.buffer.ByteBufUtil;
import java.io.IOException;
import java.util.List;
import java.util.stream.Collectors;
import org.ckptimage.image.ImageRecord;
import org.ckptimage.record.FieldValue;
import org.ckptimage.record.FieldView;
import org.ckptimage.record.Printable;

/** The fields of a record for people: a line each, of arrays of structs a line an element. */
final class FieldLines {
    private static final int LONGEST_PADDING = 32;

    private final Output out;
    private final String indent;

    FieldLines(Output out, String indent) {
        this.out = out;
        this.indent = indent;
    }

    void print(ImageRecord record) throws IOException {
        FieldView view = record.fields().orElse(null);
        // Text stands beside the record's name.
        if (view == null || record.text().isPresent()) {
            return;
        }
        int widest = view.fields().stream()
                .mapToInt(field -> field.name().length())
                .max()
                .orElse(0);
        for (FieldValue field : view.fields()) {
            String name = field.name() + " ".repeat(widest - field.name().length());
            out.line((indent + name + "  " + text(field)).stripTrailing());
            if (field instanceof FieldValue.StructsField structs) {
                elements(structs);
            }
        }
        for (FieldView.UncoveredBytes run : view.padding()) {
            int length = run.bytes().readableBytes();
            String bytes = length > LONGEST_PADDING ? "" : ": " + ByteBufUtil.hexDump(run.bytes());
            out.line(indent + Numbers.count(length, "byte") + " at +" + run.offset() + " that no field covers" + bytes);
        }
    }

    private void elements(FieldValue.StructsField structs) throws IOException {
        int number = 0;
        for (List<FieldValue> element : structs.elements()) {
            String fields = element.stream()
                    .map(field -> field.name() + " " + text(field))
                    .collect(Collectors.joining(", "));
            out.line(indent + "  [" + number++ + "] " + fields);
        }
    }

    private static String text(FieldValue field) {
        if (field instanceof FieldValue.BytesField bytes && bytes.isText()) {
            return Printable.of(bytes.significant());
        }
        return Printable.of(field.text());
    }
}
