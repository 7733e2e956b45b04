package org.ckptimage.rewrite;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.channels.Channels;
import java.nio.file.Path;
import org.ckptimage.image.Image;

/** The real images, and what comes out of a plan. */
final class TestImages {
    private TestImages() {}

    /** A path below testdata. */
    static Path path(String name) {
        return Path.of(System.getProperty("ckpt.testdata"), name);
    }

    static Image open(String name) {
        try {
            return Image.open(path(name));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The bytes that a plan writes. */
    static byte[] written(RewritePlan plan) throws IOException {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        plan.writeTo(Channels.newChannel(out));
        return out.toByteArray();
    }
}
