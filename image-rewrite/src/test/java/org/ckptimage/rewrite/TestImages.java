package org.ckptimage.rewrite;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.channels.Channels;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;
import org.ckptimage.image.Image;

/** The real images, and what comes out of a plan. */
final class TestImages {
    private TestImages() {}

    /** A path below testdata. */
    static Path path(String name) {
        return Path.of(System.getProperty("ckpt.testdata"), name);
    }

    /** Every image that a real kernel wrote, by its path below testdata. */
    static Stream<String> all() throws IOException {
        try (Stream<Path> x86 = Files.list(path("v20"));
                Stream<Path> i386 = Files.list(path("v20-i386"))) {
            return Stream.concat(x86, i386)
                    .filter(file -> file.toString().endsWith(".ckpt"))
                    .map(file -> path("").relativize(file).toString())
                    .sorted()
                    .toList()
                    .stream();
        }
    }

    static byte[] bytes(String name) throws IOException {
        return Files.readAllBytes(path(name));
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
