package org.ckptimage.testing;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;

/** The files of testdata, by their paths there: {@code v20/plain.ckpt}. */
public final class Testdata {
    /** Where they lie. */
    public static final Path FOLDER = Path.of(System.getProperty("ckpt.testdata", "../testdata"));

    private static final String IMAGE = ".ckpt";

    private Testdata() {}

    /** The images in some of its folders, sorted by path. */
    public static Stream<String> images(String... folders) {
        return Stream.of(folders).flatMap(Testdata::imagesIn).sorted();
    }

    private static Stream<String> imagesIn(String folder) {
        try (Stream<Path> files = Files.list(FOLDER.resolve(folder))) {
            return files
                    .map(file -> folder + "/" + file.getFileName())
                    .filter(name -> name.endsWith(IMAGE))
                    .toList()
                    .stream();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The name of an image without what all of them end with: {@code v20/plain}. */
    public static String shortName(String image) {
        return image.substring(0, image.length() - IMAGE.length());
    }

    /** Where a file lies. */
    public static Path path(String name) {
        return FOLDER.resolve(name);
    }

    /** What is in a file. */
    public static byte[] bytes(String name) {
        try {
            return Files.readAllBytes(path(name));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
