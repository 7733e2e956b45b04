package org.ckptimage.cli;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;

/** Runs the command inside of the test's own process. */
final class Cli {
    private static final Path TESTDATA = Path.of(System.getProperty("ckpt.testdata"));

    private Cli() {}

    /** What a run gave. */
    record Result(int status, String out, String err) {}

    /** A real image: {@code v20/plain}. */
    static String image(String name) {
        return TESTDATA.resolve(name + ".ckpt").toString();
    }

    static Result run(String... args) {
        return run(InputStream.nullInputStream(), args);
    }

    static Result runWithInput(byte[] input, String... args) {
        return run(new ByteArrayInputStream(input), args);
    }

    /** A run with a standard input of its own kind. */
    static Result run(InputStream in, String... args) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        ByteArrayOutputStream err = new ByteArrayOutputStream();
        int status = Ckpt.run(Streams.of(in, out, err, Style.PLAIN), args);
        return new Result(status, out.toString(StandardCharsets.UTF_8), err.toString(StandardCharsets.UTF_8));
    }

    /** A run whose standard output is something special. */
    static Result runInto(OutputStream out, String... args) {
        ByteArrayOutputStream err = new ByteArrayOutputStream();
        Streams streams = Streams.of(InputStream.nullInputStream(), out, err, Style.PLAIN);
        return new Result(Ckpt.run(streams, args), "", err.toString(StandardCharsets.UTF_8));
    }

    /** A run on a terminal that shows colours. */
    static Result runInColour(String... args) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        Streams streams =
                Streams.of(InputStream.nullInputStream(), out, OutputStream.nullOutputStream(), new Style(true, true));
        return new Result(Ckpt.run(streams, args), out.toString(StandardCharsets.UTF_8), "");
    }
}
