package org.ckptimage.json;

import static com.google.common.base.Preconditions.checkNotNull;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonFactoryBuilder;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.core.util.DefaultIndenter;
import com.fasterxml.jackson.core.util.DefaultPrettyPrinter;
import java.io.CharConversionException;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.channels.SeekableByteChannel;
import org.ckptimage.image.Image;
import org.ckptimage.io.ByteSource;
import org.ckptimage.io.MappedFaults;
import org.ckptimage.io.Spool;
import org.ckptimage.json.view.Beginning;
import org.ckptimage.json.view.JsonOut;

/**
 * Images as JSON, and back. Both ways stream: the memory that they take does not depend on how large the image is.
 *
 * <p>Nothing is lost on the way: an image that was written with its payloads, or read with the original at hand, comes
 * back byte for byte. {@link #writeSchema} says what the JSON looks like.
 *
 * <pre>{@code
 * try (Image image = Image.open(Path.of("job.ckpt"));
 *         OutputStream out = Files.newOutputStream(Path.of("job.json"))) {
 *     ImageJson.write(image, out, JsonOptions.DEFAULT.payload(JsonOptions.Payload.BASE64));
 * }
 * }</pre>
 *
 * <p>Holds no state; may be used by many threads.
 */
public final class ImageJson {
    private static final JsonFactory PARSERS = new JsonFactoryBuilder()
            .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
            .disable(StreamReadFeature.AUTO_CLOSE_SOURCE)
            .build();

    private ImageJson() {}

    /**
     * Writes an image in UTF-8.
     *
     * @param out stays open
     * @throws java.util.NoSuchElementException if the image does not have what is selected
     * @throws IOException if the image cannot be read or {@code out} fails
     */
    public static void write(Image image, OutputStream out, JsonOptions options) throws IOException {
        checkNotNull(image, "image");
        checkNotNull(out, "out");
        checkNotNull(options, "options");
        JsonFactory factory = JsonOut.factory();
        try (JsonGenerator json = factory.createGenerator(out)) {
            if (options.form() == JsonOptions.Form.TREE) {
                json.setPrettyPrinter(
                        options.pretty()
                                ? new DefaultPrettyPrinter().withArrayIndenter(DefaultIndenter.SYSTEM_LINEFEED_INSTANCE)
                                : new LinePerRecord());
            }
            write(image, json, options);
        }
        out.write('\n');
    }

    /**
     * Writes an image into a document that somebody else began: as one value, in the flat form as several.
     *
     * @param json stays open
     * @throws IOException if the image cannot be read or {@code json} fails
     */
    public static void write(Image image, JsonGenerator json, JsonOptions options) throws IOException {
        checkNotNull(image, "image");
        checkNotNull(json, "json");
        checkNotNull(options, "options");
        try {
            new ImagePrinter(image, new JsonSink(json), options).write();
        } catch (InternalError e) {
            throw MappedFaults.translate(image.name(), e);
        } catch (RuntimeException e) {
            image.source().checkIntact();
            throw e;
        }
    }

    /**
     * Makes an image of JSON in UTF-8, as {@link #read(InputStream, PayloadFiles, String)} does; messages call it
     * {@code <json>}.
     *
     * @param in stays open
     * @param files where the bytes come from that the JSON only refers to
     * @return the image; whoever asked closes it
     * @throws JsonImageException if the JSON is broken, or does not describe an image
     * @throws IOException if something cannot be read or written
     */
    public static ByteSource read(InputStream in, PayloadFiles files) throws IOException {
        return read(in, files, "<json>");
    }

    /**
     * Makes an image of JSON in UTF-8, in the tree or the flat form, in a temporary file without a name (mode 0600).
     *
     * @param in stays open
     * @param files where the bytes come from that the JSON only refers to
     * @param name what messages call the image, such as the path of the JSON
     * @return the image; whoever asked closes it
     * @throws JsonImageException if the JSON is broken, or does not describe an image
     * @throws IOException if something cannot be read or written
     */
    public static ByteSource read(InputStream in, PayloadFiles files, String name) throws IOException {
        checkNotNull(in, "in");
        checkNotNull(files, "files");
        checkNotNull(name, "name");
        return Spool.of(name, spool -> read(in, spool, files));
    }

    /**
     * Makes an image of JSON in UTF-8, in the tree or the flat form.
     *
     * @param in stays open
     * @param out takes the image, from its position on; has a part of it if this fails. Stays open
     * @param files where the bytes come from that the JSON only refers to
     * @throws JsonImageException if the JSON is broken, or does not describe an image
     * @throws IOException if something cannot be read or written
     */
    public static void read(InputStream in, SeekableByteChannel out, PayloadFiles files) throws IOException {
        checkNotNull(in, "in");
        checkNotNull(out, "out");
        checkNotNull(files, "files");
        Beginning beginning = Beginning.of(in);
        try (JsonParser json = PARSERS.createParser(beginning.whole())) {
            read(json, out, files, beginning);
        }
    }

    /**
     * Makes an image of JSON whose first token comes next.
     *
     * @param json stays open
     * @param out takes the image, from its position on; has a part of it if this fails. Stays open
     * @param files where the bytes come from that the JSON only refers to
     * @throws JsonImageException if the JSON is broken, or does not describe an image
     * @throws IOException if something cannot be read or written
     */
    public static void read(JsonParser json, SeekableByteChannel out, PayloadFiles files) throws IOException {
        checkNotNull(json, "json");
        checkNotNull(out, "out");
        checkNotNull(files, "files");
        read(json, out, files, Beginning.unknown());
    }

    private static void read(JsonParser json, SeekableByteChannel out, PayloadFiles files, Beginning beginning)
            throws IOException {
        JsonInput in = new JsonInput(json);
        try {
            in.next();
            new ImageEncoder(in, new ImageOut(out), files).encode();
        } catch (JsonProcessingException | CharConversionException e) {
            throw new JsonImageException(in.path(), e, beginning);
        }
    }

    /**
     * Writes the JSON Schema (2020-12) of what {@link #write} writes: of the tree, and of each line of the flat form.
     *
     * @param out stays open
     * @throws IOException if it fails
     */
    public static void writeSchema(OutputStream out) throws IOException {
        checkNotNull(out, "out");
        try (InputStream schema = ImageJson.class.getResourceAsStream("image.schema.json")) {
            schema.transferTo(out);
        }
    }
}
