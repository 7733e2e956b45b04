package org.ckptimage.json.view;

import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.JsonStreamContext;
import com.fasterxml.jackson.core.util.MinimalPrettyPrinter;
import java.io.IOException;

/**
 * Gives every item of the outermost array or object a line of its own, or also those of the arrays directly in it:
 * short, and people can read, grep and edit it.
 */
final class LinePerItem extends MinimalPrettyPrinter {
    private static final long serialVersionUID = 1L;

    private final boolean innerArrays;

    LinePerItem(boolean innerArrays) {
        this.innerArrays = innerArrays;
    }

    @Override
    public void beforeArrayValues(JsonGenerator json) throws IOException {
        newLine(json);
    }

    @Override
    public void writeArrayValueSeparator(JsonGenerator json) throws IOException {
        json.writeRaw(',');
        newLine(json);
    }

    @Override
    public void writeEndArray(JsonGenerator json, int items) throws IOException {
        if (items > 0) {
            newLine(json);
        }
        json.writeRaw(']');
    }

    @Override
    public void beforeObjectEntries(JsonGenerator json) throws IOException {
        newLine(json);
    }

    @Override
    public void writeObjectEntrySeparator(JsonGenerator json) throws IOException {
        json.writeRaw(',');
        newLine(json);
    }

    @Override
    public void writeEndObject(JsonGenerator json, int items) throws IOException {
        if (items > 0) {
            newLine(json);
        }
        json.writeRaw('}');
    }

    private void newLine(JsonGenerator json) throws IOException {
        JsonStreamContext around = json.getOutputContext().getParent();
        boolean inner = innerArrays
                && json.getOutputContext().inArray()
                && !around.inRoot()
                && around.getParent().inRoot();
        if (around.inRoot() || inner) {
            json.writeRaw('\n');
        }
    }
}
