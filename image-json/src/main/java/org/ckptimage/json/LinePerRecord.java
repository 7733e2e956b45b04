package org.ckptimage.json;

import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.util.MinimalPrettyPrinter;
import java.io.IOException;
import java.util.Set;

/** Begins a line for each record and each section of an image: short, and people can read and grep it. */
final class LinePerRecord extends MinimalPrettyPrinter {
    private static final long serialVersionUID = 1L;

    /** The arrays whose items get lines. */
    private static final Set<String> LISTS = Set.of("sections", "records", "within", "selected");

    @Override
    public void beforeArrayValues(JsonGenerator json) throws IOException {
        newLine(json);
    }

    @Override
    public void writeArrayValueSeparator(JsonGenerator json) throws IOException {
        json.writeRaw(',');
        newLine(json);
    }

    private static void newLine(JsonGenerator json) throws IOException {
        String list = json.getOutputContext().getParent().getCurrentName();
        if (list != null && LISTS.contains(list)) {
            json.writeRaw('\n');
        }
    }
}
