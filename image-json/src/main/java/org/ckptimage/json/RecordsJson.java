package org.ckptimage.json;

import static com.google.common.base.Preconditions.checkNotNull;

import com.fasterxml.jackson.core.JsonGenerator;
import java.io.Closeable;
import java.io.IOException;
import java.io.OutputStream;
import org.ckptimage.image.Image;
import org.ckptimage.image.ImageRecord;
import org.ckptimage.image.Role;
import org.ckptimage.json.view.JsonOut;

/**
 * Single records of an image as objects, one a line: the lines of {@link JsonOptions.Form#FLAT}, without payloads.
 *
 * <p>Holds no state; may be used by many threads.
 */
public final class RecordsJson implements Closeable {
    private final OutputStream out;
    private final JsonGenerator json;
    private final RecordPrinter printer;
    private boolean any;

    /**
     * Writes in UTF-8 to a stream, which stays open.
     *
     * @throws IOException if the text cannot be written
     */
    public RecordsJson(Image image, OutputStream out) throws IOException {
        checkNotNull(image, "image");
        checkNotNull(out, "out");
        this.out = out;
        this.json = JsonOut.factory().createGenerator(out);
        this.printer = new RecordPrinter(image, new JsonSink(json), JsonOptions.DEFAULT, ForcedCounts.of(image));
    }

    /**
     * Writes a record, or raw bytes that belong to none.
     *
     * @throws IOException if the text cannot be written
     */
    public void write(ImageRecord record, int depth) throws IOException {
        printer.open(record, depth);
        json.writeEndObject();
        any = true;
    }

    /** The name of a role in JSON and listings: {@code uts-release}. */
    public static String roleId(Role role) {
        return RoleIds.id(role).getValue();
    }

    /** Ends what is open, so that also after a failure the output is JSON, and the last line. */
    @Override
    public void close() throws IOException {
        json.close();
        if (any) {
            out.write('\n');
        }
    }
}
