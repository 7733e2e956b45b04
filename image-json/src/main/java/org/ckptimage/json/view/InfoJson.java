package org.ckptimage.json.view;

import static com.google.common.base.Preconditions.checkNotNull;

import java.io.IOException;
import java.io.OutputStream;
import java.util.List;
import java.util.Map;
import org.ckptimage.format.Architecture;
import org.ckptimage.format.ObjectType;
import org.ckptimage.image.Damage;
import org.ckptimage.image.Head;
import org.ckptimage.image.Image;
import org.ckptimage.record.HeaderRecord;

/**
 * What an image is: dialect, kernel, counts and damages, as one object.
 *
 * <pre>{@code
 * InfoJson.write(image, System.out);
 * }</pre>
 *
 * <p>Holds no state; may be used by many threads.
 */
public final class InfoJson {
    private InfoJson() {}

    /**
     * Writes the object, in UTF-8; the stream stays open.
     *
     * @throws IOException if the text cannot be written
     */
    public static void write(Image image, OutputStream out) throws IOException {
        checkNotNull(image, "image");
        checkNotNull(out, "out");
        try (JsonOut json = JsonOut.view(out)) {
            Architecture architecture = image.format().architecture();
            json.startObject()
                    .field("format", JsonOut.FORMAT)
                    .field("dialect", image.format().dialect().id())
                    .field("dialectCertain", image.detection().certain())
                    .strings("dialectEvidence", image.detection().evidence())
                    .field("architecture", architecture.id())
                    .field("byteOrder", architecture.littleEndian() ? "little" : "big")
                    .field("wordSize", architecture.wordSize())
                    .field("pageSize", image.detection().pageSize())
                    .field("complete", image.isComplete())
                    .field("start", image.start())
                    .field("size", image.size())
                    .field("trailingBytes", image.trailingBytes())
                    .field("announcedTasks", image.head().announcedTasks())
                    .field("tasks", image.tasks().size())
                    .field("records", image.recordCount())
                    .field("pages", image.pageCount());
            json.startObject("objects");
            for (Map.Entry<ObjectType, Integer> count : image.objects().counts().entrySet()) {
                json.field(count.getKey().name(), count.getValue());
            }
            json.endObject();
            json.field("damageCount", image.damageCount());
            damages(json, image.damages());
            // Last, since a cut image may not have it.
            head(json, image.head());
            json.endObject();
        }
    }

    private static void head(JsonOut json, Head head) throws IOException {
        HeaderRecord header = head.header();
        json.field("rev", header.rev())
                .field("kernelVersion", head.kernelVersion())
                .text("kernelRelease", head.release())
                .text("kernelBuild", head.version())
                .text("machine", head.machine())
                .field("time", head.time().toString())
                .strings("flags", header.uflags().names())
                .field("subtree", head.isSubtree())
                .text("securityModule", head.securityModule());
    }

    private static void damages(JsonOut json, List<Damage> damages) throws IOException {
        json.startArray("damages");
        for (Damage damage : damages) {
            json.startObject()
                    .field("offset", damage.offset())
                    .field("path", damage.path())
                    .field("problem", damage.problem())
                    .endObject();
        }
        json.endArray();
    }
}
