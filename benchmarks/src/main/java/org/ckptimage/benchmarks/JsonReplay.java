package org.ckptimage.benchmarks;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonFactoryBuilder;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import java.io.IOException;
import java.io.OutputStream;
import java.util.ArrayList;
import java.util.List;

/** The tokens of a JSON text, kept so that writing them again is Jackson's work and nothing else. */
final class JsonReplay {
    private final JsonFactory factory =
            new JsonFactoryBuilder().rootValueSeparator("\n").build();
    private final List<JsonToken> tokens = new ArrayList<>();
    /** A String for a name or text, a Long for a number, else null. */
    private final List<Object> values = new ArrayList<>();

    private JsonReplay() {}

    static JsonReplay of(byte[] text) throws IOException {
        JsonReplay replay = new JsonReplay();
        try (JsonParser json = replay.factory.createParser(text)) {
            for (JsonToken token = json.nextToken(); token != null; token = json.nextToken()) {
                replay.tokens.add(token);
                replay.values.add(
                        switch (token) {
                            case FIELD_NAME -> json.currentName();
                            case VALUE_STRING -> json.getText();
                            case VALUE_NUMBER_INT -> json.getLongValue();
                            default -> null;
                        });
            }
        }
        return replay;
    }

    /** Writes them, and a line's end behind the last. */
    void write(OutputStream out) throws IOException {
        try (JsonGenerator json = factory.createGenerator(out)) {
            for (int i = 0; i < tokens.size(); i++) {
                Object value = values.get(i);
                switch (tokens.get(i)) {
                    case START_OBJECT -> json.writeStartObject();
                    case END_OBJECT -> json.writeEndObject();
                    case START_ARRAY -> json.writeStartArray();
                    case END_ARRAY -> json.writeEndArray();
                    case FIELD_NAME -> json.writeFieldName((String) value);
                    case VALUE_STRING -> json.writeString((String) value);
                    case VALUE_NUMBER_INT -> json.writeNumber((Long) value);
                    case VALUE_TRUE -> json.writeBoolean(true);
                    case VALUE_FALSE -> json.writeBoolean(false);
                    case VALUE_NULL -> json.writeNull();
                    default -> throw new IllegalStateException(tokens.get(i) + " is not expected");
                }
            }
            json.writeRaw('\n');
        }
    }
}
