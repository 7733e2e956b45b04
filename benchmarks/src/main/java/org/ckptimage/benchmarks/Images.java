package org.ckptimage.benchmarks;

import java.io.IOException;
import java.io.InterruptedIOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.ckptimage.benchmarks.generate.Generate;
import org.ckptimage.benchmarks.generate.ImageSpec;

/** The images of a run: made when a benchmark first asks for one, and kept for those behind it. */
final class Images {
    /** The system property that names their folder. */
    static final String FOLDER = "ckpt.benchmarks.folder";

    private Images() {}

    /** A folder of its own for one run. */
    static Path newFolder(Path dir) throws IOException {
        return Files.createTempDirectory(dir, "ckpt-benchmarks-").toAbsolutePath();
    }

    /** Deletes a folder and all files in it. */
    static void deleteFolder(Path folder) {
        try (Stream<Path> files = Files.list(folder)) {
            for (Path file : (Iterable<Path>) files::iterator) {
                Files.delete(file);
            }
            Files.delete(folder);
        } catch (IOException e) {
            System.err.println("cannot delete " + folder + ": " + e.getMessage());
        }
    }

    /** A place for a file that is not kept. */
    static Path scratch(String name) {
        return Path.of(System.getProperty(FOLDER)).resolve(name);
    }

    /**
     * An image, made if it is not there. It is in the page cache then, or would fit. It is made by a JVM of its own:
     * what that does would change how the code to be measured is compiled.
     */
    static Path of(ImageSpec spec) {
        Path image = scratch(spec + ".ckpt");
        if (!Files.exists(image)) {
            Path unfinished = scratch("unfinished");
            try {
                generate(spec, unfinished);
                Files.move(unfinished, image, StandardCopyOption.ATOMIC_MOVE);
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
        return image;
    }

    private static void generate(ImageSpec spec, Path target) throws IOException {
        List<String> command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-cp",
                System.getProperty("java.class.path"),
                Generate.class.getName(),
                target.toString()));
        command.addAll(spec.options());
        Process process = new ProcessBuilder(command)
                .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start();
        try {
            await(process, command);
        } catch (InterruptedException e) {
            process.destroy();
            throw new InterruptedIOException();
        }
    }

    /** Runs another program to its end, which must be a good one. */
    static void run(List<String> command) throws IOException, InterruptedException {
        await(new ProcessBuilder(command).inheritIO().start(), command);
    }

    /** Waits for the good end of a program. */
    static void await(Process process, List<String> command) throws InterruptedException {
        int status = process.waitFor();
        if (status != 0) {
            throw new IllegalStateException(command + " failed with " + status);
        }
    }
}
