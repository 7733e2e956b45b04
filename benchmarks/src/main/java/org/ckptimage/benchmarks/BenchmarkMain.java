package org.ckptimage.benchmarks;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * What {@code java -jar benchmarks.jar} starts: JMH's own command with one more option, {@code -p dir=DIR}, the folder
 * that images are written to (by default the JVM's folder for temporary files). All of a run share its images, so that
 * each is made once; they are deleted in the end.
 */
public final class BenchmarkMain {
    private static final String DIR = "dir=";

    private BenchmarkMain() {}

    /** Runs JMH. */
    public static void main(String[] args) throws IOException {
        List<String> options = new ArrayList<>(List.of(args));
        Path folder = Images.newFolder(takeDir(options));
        Runtime.getRuntime().addShutdownHook(new Thread(() -> Images.deleteFolder(folder)));
        // Prepended, since benchmarks say themselves what they append.
        options.add("-jvmArgsPrepend");
        options.add("-D" + Images.FOLDER + "=" + folder);
        org.openjdk.jmh.Main.main(options.toArray(String[]::new));
    }

    /** Takes {@code -p dir=DIR} out of the options. */
    private static Path takeDir(List<String> options) {
        for (int i = 1; i < options.size(); i++) {
            if (options.get(i - 1).equals("-p") && options.get(i).startsWith(DIR)) {
                Path dir = Path.of(options.remove(i).substring(DIR.length()));
                options.remove(i - 1);
                return dir;
            }
        }
        return Path.of(System.getProperty("java.io.tmpdir"));
    }
}
