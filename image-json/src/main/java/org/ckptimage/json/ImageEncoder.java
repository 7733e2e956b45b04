package org.ckptimage.json;

import java.io.IOException;
import java.util.List;
import org.ckptimage.format.Architecture;
import org.ckptimage.format.Dialect;
import org.ckptimage.format.ImageFormat;
import org.ckptimage.json.view.JsonOut;

/** Makes an image of JSON, in the tree or the flat form. */
final class ImageEncoder {
    private static final List<String> KEYS =
            List.of("format", "form", "dialect", "architecture", "pageSize", "payload", "origin", "sections");
    private static final List<String> SECTION_KEYS = List.of("section", "pid", "records");
    private static final List<String> FORMS = List.of("tree", "flat");

    private final JsonInput in;
    private final ImageOut out;
    private final Origin origin;
    private boolean formatSeen;
    private boolean flat;
    private boolean sectionsSeen;
    private Dialect dialect;
    private Architecture architecture;
    private int pageSize;
    private RecordEncoder records;

    ImageEncoder(JsonInput in, ImageOut out, PayloadFiles files) {
        this.in = in;
        this.out = out;
        this.origin = new Origin(files);
    }

    /** Reads everything; the first token is at hand. */
    void encode() throws IOException {
        if (in.token() == null) {
            throw in.bad("there is nothing here: expected is an image in JSON");
        }
        in.startObject();
        for (String name = in.nextName(); name != null; name = in.nextName()) {
            property(name);
        }
        if (flat) {
            begin();
            while (in.next() != null) {
                records.read(in, -1, this::refuseWithin);
            }
        } else if (!sectionsSeen) {
            throw in.bad("\"sections\" is missing");
        } else if (in.next() != null) {
            throw in.bad("something follows the image");
        }
        records.finish();
        out.flush();
    }

    private void property(String name) throws IOException {
        switch (name) {
            case "format" -> {
                formatSeen = true;
                if (!in.string().equals(JsonOut.FORMAT)) {
                    throw in.bad("this is no image in JSON: expected is \"" + JsonOut.FORMAT + "\"");
                }
            }
            case "form" -> flat = oneOf(FORMS).equals("flat");
            case "selection" ->
                throw in.bad("this is a selection, and no whole image", JsonImageException.Advice.WRITE_ALL);
            case "dialect" -> {
                String id = in.string();
                dialect = Dialect.named(id).orElse(null);
                if (dialect == null) {
                    throw in.bad("\"" + id + "\" is no dialect; known are " + Dialect.ids());
                }
            }
            case "architecture" -> {
                String id = in.string();
                architecture = Architecture.named(id).orElse(null);
                if (architecture == null) {
                    throw in.bad("\"" + id + "\" is no architecture of checkpoint images");
                }
            }
            case "pageSize" -> pageSize = pageSize();
            case "payload" -> origin.readPayload(in);
            case "origin" -> origin.read(in);
            case "sections" -> sections();
            default -> throw in.unknown(name, KEYS);
        }
    }

    private String oneOf(List<String> values) throws IOException {
        String value = in.string();
        if (!values.contains(value)) {
            throw in.bad("\"" + value + "\" cannot stand here, only " + String.join(", ", values));
        }
        return value;
    }

    private int pageSize() throws IOException {
        long size = in.count();
        if (size < 1024 || size > 1 << 20 || Long.bitCount(size) != 1) {
            throw in.bad("no pages have " + size + " bytes");
        }
        return (int) size;
    }

    /** What all records depend on is known now, or never. */
    private void begin() throws IOException {
        require(formatSeen, "format");
        require(dialect != null, "dialect");
        require(architecture != null, "architecture");
        require(pageSize > 0, "pageSize");
        ImageFormat format = ImageFormat.find(dialect, architecture).orElse(null);
        if (format == null) {
            throw in.bad("the dialect " + dialect + " does not exist on " + architecture);
        }
        records = new RecordEncoder(format, pageSize, out, new PayloadReader(out, origin));
    }

    private void require(boolean there, String name) throws IOException {
        if (!there) {
            throw in.bad("\"" + name + "\" is missing: it must stand in front of the records");
        }
    }

    private void sections() throws IOException {
        if (flat) {
            throw in.bad("the flat form has a record a line, and no sections");
        }
        sectionsSeen = true;
        begin();
        in.startArray();
        while (in.nextItem()) {
            in.startObject();
            for (String name = in.nextName(); name != null; name = in.nextName()) {
                switch (name) {
                    case "section" -> oneOf(List.of("head", "task", "end"));
                    case "pid" -> NumberReader.number(in, Integer.SIZE);
                    case "records" -> list(in, 0);
                    default -> throw in.unknown(name, SECTION_KEYS);
                }
            }
        }
    }

    /** Reads the records of a section or definition. */
    private void list(JsonInput array, int depth) throws IOException {
        array.startArray();
        while (array.nextItem()) {
            records.read(array, depth, this::list);
        }
    }

    private void refuseWithin(JsonInput value, int depth) throws IOException {
        throw value.bad("the flat form has no \"within\": a record says how deep it lies with \"depth\"");
    }
}
