package org.ckptimage.json.view;

import static com.google.common.base.Preconditions.checkNotNull;

import java.io.IOException;
import java.io.OutputStream;
import java.util.List;
import org.ckptimage.format.FileType;
import org.ckptimage.rewrite.HandOver;
import org.ckptimage.rewrite.RewritePlan;

/**
 * What whoever restarts a rewritten image must do with descriptors of its own, as JSON.
 *
 * <p>Holds no state; may be used by many threads.
 */
public final class HandOverJson {
    private HandOverJson() {}

    /**
     * Writes the hand-overs of a plan: {@code {"format":..,"handOvers":[{"fd":7,"objref":12,"type":"tty","name":..,
     * "targets":[{"pid":278,"fd":0,"cloexec":false}],"watches":[..]}]}}.
     *
     * @param out stays open
     * @throws IOException if the text cannot be written
     */
    public static void write(RewritePlan plan, OutputStream out) throws IOException {
        checkNotNull(plan, "plan");
        checkNotNull(out, "out");
        try (JsonOut json = JsonOut.view(out)) {
            json.startObject().field("format", JsonOut.FORMAT);
            array(plan, json);
            json.endObject();
        }
    }

    /** The hand-overs alone, as a field of an object that is open. */
    static void array(RewritePlan plan, JsonOut json) throws IOException {
        json.startArray("handOvers");
        for (HandOver handOver : plan.handOvers()) {
            write(handOver, json);
        }
        json.endArray();
    }

    private static void write(HandOver handOver, JsonOut json) throws IOException {
        json.startObject()
                .field("fd", handOver.descriptor().number())
                .field("objref", handOver.file().number())
                .field("type", handOver.type().map(FileType::id).orElse("unreadable"))
                .text("name", handOver.name());
        targets("targets", handOver.targets(), json);
        json.startArray("watches");
        for (HandOver.Watch watch : handOver.watches()) {
            json.startObject();
            targets("sets", watch.sets(), json);
            json.field("fd", watch.descriptor())
                    .strings("events", watch.events().names())
                    .hex("data", watch.data())
                    .endObject();
        }
        json.endArray().endObject();
    }

    private static void targets(String name, List<HandOver.Target> targets, JsonOut json) throws IOException {
        json.startArray(name);
        for (HandOver.Target target : targets) {
            json.startObject()
                    .field("pid", target.pid())
                    .field("fd", target.descriptor())
                    .field("cloexec", target.closeOnExec())
                    .endObject();
        }
        json.endArray();
    }
}
