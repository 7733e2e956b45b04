package org.ckptimage.json.view;

import com.fasterxml.jackson.core.JsonGenerator;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.HexFormat;

/** Bytes as JSON: a string if they are UTF-8, else {@code {"hex":"..."}}. So no name is lost or changed. */
public final class JsonText {
    private JsonText() {}

    /**
     * Writes the bytes as a value.
     *
     * @throws IOException if writing fails
     */
    public static void write(JsonGenerator json, byte[] bytes) throws IOException {
        String text = decode(bytes);
        if (text != null) {
            json.writeString(text);
        } else {
            json.writeStartObject();
            json.writeStringField("hex", HexFormat.of().formatHex(bytes));
            json.writeEndObject();
        }
    }

    /** The text, or null for bytes that are not UTF-8. */
    public static String decode(byte[] bytes) {
        try {
            // A decoder of its own reports what is malformed; String's constructor would replace it.
            return StandardCharsets.UTF_8
                    .newDecoder()
                    .decode(ByteBuffer.wrap(bytes))
                    .toString();
        } catch (CharacterCodingException e) {
            return null;
        }
    }
}
