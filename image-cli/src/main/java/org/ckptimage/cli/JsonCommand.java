package org.ckptimage.cli;

import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.channels.Channels;
import java.nio.channels.WritableByteChannel;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.NoSuchElementException;
import org.ckptimage.image.Image;
import org.ckptimage.json.ImageJson;
import org.ckptimage.json.JsonOptions;
import org.ckptimage.json.JsonSelector;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** {@code ckpt json}: an image as JSON, of which {@code ckpt encode} makes the image again. */
@Command(
        name = "json",
        header = "The whole image as JSON, and nothing lost",
        description = {
            "Prints an image as JSON, from which encode makes the very same image, or a changed one.",
            "PATH is a type of records (FILE), role:R (role:path), task:PID, objref:N (a definition with what is"
                    + " nested in it) or offset:N. A selection cannot be encoded."
        },
        footer = {
            "The image without the contents of memory, pipes and sockets:",
            "  ckpt json job.ckpt",
            "Everything in one file, from which encode makes the image again:",
            "  ckpt json job.ckpt --payload base64 -o job.json",
            "The paths of all open files, a record a line:",
            "  ckpt json job.ckpt --flat --select role:path"
        })
final class JsonCommand extends ImageCommand {
    private static final String SIDECAR = "sidecar:";

    /** The ways to treat payloads, for completion. */
    static final class PayloadModes implements Iterable<String> {
        @Override
        public Iterator<String> iterator() {
            return List.of("none", "hex", "base64", "ref", SIDECAR).iterator();
        }
    }

    @Option(
            names = {"-o", "--output"},
            paramLabel = "F",
            defaultValue = "-",
            description = "The file to write; - is standard output, as if nothing is said.")
    private String target;

    @Option(names = "--pretty", description = "With indentation.")
    private boolean pretty;

    @Option(names = "--flat", description = "A record a line.")
    private boolean flat;

    @Option(names = "--tree", description = "Nested as the image is, as if nothing is said.")
    private boolean tree;

    @Option(
            names = "--payload",
            paramLabel = "MODE",
            defaultValue = "none",
            completionCandidates = PayloadModes.class,
            description = "What becomes of the bytes that programs had, such as pages and the contents of pipes: none"
                    + " (left out, as if nothing is said), hex, base64, sidecar:FILE, or ref (references into the"
                    + " image).")
    private String payload;

    @Option(names = "--digest", description = "With the SHA-256 of what is left out.")
    private boolean digest;

    @Option(
            names = "--select",
            paramLabel = "PATH",
            split = ",",
            description = "Only these parts; may be given several times.")
    private List<String> selected = List.of();

    @Option(names = "--schema", help = true, description = "Print the JSON Schema of what is printed; no IMAGE.")
    private boolean schema;

    JsonCommand(Streams streams) {
        super(streams);
    }

    @Override
    int withoutImage() {
        if (!schema) {
            return super.withoutImage();
        }
        try {
            ImageJson.writeSchema(out());
            out().flush();
            return ExitStatus.FINE;
        } catch (IOException e) {
            return failures().report("", e);
        }
    }

    @Override
    void checkOptions() {
        if (schema) {
            throw usage("--schema is the same for all images: leave the image out");
        }
        if (flat && tree) {
            throw usage("--flat and --tree exclude each other");
        }
        if (flat && pretty) {
            throw usage("--pretty goes with the tree: the flat form has a record a line");
        }
        options(null);
        String sidecar = sidecarName();
        if (sidecar != null
                && (Destination.isStdout(sidecar)
                        || Destination.isSameFile(sidecar, target)
                        || Destination.isSameFile(sidecar, name()))) {
            throw usage("the sidecar needs a file of its own, neither the image nor the JSON");
        }
        if (Destination.isSameFile(target, name())) {
            throw usage("the JSON needs a file of its own, not that of the image");
        }
    }

    private String sidecarName() {
        return payload.startsWith(SIDECAR) ? payload.substring(SIDECAR.length()) : null;
    }

    private JsonOptions options(WritableByteChannel sidecar) {
        JsonOptions options = JsonOptions.DEFAULT
                .form(flat ? JsonOptions.Form.FLAT : JsonOptions.Form.TREE)
                .pretty(pretty)
                .digest(digest)
                .select(selectors());
        if (sidecarName() != null) {
            if (sidecarName().isEmpty()) {
                throw usage("--payload sidecar: needs the name of a file behind the colon");
            }
            return sidecar == null ? options : options.sidecar(sidecarName(), sidecar);
        }
        return switch (payload) {
            case "none" -> options;
            case "hex" -> options.payload(JsonOptions.Payload.HEX);
            case "base64" -> options.payload(JsonOptions.Payload.BASE64);
            case "ref" -> options.payload(JsonOptions.Payload.REF);
            default -> throw usage("--payload is none, hex, base64, sidecar:FILE or ref, not '" + payload + "'");
        };
    }

    private List<JsonSelector> selectors() {
        List<JsonSelector> selectors = new ArrayList<>();
        for (String text : selected) {
            try {
                selectors.add(JsonSelector.parse(text));
            } catch (IllegalArgumentException e) {
                throw usage(e.getMessage());
            }
        }
        return selectors;
    }

    @Override
    void show(Image image) throws IOException {
        try {
            if (sidecarName() == null) {
                write(image, options(null));
            } else {
                // Both files appear, or none: the JSON is written while the sidecar is still a neighbour.
                new Destination(streams(), sidecarName())
                        .write(image.size(), (sidecar, listener) -> write(image, options(sidecar)));
            }
        } catch (NoSuchElementException e) {
            throw new Refusal(e.getMessage());
        }
    }

    private void write(Image image, JsonOptions options) throws IOException {
        if (Destination.isStdout(target)) {
            ImageJson.write(image, out(), options);
            return;
        }
        new Destination(streams(), target).write(image.size(), (channel, listener) -> {
            OutputStream file = new BufferedOutputStream(Channels.newOutputStream(channel), 1 << 16);
            ImageJson.write(image, file, options);
            file.flush();
        });
    }
}
