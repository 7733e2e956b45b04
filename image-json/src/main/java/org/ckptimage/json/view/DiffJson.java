package org.ckptimage.json.view;

import static com.google.common.base.Preconditions.checkNotNull;

import java.io.IOException;
import java.io.OutputStream;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalLong;
import org.ckptimage.compare.Difference;
import org.ckptimage.compare.Differences;
import org.ckptimage.compare.PageRuns;

/**
 * What two images do not have in common, as JSON.
 *
 * <pre>{@code
 * DiffJson.write(Comparison.of(before, after), System.out);
 * }</pre>
 *
 * <p>Holds no state; may be used by many threads.
 */
public final class DiffJson {
    private DiffJson() {}

    /**
     * Writes differences: {@code {"format":..,"same":false,"differences":[{"kind":"file","path":..,"left":..,
     * "right":..,"leftOffset":..,"rightOffset":..}]}}; a side that has nothing is null.
     *
     * @param out stays open
     * @throws IOException if the text cannot be written
     */
    public static void write(Differences differences, OutputStream out) throws IOException {
        checkNotNull(differences, "differences");
        checkNotNull(out, "out");
        try (JsonOut json = JsonOut.view(out)) {
            json.startObject().field("format", JsonOut.FORMAT).field("same", differences.isEmpty());
            json.startArray("differences");
            for (Difference difference : differences) {
                json.startObject()
                        .field("kind", difference.kind().name().toLowerCase(Locale.ROOT))
                        .field("path", difference.path());
                side("left", difference.left(), difference.leftOffset(), json);
                side("right", difference.right(), difference.rightOffset(), json);
                if (difference.pages().isPresent()) {
                    pages(difference.pages().get(), json);
                }
                json.endObject();
            }
            json.endArray().endObject();
        }
    }

    private static void side(String name, Optional<String> value, OptionalLong offset, JsonOut json)
            throws IOException {
        json.nullable(name, value);
        if (offset.isPresent()) {
            json.field(name + "Offset", offset.getAsLong());
        }
    }

    private static void pages(PageRuns pages, JsonOut json) throws IOException {
        json.field("pages", pages.count()).startArray("runs");
        for (PageRuns.Run run : pages.runs()) {
            json.startObject().hex("start", run.start()).hex("end", run.end()).endObject();
        }
        json.endArray();
    }
}
