package org.ckptimage.cli;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** The command, or another program, in a JVM of its own: where signals, limits and heaps may end it. */
final class Jvm {
    private Jvm() {}

    /** The words that start the command in a JVM of its own. */
    static List<String> words(String... args) {
        return words("-Xmx64m", Main.class, args);
    }

    /**
     * The words that start a program in a JVM of its own, with the classes of the tests.
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
