package org.ckptimage.check;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.ckptimage.image.Image;
import org.ckptimage.image.OpenOptions;
import org.ckptimage.io.ByteSource;

/** The images of testdata, by the names that tests use: {@code v20/udp}, {@code examples/04-nested-cred-lost}. */
final class CheckImages {
    static final Path TESTDATA = Path.of("..", "testdata");

    private CheckImages() {}

    /** Every image below a folder of testdata. */
    static List<String> in(String folder) {
        try (Stream<Path> files = Files.list(TESTDATA.resolve(folder))) {
            return files.map(Path::toString)
                    .filter(name -> name.endsWith(".ckpt"))
                    .map(name -> folder + "/"
                            + Path.of(name).getFileName().toString().replace(".ckpt", ""))
                    .sorted()
                    .toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** All images that a kernel wrote. */
    static Stream<String> real() {
        return Stream.concat(in("v20").stream(), in("v20-i386").stream());
    }

    static byte[] bytes(String name) {
        try {
            return Files.readAllBytes(TESTDATA.resolve(name + ".ckpt"));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
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
