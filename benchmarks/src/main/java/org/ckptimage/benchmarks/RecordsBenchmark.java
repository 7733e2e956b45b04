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
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MILLISECONDS)
@Warmup(iterations = 4, time = 1)
@Measurement(iterations = 5, time = 1)
@Fork(value = 1, jvmArgsAppend = "-Xmx1g")
public class RecordsBenchmark {
    private static final int RECORDS_OF_A_FILE = 4;
    private static final int MOST_FILES_OF_A_TASK = 250_000;

    /** Images to open. */
    @State(Scope.Benchmark)
    public static class Unopened {
        /** Records of the image, nearly. */
        @Param({"1000", "10000", "100000", "1000000", "10000000"})
        public int records;

        private Path file;

        /** Makes the image. */
        @Setup
        public void make() {
            file = Images.of(spec(records));
        }
    }

    /** Images that are open. */
    @State(Scope.Benchmark)
    public static class Opened {
        /** Records of the image, nearly. */
        @Param({"1000", "100000", "1000000"})
        public int records;

        private Image image;

        /** Makes and opens the image. */
        @Setup
        public void open() throws IOException {
            image = Image.open(Images.of(spec(records)));
        }

        /** Closes it. */
        @TearDown
        public void close() throws IOException {
            image.close();
        }
    }

    /** An image with that many records. */
    private static ImageSpec spec(int records) {
        int files = records / RECORDS_OF_A_FILE;
        int tasks = Math.max(1, (files + MOST_FILES_OF_A_TASK - 1) / MOST_FILES_OF_A_TASK);
        return new ImageSpec().tasks(tasks).files(files / tasks);
    }

    /** From the file to the finished index. */
    @Benchmark
    public int openImage(Unopened unopened) throws IOException {
        try (Image image = Image.open(unopened.file)) {
            return image.recordCount();
        }
    }

    /** Whether it would restart, of an open image. */
    @Benchmark
    public CheckReport check(Opened opened) {
        return Checker.check(opened.image);
    }
}
