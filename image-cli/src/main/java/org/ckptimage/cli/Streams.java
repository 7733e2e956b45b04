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
        boolean terminal = isTerminal(STDOUT);
        boolean colours = terminal && !environment.containsKey("NO_COLOR") && !isDumb(environment);
        return of(
                new FileInputStream(FileDescriptor.in),
                new FileOutputStream(FileDescriptor.out),
                new FileOutputStream(FileDescriptor.err),
                new Style(terminal, colours),
                isTerminal(STDERR) && !isDumb(environment),
                environment);
    }

    static Streams of(
            InputStream in,
            OutputStream out,
            OutputStream err,
            Style style,
            boolean progress,
            Map<String, String> environment) {
        PrintStream messages = new PrintStream(err, true, StandardCharsets.UTF_8);
        return new Streams(in, new Output(out), messages, style, progress, environment);
    }

    private static boolean isDumb(Map<String, String> environment) {
        return "dumb".equals(environment.get("TERM"));
    }

    /**
     * Whether a file descriptor is a terminal. System.console() tells only of input and output together, and from JDK 22
     * on of neither; so this asks Linux. Elsewhere the answer is no, and output is plain.
     */
    private static boolean isTerminal(int descriptor) {
        String target = target(descriptor);
        return target.startsWith("/dev/pts/") || target.startsWith("/dev/tty") || target.equals("/dev/console");
    }

    /** Whether standard output is a pipe or socket, where a failure to write means that nobody reads any more. */
    static boolean outputIsPipe() {
        String target = target(STDOUT);
        return target.startsWith("pipe:") || target.startsWith("socket:");
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
