package org.ckptimage.cli;

import java.io.IOException;
import java.util.EnumSet;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import org.ckptimage.format.RecordType;
import org.ckptimage.image.Image;
import org.ckptimage.image.ImageObject;
import org.ckptimage.image.ImageRecord;
import org.ckptimage.image.Nesting;
import org.ckptimage.image.Role;
import org.ckptimage.json.RecordsJson;
import org.ckptimage.record.Printable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** {@code ckpt records}: the flat sequence of records. */
@Command(
        name = "records",
        header = "The flat list of records",
        description = "Lists the records of an image in their order, indented by the objects whose definitions they"
                + " belong to. Bytes that belong to no record are listed, too: raw-page, unreadable, trailing,"
                + " cut-off.",
        footer = {
            "The records of files, with their fields:",
            "  ckpt records job.ckpt --type FILE,FILE_NAME -v",
            "What stands behind an offset that a message names:",
            "  ckpt records job.ckpt --from 0x843 | head",
            "One JSON object a line:",
            "  ckpt records job.ckpt --json"
        })
final class RecordsCommand extends ImageCommand {
    private static final int DEEPEST = 30;
    private static final Set<String> RAW = Set.of("raw-page", "unreadable", "trailing", "cut-off", "unknown");

    @Option(names = "--json", description = "As JSON, one object a line.")
    private boolean json;

    @Option(
            names = "--from",
            paramLabel = "OFF",
            converter = Offset.class,
            description = "Begin with the record that holds this offset; decimal or 0x...")
    private Long from;

    @Option(
            names = "--type",
            paramLabel = "T",
            split = ",",
            description = "Only records of this type, as FILE or raw-page; may be given several times.")
    private List<String> types = List.of();

    @Option(
            names = {"-v", "--verbose"},
            description = "With decoded fields.")
    private boolean verbose;

    private final Set<String> wanted = new HashSet<>();

    RecordsCommand(Streams streams) {
        super(streams);
    }

    @Override
    void checkOptions() {
        for (String type : types) {
            String raw = type.toLowerCase(Locale.ROOT);
            String name = type.toUpperCase(Locale.ROOT).replace('-', '_');
            boolean known = EnumSet.allOf(RecordType.class).stream()
                    .anyMatch(any -> any.name().equals(name));
            if (!known && !RAW.contains(raw)) {
                throw usage("'" + type + "' is no type of records");
            }
            wanted.add(known ? name : raw);
        }
    }

    @Override
    void show(Image image) throws IOException {
        long first = from == null ? image.start() : from;
        long end = image.start() + image.size();
        if (first < image.start() || first >= end) {
            throw new Refusal("nothing is at offset " + Numbers.offset(first) + "; the image lies from " + image.start()
                    + " to " + end);
        }
        Nesting nesting = new Nesting(image);
        RecordsJson lines = json ? new RecordsJson(image, out()) : null;
        Columns columns = new Columns(end);
        if (!json) {
            out().line(style().bold(columns.line("OFFSET", "HEX", "LENGTH", "RECORD")));
        }
        try (lines;
                Progress progress =
                        Progress.ofItems(streams(), "Listing", image.records().size())) {
            for (ImageRecord record : image.records()) {
                progress.step();
                int depth = nesting.depthOf(record);
                if (record.offset() + record.length() <= first || !isWanted(record)) {
                    continue;
                }
                if (json) {
                    lines.write(record, depth);
                } else {
                    out().line(line(record, depth, columns));
                    if (verbose) {
                        new FieldLines(out(), columns.indent() + " ".repeat(2 + 2 * Math.min(DEEPEST, depth)))
                                .print(record);
                    }
                }
            }
        }
    }

    private boolean isWanted(ImageRecord record) {
        return wanted.isEmpty()
                || wanted.contains(record.typeName())
                || record.isRecord() && record.type().isEmpty() && wanted.contains("unknown");
    }

    /** The columns of a listing that may be too long to measure first: as wide as the end of the image asks for. */
    private record Columns(int decimal, int hex) {
        Columns(long end) {
            this(
                    Math.max("OFFSET".length(), Long.toString(end).length()),
                    Numbers.hex(end).length());
        }

        String line(String offset, String hexOffset, String length, String record) {
            return right(offset, decimal) + "  " + right(hexOffset, hex) + "  " + right(length, decimal) + "  "
                    + record;
        }

        String indent() {
            return line("", "", "", "");
        }

        private static String right(String text, int width) {
            return " ".repeat(Math.max(0, width - text.length())) + text;
        }
    }

    private static String line(ImageRecord record, int depth, Columns columns) {
        StringBuilder line = new StringBuilder(80);
        boolean definition = record.is(RecordType.OBJREF);
        line.append("  ".repeat(Math.min(DEEPEST, definition ? depth - 1 : depth)));
        line.append(record.typeName());
        if (definition) {
            ImageObject object = record.definition().orElseThrow();
            line.append(' ').append(object);
        }
        if (record.role() != Role.PLAIN) {
            line.append(" (").append(RecordsJson.roleId(record.role())).append(')');
        }
        record.text().ifPresent(text -> line.append(' ').append(Printable.of(text)));
        return columns.line(
                Long.toString(record.offset()),
                Numbers.hex(record.offset()),
                Long.toString(record.length()),
                line.toString());
    }
}
