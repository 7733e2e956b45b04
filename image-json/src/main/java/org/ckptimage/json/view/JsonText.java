package org.ckptimage.json.view;

import com.fasterxml.jackson.core.JsonGenerator;
import java.io.IOException;
import java.util.HexFormat;
import java.util.Optional;
import org.ckptimage.record.Text;

/** Bytes as JSON: a string if they are UTF-8, else {@code {"hex":"..."}}. So no name is lost or changed. */
public final class JsonText {
    private JsonText() {}

    /**
     * Writes the bytes as a value.
     *
     * @throws IOException if writing fails
     */
    public static void write(JsonGenerator json, byte[] bytes) throws IOException {
        Optional<String> text = Text.decoded(bytes);
        if (text.isPresent()) {
            json.writeString(text.get());
        } else {
            json.writeStartObject();
            json.writeStringField("hex", HexFormat.of().formatHex(bytes));
            json.writeEndObject();
        }
    }
}
