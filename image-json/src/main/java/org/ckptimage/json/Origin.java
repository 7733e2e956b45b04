package org.ckptimage.json;

import static com.google.common.base.Preconditions.checkNotNull;

import java.io.IOException;
import java.util.Optional;
import org.ckptimage.io.ByteSource;

/** What the JSON says about the image that it was made from, and the files that it refers to, opened when needed. */
final class Origin {
    private final PayloadFiles files;
    private String name = "the original";
    private long offset;
    private long size = -1;
    private String mode = "none";
    private String sidecarName = "";
    private Optional<ByteSource> original;
    private Optional<ByteSource> sidecar;

    Origin(PayloadFiles files) {
        this.files = files;
    }

    void read(JsonInput in) throws IOException {
        in.startObject();
        for (String key = in.nextName(); key != null; key = in.nextName()) {
            switch (key) {
                case "file" -> name = in.string();
                case "offset" -> offset = in.count();
                case "size" -> size = in.count();
                default -> throw in.unknown(key, java.util.List.of("file", "offset", "size"));
            }
        }
    }

    void readPayload(JsonInput in) throws IOException {
        in.startObject();
        for (String key = in.nextName(); key != null; key = in.nextName()) {
            switch (key) {
                case "mode" -> mode = in.string();
                case "file" -> sidecarName = in.string();
                default -> throw in.unknown(key, java.util.List.of("mode", "file"));
            }
        }
    }

    String name() {
        return name;
    }

    String sidecarName() {
        return sidecarName;
    }

    /** The file that the JSON was made from; it must have the size that it had then. */
    Optional<ByteSource> original(JsonInput in) throws IOException {
        if (original == null) {
            original = given(files.original(name, offset, mode.equals("ref")), "original");
            if (original.isPresent() && size >= 0 && original.get().size() != offset + size) {
                throw in.bad(original.get().name() + " is not what the JSON was made from: it has "
                        + original.get().size() + " bytes, that had " + (offset + size));
            }
        }
        return original;
    }

    Optional<ByteSource> sidecar() throws IOException {
        if (sidecar == null) {
            sidecar = given(files.sidecar(sidecarName), "sidecar");
        }
        return sidecar;
    }

    private static Optional<ByteSource> given(Optional<ByteSource> source, String method) {
        return checkNotNull(
                source, "PayloadFiles.%s gave null; for what is not at hand it gives an empty Optional", method);
    }
}
