package org.ckptimage.cli;

import java.io.IOException;
import java.nio.charset.StandardCharsets;

/** Other programs that tests run, where they are installed. */
final class Shell {
    private Shell() {}

    /** Whether a program is installed. */
    static boolean has(String program) throws IOException, InterruptedException {
        return new ProcessBuilder("sh", "-c", "command -v " + program).start().waitFor() == 0;
    }

    /** Runs a program to its end and gives all that it printed. */
    static String run(String... command) throws IOException {
        Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
        process.getOutputStream().close();
        return new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    }
}
