package org.ckptimage.json;

import com.fasterxml.jackson.core.JsonGenerator;
import java.io.IOException;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import org.ckptimage.format.RecordType;
import org.ckptimage.image.Image;
import org.ckptimage.image.ImageRecord;
import org.ckptimage.image.Nesting;
import org.ckptimage.image.Node;
import org.ckptimage.image.Task;
import org.ckptimage.json.view.JsonOut;

/** Writes a whole image, or what is selected of it, as a tree or as lines. */
final class ImagePrinter {
    /**
     * Definitions deeper than this stand behind each other, each record with its depth: a definition takes two levels
     * of JSON, and many readers stop at 256.
     */
    static final int DEEPEST = 96;

    private static final int NOT_SAID = -1;

    private final Image image;
    private final JsonOptions options;
    private final JsonGenerator json;
    private final List<ImageRecord> records;
    private final RecordPrinter printer;
    private int[] ends = new int[16];
    private int open;

    ImagePrinter(Image image, JsonSink out, JsonOptions options) throws IOException {
        this.image = image;
        this.options = options;
        this.json = out.json();
        this.records = image.records();
        this.printer = new RecordPrinter(image, out, options, ForcedCounts.of(image));
    }

    void write() throws IOException {
        Selection selection = Selection.of(image, options.selection());
        json.writeStartObject();
        properties();
        if (options.form() == JsonOptions.Form.FLAT) {
            json.writeEndObject();
            lines(selection);
            return;
        }
        json.writeArrayFieldStart(selection.isAll() ? "sections" : "selected");
        if (selection.isAll()) {
            sections();
        } else {
            selected(selection);
        }
        json.writeEndArray();
        json.writeEndObject();
    }

    /** What the image is, and what the JSON has of it. */
    private void properties() throws IOException {
        json.writeStringField("format", JsonOut.FORMAT);
        json.writeStringField("form", id(options.form()));
        if (!options.selection().isEmpty()) {
            json.writeBooleanField("selection", true);
        }
        json.writeStringField("dialect", image.format().dialect().id());
        json.writeStringField("architecture", image.format().architecture().id());
        json.writeNumberField("pageSize", image.detection().pageSize());
        json.writeObjectFieldStart("payload");
        json.writeStringField("mode", id(options.payload()));
        if (options.sidecar().isPresent()) {
            json.writeStringField("file", options.sidecar().get().name());
        }
        json.writeEndObject();
        json.writeObjectFieldStart("origin");
        json.writeStringField("file", image.name());
        json.writeNumberField("offset", image.start());
        json.writeNumberField("size", image.size());
        json.writeEndObject();
    }

    private static String id(Enum<?> value) {
        return value.name().toLowerCase(Locale.ROOT);
    }

    private void lines(Selection selection) throws IOException {
        Nesting nesting = new Nesting(image);
        for (ImageRecord record : records) {
            int depth = nesting.depthOf(record);
            if (selection.wants(record)) {
                printer.open(record, depth);
                json.writeEndObject();
            }
        }
    }

    private void sections() throws IOException {
        int entry = 0;
        int task = 0;
        for (Node node : image.tree().children()) {
            Node.Section section = (Node.Section) node;
            json.writeStartObject();
            json.writeStringField("section", id(section.kind()));
            if (section.kind() == Node.Section.Kind.TASK) {
                Task shown = image.tasks().get(task++);
                json.writeNumberField("pid", shown.pid());
            }
            json.writeArrayFieldStart("records");
            long end = section.offset() + section.length();
            while (entry < records.size() && records.get(entry).offset() < end) {
                enter(records.get(entry++));
            }
            closeAt(records.size());
            json.writeEndArray();
            json.writeEndObject();
        }
    }

    private void selected(Selection selection) throws IOException {
        for (ImageRecord record : records) {
            if (selection.wantsWhole(record)) {
                enter(record);
            } else if (selection.wants(record)) {
                closeAt(record.number());
                printer.open(record, NOT_SAID);
                json.writeEndObject();
            }
        }
        closeAt(records.size());
    }

    /** Writes a record; one that begins a definition stays open for what stands in it. */
    private void enter(ImageRecord record) throws IOException {
        closeAt(record.number());
        boolean begins = record.is(RecordType.OBJREF);
        int depth = begins ? open + 1 : open;
        printer.open(record, depth > DEEPEST ? depth : NOT_SAID);
        if (!begins) {
            json.writeEndObject();
            return;
        }
        if (depth > DEEPEST) {
            json.writeEndObject();
        } else {
            json.writeArrayFieldStart("within");
        }
        if (open == ends.length) {
            ends = Arrays.copyOf(ends, 2 * open);
        }
        ends[open++] = record.definition().orElseThrow().endNumber();
    }

    /** Ends the definitions that end in front of an entry. */
    private void closeAt(int entry) throws IOException {
        while (open > 0 && ends[open - 1] <= entry) {
            if (open <= DEEPEST) {
                json.writeEndArray();
                json.writeEndObject();
            }
            open--;
        }
    }
}
