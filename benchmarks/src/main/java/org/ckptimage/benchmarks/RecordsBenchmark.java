package org.ckptimage.benchmarks;

import java.io.IOException;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import org.ckptimage.benchmarks.generate.ImageSpec;
import org.ckptimage.check.CheckReport;
import org.ckptimage.check.Checker;
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

/** Opening and checking by number of records: small ones, no pages. */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MILLISECONDS)
@Warmup(iterations = 4, time = 1)
@Measurement(iterations = 5, time = 1)
@Fork(value = 1, jvmArgsAppend = "-Xmx1g")
public class RecordsBenchmark {
    private static final int RECORDS_OF_A_FILE = 4;
    private static final int MOST_FILES_OF_A_TASK = 250_000;

    /** Records of the image, nearly. */
    @Param({"1000", "10000", "100000", "1000000", "10000000"})
    public int records;

    private Path file;
    private Image image;

    /** Makes the image, and opens it for the benchmarks that begin with an open one. */
    @Setup
    public void open() throws IOException {
        file = Images.of(spec(records));
        image = Image.open(file);
    }

    /** An image with that many records. */
    static ImageSpec spec(int records) {
        int files = records / RECORDS_OF_A_FILE;
        int tasks = (files + MOST_FILES_OF_A_TASK - 1) / MOST_FILES_OF_A_TASK;
        return new ImageSpec().tasks(Math.max(1, tasks)).files(files / Math.max(1, tasks));
    }

    /** Closes it. */
    @TearDown(Level.Trial)
    public void close() throws IOException {
        image.close();
    }

    /** From the file to the finished index. */
    @Benchmark
    public int openImage() throws IOException {
        try (Image opened = Image.open(file)) {
            return opened.recordCount();
        }
    }

    /** Whether it would restart, of an open image. */
    @Benchmark
    public CheckReport check() {
        return Checker.check(image);
    }
}
