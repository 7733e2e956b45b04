package org.ckptimage.json;

import static com.google.common.base.Preconditions.checkNotNull;

import java.io.IOException;
import java.io.OutputStream;
import java.util.Optional;
import org.ckptimage.image.Image;
import org.ckptimage.image.ImageObject;
import org.ckptimage.image.ImageRecord;
import org.ckptimage.image.OpenFile;
import org.ckptimage.image.Reference;
import org.ckptimage.image.Role;
import org.ckptimage.image.Task;
import org.ckptimage.json.view.JsonOut;

/**
 * A shared object, where it is defined, what is nested in it, and who refers to it, as one object.
 *
 * <p>Holds no state; may be used by many threads.
 */
public final class ObjectJson {
    private ObjectJson() {}

    /**
     * Writes the object, in UTF-8; the stream stays open.
     *
     * @throws IOException if the text cannot be written
     */
    public static void write(Image image, ImageObject object, OutputStream out) throws IOException {
        checkNotNull(image, "image");
        checkNotNull(object, "object");
        checkNotNull(out, "out");
        try (JsonOut json = JsonOut.view(out)) {
            json.startObject().field("format", JsonOut.FORMAT);
            identity(json, object);
            Optional<OpenFile> file = image.file(object.ref());
            if (file.isPresent() && !object.isHidden()) {
                json.text("name", file.get().nameText());
            }
            json.field("hidden", object.isHidden())
                    .field("definedBy", object.definedBy().typeName())
                    .field("place", object.definedBy().place());
            if (object.task().isPresent()) {
                json.field("task", object.task().map(Task::pid).get());
            }
            if (object.enclosing().isPresent()) {
                json.startObject("enclosing");
                identity(json, object.enclosing().get());
                json.endObject();
            }
            json.startArray("nested");
            for (ImageObject inner : object.nested()) {
                json.startObject();
                identity(json, inner);
                json.endObject();
            }
            json.endArray();
            records(json, object);
            referrers(json, image, object);
            json.endObject();
        }
    }

    /** Writes what an object is into an object that is open. */
    static void identity(JsonOut json, ImageObject object) throws IOException {
        json.field("objref", object.ref().number())
                .field("type", object.type().map(Enum::name).orElse("unknown"))
                .field("offset", object.definedBy().offset())
                .field("length", object.length());
    }

    private static void records(JsonOut json, ImageObject object) throws IOException {
        json.startArray("records");
        for (ImageRecord record : object.records()) {
            json.startObject()
                    .field("offset", record.offset())
                    .field("type", record.typeName())
                    .field("length", record.length());
            if (record.role() != Role.PLAIN) {
                json.field("role", RecordsJson.roleId(record.role()));
            }
            json.endObject();
        }
        json.endArray();
    }

    private static void referrers(JsonOut json, Image image, ImageObject object) throws IOException {
        json.startArray("referrers");
        for (Reference reference : image.objects().referrers(object.ref())) {
            json.startObject()
                    .field("offset", reference.offset())
                    .field("record", reference.field().record())
                    .field("recordOffset", reference.from().offset())
                    .field("field", reference.field().field())
                    .field("place", reference.from().place())
                    .endObject();
        }
        json.endArray();
    }
}
