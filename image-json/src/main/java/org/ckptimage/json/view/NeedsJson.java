package org.ckptimage.json.view;

import static com.google.common.base.Preconditions.checkNotNull;

import java.io.IOException;
import java.io.OutputStream;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.ckptimage.check.Needs;
import org.ckptimage.record.ObjRef;

/**
 * Everything that the place of restart must have, as one object.
 *
 * <p>Holds no state; may be used by many threads.
 */
public final class NeedsJson {
    private NeedsJson() {}

    /**
     * Writes the needs of an image.
     *
     * @param image what the image is called
     * @param missing names that were looked for and not found; empty if nobody looked
     * @param out stays open
     * @throws IOException if the text cannot be written
     */
    public static void write(String image, Needs needs, Optional<List<Needs.File>> missing, OutputStream out)
            throws IOException {
        checkNotNull(image, "image");
        checkNotNull(needs, "needs");
        checkNotNull(missing, "missing");
        checkNotNull(out, "out");
        try (JsonOut json = JsonOut.view(out)) {
            json.startObject().field("format", JsonOut.FORMAT).field("image", image);
            files(json, needs, missing);
            pids(json, needs);
            addresses(json, needs);
            json.startArray("terminals");
            for (Needs.Terminal terminal : needs.terminals()) {
                json.startObject()
                        .field("index", terminal.index())
                        .field("object", terminal.object().number())
                        .endObject();
            }
            json.endArray().startArray("ipc");
            for (Needs.IpcObject object : needs.ipcObjects()) {
                json.startObject()
                        .field("kind", TargetJson.name(object.kind()))
                        .field("id", object.id())
                        .hex("key", object.key())
                        .field("size", object.size())
                        .endObject();
            }
            json.endArray().startArray("namespaces");
            for (Needs.Namespace namespace : needs.namespaces()) {
                json.startObject()
                        .field("kind", namespace.kind())
                        .field("object", namespace.object().number())
                        .endObject();
            }
            json.endArray().startObject("limits");
            for (Needs.Limit limit : needs.limits()) {
                json.field(TargetJson.name(limit.limit()), limit.least());
            }
            json.endObject().startObject("kernel");
            TargetJson.members(needs.kernel(), json);
            json.endObject().endObject();
        }
    }

    private static void files(JsonOut json, Needs needs, Optional<List<Needs.File>> missing) throws IOException {
        Set<Needs.File> absent = new HashSet<>(missing.orElse(List.of()));
        json.startArray("files");
        for (Needs.File file : needs.files()) {
            json.startObject().field("path", file.path()).field("kind", TargetJson.name(file.kind()));
            if (file.access().isPresent()) {
                json.field("access", TargetJson.name(file.access().get()));
            } else {
                json.nothing("access");
            }
            json.strings("for", file.reasons().stream().map(TargetJson::name).toList())
                    .numbers("tasks", file.tasks())
                    .numbers(
                            "objects",
                            file.objects().stream().map(ObjRef::number).toList());
            if (missing.isPresent()) {
                json.field("missing", absent.contains(file));
            }
            json.endObject();
        }
        json.endArray();
    }

    private static void pids(JsonOut json, Needs needs) throws IOException {
        json.startArray("pids");
        for (Needs.Pid pid : needs.pids()) {
            json.startObject()
                    .field("pid", pid.number())
                    .field("kind", TargetJson.name(pid.kind()))
                    .field("comm", pid.command())
                    .endObject();
        }
        json.endArray();
    }

    private static void addresses(JsonOut json, Needs needs) throws IOException {
        json.startArray("addresses");
        for (Needs.Address address : needs.addresses()) {
            json.startObject()
                    .field("protocol", TargetJson.name(address.protocol()))
                    .field("address", address.address())
                    .field("port", address.port())
                    .field("listens", address.listens());
            if (address.remote().isPresent()) {
                json.field("remote", address.remote().get());
            } else {
                json.nothing("remote");
            }
            json.field("socket", address.socket().number()).endObject();
        }
        json.endArray();
    }
}
