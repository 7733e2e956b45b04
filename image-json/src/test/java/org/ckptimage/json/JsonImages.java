package org.ckptimage.json;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.channels.Channels;
import java.nio.channels.WritableByteChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.ckptimage.format.ImageFormat;
import org.ckptimage.image.Image;
import org.ckptimage.image.OpenOptions;
import org.ckptimage.io.ByteSource;
import org.ckptimage.testing.MadeUpImage;
import org.ckptimage.testing.Testdata;

/** Images for tests, and the way to JSON and back. */
final class JsonImages {
    private JsonImages() {}

    static Path path(String name) {
        return Testdata.path(name + ".ckpt");
    }

    /** All images of testdata, as {@code v20/plain}. */
    static Stream<String> all() {
        return Testdata.images("examples", "v20", "v20-i386").map(Testdata::shortName);
    }

    static byte[] bytes(String name) {
        return Testdata.bytes(name + ".ckpt");
    }

    /** An image with something of everything. */
    static byte[] madeUp(ImageFormat format) {
        byte[] page = new byte[format.architecture().pageSizes()[0]];
        Arrays.fill(page, (byte) 7);
        return MadeUpImage.of(format)
                .ipc(ipc -> ipc.shm(0, page).msg(1).message(3, "text").sem(2, 5, 6))
                .task(
                        278,
                        task -> task.file(3, "/etc/passwd")
                                .dup(3, 9)
                                .pipe(4, 5, "unread")
                                .signals(s -> s.handler(10, 0x4000).pending(12))
                                .blocked(2, 3)
                                .memory(m -> m.anon(0x100000, page, page)
                                        .file(0x400000, 4, "/bin/job", page)
                                        .shared(0x800000, "segment", page)))
                .task(279, task -> task.parent(278).inherit(0, 278, 3))
                .build();
    }

    static Image open(byte[] image) {
        try {
            return Image.open(ByteSource.of(image, "in memory"), OpenOptions.DEFAULT);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Every mode once, in one form or the other. */
    static List<JsonOptions> allModes() {
        JsonOptions flat = JsonOptions.DEFAULT.form(JsonOptions.Form.FLAT);
        return List.of(
                JsonOptions.DEFAULT.digest(true),
                JsonOptions.DEFAULT.payload(JsonOptions.Payload.HEX).pretty(true),
                JsonOptions.DEFAULT.sidecar("sidecar", new Sidecar()),
                flat.payload(JsonOptions.Payload.REF),
                flat.payload(JsonOptions.Payload.BASE64));
    }

    /** A sidecar in memory. */
    static final class Sidecar implements WritableByteChannel {
        private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();

        @Override
        public int write(java.nio.ByteBuffer source) throws IOException {
            return Channels.newChannel(bytes).write(source);
        }

        @Override
        public boolean isOpen() {
            return true;
        }

        @Override
        public void close() {}
    }

    static String json(byte[] image, JsonOptions options) {
        ByteArrayOutputStream json = new ByteArrayOutputStream();
        try (Image opened = open(image)) {
            ImageJson.write(opened, json, options);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return json.toString(StandardCharsets.UTF_8);
    }

    /** Makes an image of JSON; what it refers to comes from the original and a sidecar. */
    static byte[] encode(String json, byte[] original, byte[] sidecar) throws IOException {
        PayloadFiles files = new PayloadFiles() {
            @Override
            public Optional<ByteSource> original(String name, long offset, boolean references) {
                return Optional.ofNullable(original).map(bytes -> ByteSource.of(bytes, name));
            }

            @Override
            public Optional<ByteSource> sidecar(String name) {
                return Optional.ofNullable(sidecar).map(bytes -> ByteSource.of(bytes, name));
            }
        };
        InputStream in = new ByteArrayInputStream(json.getBytes(StandardCharsets.UTF_8));
        try (ByteSource image = ImageJson.read(in, files)) {
            byte[] bytes = new byte[(int) image.size()];
            image.slice(0, bytes.length).getBytes(0, bytes);
            return bytes;
        }
    }

    static byte[] roundTrip(byte[] image, JsonOptions options) {
        boolean refers = options.payload() == JsonOptions.Payload.NONE || options.payload() == JsonOptions.Payload.REF;
        try {
            String json = json(image, options);
            byte[] sidecar = options.sidecar()
                    .map(s -> ((Sidecar) s.channel()).bytes.toByteArray())
                    .orElse(null);
            return encode(json, refers ? image : null, sidecar);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
