package org.ckptimage.benchmarks;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.ckptimage.image.Image;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Level;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;
import org.openjdk.jmh.annotations.Warmup;

/**
 * Rewriting an image to a file against {@code cp} and {@code sync}, and to a pipe against {@code cat}. From opening the
 * image to the result on the disk, or in the reader's hands; in a heap of 64 MiB, if not of very many edits.
 */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.SingleShotTime)
@OutputTimeUnit(TimeUnit.MILLISECONDS)
@Warmup(iterations = 1)
@Measurement(iterations = 3)
@Fork(value = 1, jvmArgsAppend = "-Xmx64m")
public class RewriteBenchmark {

    /** Bytes of the pages. */
    @Param("4g")
    public String size;

    /** Seconds of planning before the first measurement. */
    @Param("3")
    public int planFirst;

    private Path source;
    private Path target;
    private Path pipe;

    /** Few edits. */
    @State(Scope.Benchmark)
    public static class What {
        /** The edit. */
        @Param({"DELETE_FILE", "RELOCATE"})
        public SampleEdit edit;

        private Path source;

        /** Makes the image that this edit is made for. */
        @Setup
        public void make(RewriteBenchmark benchmark) throws IOException {
            source = Images.of(edit.image(benchmark.size, 0));
            benchmark.warmUp(edit, source);
        }
    }

    /** Many edits. */
    @State(Scope.Benchmark)
    public static class Many {
        /** Descriptors that are closed, each by an edit of its own: all of the image. */
        @Param("100000")
        public int descriptors;

        private Path source;

        /** Makes the image. */
        @Setup
        public void make(RewriteBenchmark benchmark) throws IOException {
            source = Images.of(SampleEdit.CLOSE_ALL.image(benchmark.size, descriptors));
            benchmark.warmUp(SampleEdit.CLOSE_ALL, source);
        }
    }

    /** Makes the image and a pipe. */
    @Setup
    public void make() throws IOException, InterruptedException {
        source = Images.of(SizeBenchmark.spec(size));
        warmUp(SampleEdit.DELETE_FILE, source);
        target = Images.scratch("rewritten.ckpt");
        pipe = Images.scratch("pipe");
        Images.run(List.of("mkfifo", pipe.toString()));
    }

    /** Planning costs little, and the JVM must know it well; writing costs much, and hardly depends on the JVM. */
    private void warmUp(SampleEdit edit, Path image) throws IOException {
        long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(planFirst);
        do {
            try (Image opened = Image.open(image)) {
                edit.plan(opened);
            }
        } while (System.nanoTime() < end);
    }

    /** Deletes the result, so that each is written anew. */
    @TearDown(Level.Invocation)
    public void deleteResult() throws IOException {
        Files.deleteIfExists(target);
    }

    /** Deletes the pipe. */
    @TearDown
    public void deletePipe() throws IOException {
        Files.delete(pipe);
    }

    /** Opens, plans (the check of the result included) and writes. */
    @Benchmark
    public void toFile(What what) throws IOException {
        try (Image image = Image.open(what.source)) {
            what.edit.plan(image).writeTo(target);
        }
    }

    /** The same with very many edits, each of which is a consequence to tell: in a larger heap. */
    @Benchmark
    @Fork(value = 1, jvmArgsAppend = "-Xmx256m")
    public void manyToFile(Many many) throws IOException {
        try (Image image = Image.open(many.source)) {
            SampleEdit.CLOSE_ALL.plan(image).writeTo(target);
        }
    }

    /** What limits it. */
    @Benchmark
    public void cpAndSync() throws IOException, InterruptedException {
        Images.run(List.of("sh", "-c", "cp \"$0\" \"$1\" && sync \"$1\"", source.toString(), target.toString()));
    }

    /** Opens, plans and writes into a pipe. */
    @Benchmark
    public void toPipe() throws IOException, InterruptedException {
        Process reader = reader();
        try (Image image = Image.open(source);
                FileChannel out = FileChannel.open(pipe, StandardOpenOption.WRITE)) {
            SampleEdit.DELETE_FILE.plan(image).writeTo(out);
        }
        Images.await(reader, List.of("cat"));
    }

    /** What limits it: the same reader, fed by another program. */
    @Benchmark
    public void catToPipe() throws IOException, InterruptedException {
        Process reader = reader();
        Images.run(List.of("sh", "-c", "cat \"$0\" >\"$1\"", source.toString(), pipe.toString()));
        Images.await(reader, List.of("cat"));
    }

    private Process reader() throws IOException {
        return new ProcessBuilder("cat", pipe.toString())
                .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                .start();
    }

    /** Opens and plans, and writes nothing. */
    @Benchmark
    public long plan(What what) throws IOException {
        try (Image image = Image.open(what.source)) {
            return what.edit.plan(image).size();
        }
    }

    /** Opens and plans very many edits, and writes nothing. */
    @Benchmark
    @Fork(value = 1, jvmArgsAppend = "-Xmx256m")
    public long planMany(Many many) throws IOException {
        try (Image image = Image.open(many.source)) {
            return SampleEdit.CLOSE_ALL.plan(image).size();
        }
    }
}
