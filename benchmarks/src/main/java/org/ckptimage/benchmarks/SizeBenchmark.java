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

/** Opening and checking by bytes: the same records over more and more pages. The times must be the same. */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MILLISECONDS)
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 5, time = 1)
@Fork(1)
public class SizeBenchmark {
    private static final int CHUNKS = 256;

    /** Bytes of the pages. */
    @Param({"64m", "512m", "4g", "8g"})
    public String size;

    private Path file;
    private Image image;

    /** Makes the image, and opens it for the benchmarks that begin with an open one. */
    @Setup
    public void open() throws IOException {
        file = Images.of(spec(size));
        image = Image.open(file);
    }

    /** An image that has the same number of records whatever its size; up to 8 GiB, beyond which chunks are full. */
    static ImageSpec spec(String size) {
        ImageSpec spec =
                new ImageSpec().size(size).tasks(4).files(1000).sockets(20).epolls(2);
        long chunk = Math.min(spec.pages() / CHUNKS, ImageSpec.KERNEL_CHUNK);
        return spec.chunk((int) Math.max(1, chunk));
    }

    /** Closes it. */
    @TearDown
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
