package org.ckptimage.json;

import java.io.Closeable;
import java.io.IOException;
import java.io.OutputStream;
import java.util.Optional;
import org.ckptimage.format.RecordType;
import org.ckptimage.image.ImageObject;
import org.ckptimage.image.ImageRecord;
import org.ckptimage.image.Role;
import org.ckptimage.record.FieldView;

/** Records of an image as objects, one a line, with the struct's own field names. */
public final class RecordsJson implements Closeable {
    private final JsonOut json;

    /** Writes in UTF-8 to a stream, which stays open. */
    public RecordsJson(OutputStream out) throws IOException {
        this.json = JsonOut.lines(out);
    }

    /** Writes a record, or raw bytes that belong to none. */
    public void write(ImageRecord record, int depth) throws IOException {
        json.startObject().field("offset", record.offset());
        json.field("type", record.typeName()).field("length", record.length());
        if (record.is(RecordType.OBJREF)) {
            ImageObject object = record.definition().orElseThrow();
            json.field("objref", object.ref().number());
        }
        json.field("depth", depth);
        if (record.role() != Role.PLAIN) {
            json.field("role", roleId(record.role()));
        }
        if (!record.isRecord()) {
            json.field("raw", true);
        }
        Optional<FieldView> view = record.fields();
        if (view.isPresent()) {
            new FieldsJson(json).write(view.get(), record.text());
        }
        json.endObject();
    }

    /** The name of a role in JSON and listings: {@code uts-release}. */
    public static String roleId(Role role) {
        return RoleIds.id(role).getValue();
    }

    @Override
    public void close() throws IOException {
        json.close();
    }
}
