package org.ckptimage.image;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.stream.Stream;
import org.ckptimage.testing.Testdata;

/** The real images of testdata, by their names there: {@code v20/plain}, {@code examples/02-delete-file}. */
final class RealImages {
    static final Path FOLDER = Testdata.FOLDER;

    private RealImages() {}

    /** All of them. */
    static Stream<String> all() {
        return Stream.of("v20", "v20-i386", "examples").flatMap(RealImages::in);
    }

    /** Those as a kernel wrote them, with what was known about the processes. */
    static Stream<String> untouched() {
        return Stream.of("v20", "v20-i386").flatMap(RealImages::in);
    }

    /** Those that somebody edited. */
    static Stream<String> examples() {
        return in("examples");
    }

    private static Stream<String> in(String folder) {
        return Testdata.images(folder).map(Testdata::shortName);
    }

    static Path path(String name) {
        return FOLDER.resolve(name + ".ckpt");
    }

    static Image open(String name) {
        try {
            return Image.open(path(name));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    static byte[] bytes(String name) {
        return Testdata.bytes(name + ".ckpt");
    }

    /** What was known about the processes when the image was taken. */
    static CheckpointFacts facts(String name) {
        return CheckpointFacts.parse(text(name + ".txt"));
    }

    /** A file of testdata as text. */
    static String text(String file) {
        return new String(Testdata.bytes(file), java.nio.charset.StandardCharsets.UTF_8);
    }
}
