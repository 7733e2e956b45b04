package org.ckptimage.cli;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** A program in a JVM of its own, with the classes of the tests. */
final class ChildJvm {
    private ChildJvm() {}

    /**
     * The words that start it.
     *
     * @param heap as {@code -Xmx64m}
     */
    static List<String> words(String heap, Class<?> program, String... args) {
        List<String> words = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                heap,
                "-XX:+UseSerialGC",
                "-XX:TieredStopAtLevel=1",
                "-XX:-UsePerfData",
                "-cp",
                System.getProperty("java.class.path"),
                program.getName()));
        words.addAll(List.of(args));
        return words;
    }
}
