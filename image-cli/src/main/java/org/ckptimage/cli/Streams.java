package org.ckptimage.cli;

import java.io.FileDescriptor;
import java.io.FileInputStream;
import java.io.FileOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;

/**
 * What the command reads from and writes to. Its own object so that tests run the command inside of their own process.
 *
 * @param in standard input
 * @param out standard output
 * @param err standard error
 * @param style how output is dressed
 * @param progress whether standard error is a terminal, on which progress may be shown
 * @param environment the environment variables
 */
record Streams(
        InputStream in, Output out, PrintStream err, Style style, boolean progress, Map<String, String> environment) {
    private static final int STDOUT = 1;
    private static final int STDERR = 2;

    /** Those of this process. */
    static Streams ofProcess() {
        Map<String, String> environment = System.getenv();
        String output = target(STDOUT);
        boolean terminal = isTerminal(output);
        boolean colours = terminal && !environment.containsKey("NO_COLOR") && !isDumb(environment);
        boolean pipe = output.startsWith("pipe:") || output.startsWith("socket:");
        return new Streams(
                new FileInputStream(FileDescriptor.in),
                new Output(new FileOutputStream(FileDescriptor.out), pipe),
                messages(new FileOutputStream(FileDescriptor.err)),
                new Style(terminal, colours),
                isTerminal(target(STDERR)) && !isDumb(environment),
                environment);
    }

    /** Others, without a terminal. */
    static Streams of(InputStream in, OutputStream out, OutputStream err, Style style) {
        return new Streams(in, new Output(out, false), messages(err), style, false, Map.of());
    }

    private static PrintStream messages(OutputStream err) {
        return new PrintStream(err, true, StandardCharsets.UTF_8);
    }

    private static boolean isDumb(Map<String, String> environment) {
        return "dumb".equals(environment.get("TERM"));
    }

    /**
     * Whether a descriptor's target is a terminal. System.console() tells only of input and output together, and from
     * JDK 22 on of neither; so this asks Linux. Elsewhere the answer is no, and output is plain.
     */
    private static boolean isTerminal(String target) {
        return target.startsWith("/dev/pts/") || target.startsWith("/dev/tty") || target.equals("/dev/console");
    }

    private static String target(int descriptor) {
        try {
            return Files.readSymbolicLink(Path.of("/proc/self/fd/" + descriptor))
                    .toString();
        } catch (IOException | UnsupportedOperationException e) {
            return "";
        }
    }
}
