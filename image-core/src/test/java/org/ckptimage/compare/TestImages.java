package org.ckptimage.compare;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.List;
import org.ckptimage.image.Image;
import org.ckptimage.image.OpenOptions;
import org.ckptimage.io.ByteSource;
import org.ckptimage.testing.Testdata;

/** The real images, and images in memory. */
final class TestImages {
    private TestImages() {}

    static Path path(String name) {
        return Testdata.path(name);
    }

    static Image open(String name) {
        try {
            return Image.open(path(name));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    static byte[] bytes(String name) {
        return Testdata.bytes(name);
    }

    static Image open(byte[] bytes) {
        try {
            return Image.open(ByteSource.of(bytes, "in memory"), OpenOptions.DEFAULT);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** All images below testdata, as {@code v20/plain.ckpt}. */
    static List<String> all() {
        return Testdata.images("examples", "v20", "v20-i386").toList();
    }

    /** The images that kernels wrote, by name. */
    static List<String> real() {
        return all().stream().filter(name -> name.startsWith("v20")).toList();
    }

    static Differences compare(byte[] left, byte[] right) {
        try (Image a = open(left);
                Image b = open(right)) {
            return Comparison.of(a, b);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
