package org.ckptimage.json.view;

import static com.google.common.base.Preconditions.checkNotNull;

import java.io.IOException;
import java.io.OutputStream;
import java.util.Locale;
import org.ckptimage.check.CheckReport;
import org.ckptimage.check.Errno;
import org.ckptimage.check.Finding;

/**
 * What a check found, as one object.
 *
 * <pre>{@code
 * CheckJson.write(image.name(), Checker.check(image), System.out);
 * }</pre>
 *
 * <p>Holds no state; may be used by many threads.
 */
public final class CheckJson {
    private CheckJson() {}

    /**
     * Writes the object for a single image, with a line a finding.
     *
     * @param image what the image is called
     * @param out stays open
     * @throws IOException if the text cannot be written
     */
    public static void write(String image, CheckReport report, OutputStream out) throws IOException {
        checkNotNull(image, "image");
        checkNotNull(report, "report");
        checkNotNull(out, "out");
        try (JsonOut json = JsonOut.view(out)) {
            write(image, report, json);
        }
    }

    /**
     * Writes the object as one line, for one of several images.
     *
     * @throws IOException if the text cannot be written
     */
    public static void writeLine(String image, CheckReport report, OutputStream out) throws IOException {
        checkNotNull(image, "image");
        checkNotNull(report, "report");
        checkNotNull(out, "out");
        try (JsonOut json = JsonOut.lines(out)) {
            write(image, report, json);
        }
    }

    private static void write(String image, CheckReport report, JsonOut json) throws IOException {
        json.startObject()
                .field("format", JsonOut.FORMAT)
                .field("image", image)
                .field("verdict", report.verdict().name().toLowerCase(Locale.ROOT));
        if (report.first().isPresent()) {
            first(json, report.first().get());
        } else {
            json.nothing("first");
        }
        json.field("findingCount", report.findingCount());
        json.startArray("findings");
        for (Finding finding : report.findings()) {
            json.startObject();
            finding(json, finding);
            json.endObject();
        }
        json.endArray();
        json.field("trailingBytes", report.trailingBytes());
        json.strings("assumptions", report.assumptions());
        json.endObject();
    }

    /** Where the restart stops, which may be behind the place of the cause. */
    private static void first(JsonOut json, Finding first) throws IOException {
        json.startObject("first").field("rule", first.rule().id());
        errno(json, first)
                .field("offset", first.stopOffset())
                .field("path", first.path())
                .field("text", first.text())
                .endObject();
    }

    private static void finding(JsonOut json, Finding finding) throws IOException {
        json.field("rule", finding.rule().id())
                .field("severity", finding.severity().name().toLowerCase(Locale.ROOT));
        errno(json, finding)
                .field("offset", finding.offset())
                .field("path", finding.path())
                .field("text", finding.text());
        if (finding.mend().isPresent()) {
            json.field("mend", finding.mend().get().toString());
        } else {
            json.nothing("mend");
        }
    }

    private static JsonOut errno(JsonOut json, Finding finding) throws IOException {
        return finding.errno().isPresent()
                ? json.field("errno", finding.errno().map(Errno::name).orElseThrow())
                : json.nothing("errno");
    }
}
