package org.ckptimage.json.view;

import static com.google.common.base.Preconditions.checkNotNull;

import java.io.IOException;
import java.io.OutputStream;
import java.util.Locale;
import org.ckptimage.check.Errno;
import org.ckptimage.check.Finding;
import org.ckptimage.rewrite.repair.Mended;
import org.ckptimage.rewrite.repair.RepairPlan;

/**
 * What a repair will do, and what it leaves, as JSON.
 *
 * <p>Holds no state; may be used by many threads.
 */
public final class RepairJson {
    private RepairJson() {}

    /**
     * Writes a plan.
     *
     * @param image what the image is called
     * @param out stays open
     * @throws IOException if the text cannot be written
     */
    public static void write(String image, RepairPlan plan, OutputStream out) throws IOException {
        checkNotNull(image, "image");
        checkNotNull(plan, "plan");
        checkNotNull(out, "out");
        try (JsonOut json = JsonOut.view(out)) {
            json.startObject()
                    .field("format", JsonOut.FORMAT)
                    .field("image", image)
                    .field("size", plan.size())
                    .field("verdict", plan.report().verdict().name().toLowerCase(Locale.ROOT));
            json.startArray("mended");
            for (Mended mended : plan.mended()) {
                json.startObject()
                        .field("rule", mended.rule())
                        .field("mend", mended.mend())
                        .field("offset", mended.offset())
                        .field("path", mended.path())
                        .field("text", mended.text());
                if (mended.lost().isEmpty()) {
                    json.nothing("lost");
                } else {
                    json.field("lost", mended.lost());
                }
                json.endObject();
            }
            json.endArray().startArray("left");
            for (RepairPlan.Left left : plan.left()) {
                Finding finding = left.finding();
                json.startObject()
                        .field("rule", finding.rule().id())
                        .field("severity", finding.severity().name().toLowerCase(Locale.ROOT));
                if (finding.errno().isPresent()) {
                    json.field("errno", finding.errno().map(Errno::name).get());
                } else {
                    json.nothing("errno");
                }
                json.field("offset", finding.offset())
                        .field("path", finding.path())
                        .field("text", finding.text())
                        .field("reason", left.detail());
                if (left.advice() == RepairPlan.Advice.NONE) {
                    json.nothing("advice");
                } else {
                    json.field(
                            "advice",
                            left.advice().name().toLowerCase(Locale.ROOT).replace('_', '-'));
                }
                json.endObject();
            }
            json.endArray().endObject();
        }
    }
}
