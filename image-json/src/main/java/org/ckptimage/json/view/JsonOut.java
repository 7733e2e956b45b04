package org.ckptimage.json.view;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonFactoryBuilder;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.StreamWriteFeature;
import java.io.Closeable;
import java.io.IOException;
import java.io.OutputStream;
import java.math.BigInteger;
import java.util.Collection;
import java.util.Optional;
import org.ckptimage.record.Text;

/**
 * Writes JSON in the forms that are the same in all views: which numbers are numbers, which are strings, how bytes
 * become text. Streams, and never builds a tree.
 */
public final class JsonOut implements Closeable {
    /** Stands in every object at the top of a view, so that a program can tell what it reads. */
    public static final String FORMAT = "ckpt-image/1";

    private static final JsonFactory FACTORY = new JsonFactoryBuilder()
            .disable(StreamWriteFeature.AUTO_CLOSE_TARGET)
            .disable(StreamWriteFeature.FLUSH_PASSED_TO_STREAM)
            .characterEscapes(new PlainEscapes())
            .rootValueSeparator("\n")
            .build();

    private final JsonGenerator json;
    private final OutputStream out;

    private JsonOut(JsonGenerator json, OutputStream out) {
        this.json = json;
        this.out = out;
    }

    /** The factory for all JSON of this module. */
    public static JsonFactory factory() {
        return FACTORY;
    }

    /** Into a document of somebody else, who ends it. */
    public static JsonOut into(JsonGenerator json) {
        return new JsonOut(json, OutputStream.nullOutputStream());
    }

    /**
     * A single array or object; its items get a line each.
     *
     * @throws IOException if writing fails
     */
    public static JsonOut view(OutputStream out) throws IOException {
        return view(out, new LinePerItem(false));
    }

    /**
     * An object that people edit; the items of its arrays get a line each, too.
     *
     * @throws IOException if writing fails
     */
    public static JsonOut toBeEdited(OutputStream out) throws IOException {
        return view(out, new LinePerItem(true));
    }

    private static JsonOut view(OutputStream out, LinePerItem lines) throws IOException {
        JsonGenerator json = FACTORY.createGenerator(out);
        json.setPrettyPrinter(lines);
        return new JsonOut(json, out);
    }

    /**
     * Objects, one a line.
     *
     * @throws IOException if writing fails
     */
    public static JsonOut lines(OutputStream out) throws IOException {
        return new JsonOut(FACTORY.createGenerator(out), out);
    }

    /**
     * Begins an object, as an item or at the top.
     *
     * @throws IOException if writing fails
     */
    public JsonOut startObject() throws IOException {
        json.writeStartObject();
        return this;
    }

    /**
     * Begins an object that is a member.
     *
     * @throws IOException if writing fails
     */
    public JsonOut startObject(String name) throws IOException {
        json.writeObjectFieldStart(name);
        return this;
    }

    /**
     * Ends the innermost object.
     *
     * @throws IOException if writing fails
     */
    public JsonOut endObject() throws IOException {
        json.writeEndObject();
        return this;
    }

    /**
     * Begins an array, as an item or at the top.
     *
     * @throws IOException if writing fails
     */
    public JsonOut startArray() throws IOException {
        json.writeStartArray();
        return this;
    }

    /**
     * Begins an array that is a member.
     *
     * @throws IOException if writing fails
     */
    public JsonOut startArray(String name) throws IOException {
        json.writeArrayFieldStart(name);
        return this;
    }

    /**
     * Ends the innermost array.
     *
     * @throws IOException if writing fails
     */
    public JsonOut endArray() throws IOException {
        json.writeEndArray();
        return this;
    }

    /**
     * A string of our own, not of an image.
     *
     * @throws IOException if writing fails
     */
    public JsonOut field(String name, String value) throws IOException {
        json.writeStringField(name, value);
        return this;
    }

    /**
     * A text, or null for none.
     *
     * @throws IOException if writing fails
     */
    public JsonOut nullable(String name, Optional<String> value) throws IOException {
        if (value.isPresent()) {
            return field(name, value.get());
        }
        json.writeNullField(name);
        return this;
    }

    /**
     * True or false.
     *
     * @throws IOException if writing fails
     */
    public JsonOut field(String name, boolean value) throws IOException {
        json.writeBooleanField(name, value);
        return this;
    }

    /**
     * A count, a size, an offset or another signed number.
     *
     * @throws IOException if writing fails
     */
    public JsonOut field(String name, long value) throws IOException {
        json.writeNumberField(name, value);
        return this;
    }

    /**
     * That there is no value.
     *
     * @throws IOException if writing fails
     */
    public JsonOut nothing(String name) throws IOException {
        json.writeNullField(name);
        return this;
    }

    /**
     * A number of which all 64 bits count.
     *
     * @throws IOException if writing fails
     */
    public JsonOut unsigned(String name, long value) throws IOException {
        if (value >= 0) {
            return field(name, value);
        }
        json.writeFieldName(name);
        json.writeNumber(new BigInteger(Long.toUnsignedString(value)));
        return this;
    }

    /**
     * An address, a mask or a cookie.
     *
     * @throws IOException if writing fails
     */
    public JsonOut hex(String name, long value) throws IOException {
        return field(name, "0x" + Long.toHexString(value));
    }

    /**
     * Bytes that are usually text: see {@link JsonText}.
     *
     * @throws IOException if writing fails
     */
    public JsonOut bytes(String name, byte[] value) throws IOException {
        json.writeFieldName(name);
        JsonText.write(json, value);
        return this;
    }

    /**
     * A text of an image, whatever its bytes are.
     *
     * @throws IOException if writing fails
     */
    public JsonOut text(String name, Text value) throws IOException {
        return bytes(name, value.toByteArray());
    }

    /**
     * A text, if there is one; else nothing.
     *
     * @throws IOException if writing fails
     */
    public JsonOut text(String name, Optional<Text> value) throws IOException {
        return value.isPresent() ? text(name, value.get()) : this;
    }

    /**
     * An array of strings of our own.
     *
     * @throws IOException if writing fails
     */
    public JsonOut strings(String name, Collection<String> values) throws IOException {
        startArray(name);
        for (String value : values) {
            json.writeString(value);
        }
        return endArray();
    }

    /**
     * An array of signed numbers.
     *
     * @throws IOException if writing fails
     */
    public JsonOut numbers(String name, Iterable<? extends Number> values) throws IOException {
        startArray(name);
        for (Number value : values) {
            json.writeNumber(value.longValue());
        }
        return endArray();
    }

    /**
     * Ends what is open, so that also after a failure the output is JSON, and the last line. The stream stays open.
     *
     * @throws IOException if writing fails
     */
    @Override
    public void close() throws IOException {
        boolean any = json.getOutputContext().getCurrentIndex() >= 0
                || !json.getOutputContext().inRoot();
        json.close();
        if (any) {
            out.write('\n');
        }
    }
}
