package org.ckptimage.check;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.ckptimage.image.Image;
import org.ckptimage.image.OpenOptions;
import org.ckptimage.io.ByteSource;
import org.ckptimage.testing.Testdata;

/** The images of testdata, by the names that tests use: {@code v20/udp}, {@code examples/04-nested-cred-lost}. */
final class CheckImages {
    static final Path TESTDATA = Path.of("..", "testdata");

    private CheckImages() {}

    /** Every image below a folder of testdata. */
    static List<String> in(String folder) {
        return Testdata.images(folder).map(Testdata::shortName).toList();
    }

    /** All images that a kernel wrote. */
    static Stream<String> real() {
        return Stream.concat(in("v20").stream(), in("v20-i386").stream());
    }

    static byte[] bytes(String name) {
        return Testdata.bytes(name + ".ckpt");
    }

    static CheckReport check(String name, CheckOptions options) {
        return check(bytes(name), options);
    }

    static CheckReport check(byte[] bytes, CheckOptions options) {
        try (Image image = Image.open(ByteSource.of(bytes, "test"), OpenOptions.DEFAULT)) {
            return Checker.check(image, options);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
