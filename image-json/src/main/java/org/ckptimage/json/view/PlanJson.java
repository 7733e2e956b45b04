package org.ckptimage.json.view;

import static com.google.common.base.Preconditions.checkNotNull;

import java.io.IOException;
import java.io.OutputStream;
import java.util.Locale;
import org.ckptimage.rewrite.Consequence;
import org.ckptimage.rewrite.RewritePlan;

/**
 * What a rewrite will do, as JSON; with the edits, so that {@link EditsJson} reads it as a plan file.
 *
 * <pre>{@code
 * try (OutputStream out = Files.newOutputStream(Path.of("plan.json"))) {
 *     PlanJson.write(Rewrite.of(image).close(278, 3).plan(), out);
 * }
 * try (InputStream in = Files.newInputStream(Path.of("plan.json"))) {
 *     EditsJson.read(in, "plan.json").forEach(System.out::println);
 * }
 * }</pre>
 *
 * <p>Holds no state; may be used by many threads.
 */
public final class PlanJson {
    private PlanJson() {}

    /**
     * Writes a plan.
     *
     * @param out stays open
     * @throws IOException if the text cannot be written
     */
    public static void write(RewritePlan plan, OutputStream out) throws IOException {
        checkNotNull(plan, "plan");
        checkNotNull(out, "out");
        try (JsonOut json = JsonOut.toBeEdited(out)) {
            json.startObject()
                    .field("format", JsonOut.FORMAT)
                    .field("size", plan.size())
                    .field("verdict", plan.report().verdict().name().toLowerCase(Locale.ROOT));
            EditsJson.array(plan.edits(), plan.image(), json);
            json.startArray("consequences");
            for (Consequence consequence : plan.consequences()) {
                json.startObject()
                        .field("kind", consequence.kind().name().toLowerCase(Locale.ROOT))
                        .field("offset", consequence.offset())
                        .field("text", consequence.text())
                        .endObject();
            }
            json.endArray();
            HandOverJson.array(plan, json);
            if (!plan.renumbered().isEmpty()) {
                EditsJson.numbers("renumbered", plan.renumbered(), json);
            }
            json.endObject();
        }
    }
}
