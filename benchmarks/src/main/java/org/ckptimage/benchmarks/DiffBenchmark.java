package org.ckptimage.benchmarks;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.ckptimage.compare.Comparison;
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

/** Comparing an image with a copy of it, by meaning and by {@code cmp}: all bytes of both are read. */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.SingleShotTime)
@OutputTimeUnit(TimeUnit.MILLISECONDS)
@Warmup(iterations = 1)
@Measurement(iterations = 3)
@Fork(1)
public class DiffBenchmark {

    /** Bytes of the pages. */
    @Param("4g")
    public String size;

    private Path left;
    private Path right;

    /** Makes the image and its copy. */
    @Setup
    public void make() throws IOException {
        left = Images.of(SizeBenchmark.spec(size));
        right = Images.scratch("right.ckpt");
        Files.copy(left, right);
    }

    /** Deletes the copy. */
    @TearDown
    public void delete() throws IOException {
        Files.delete(right);
    }

    /** Opens both and compares them. */
    @Benchmark
    public int diff() throws IOException {
        try (Image one = Image.open(left);
                Image other = Image.open(right)) {
            int differences = Comparison.of(one, other).size();
            if (differences != 0) {
                throw new IllegalStateException("a copy differs from its original");
            }
            return differences;
        }
    }

    /** The same bytes, compared by another program. */
    @Benchmark
    public void cmp() throws IOException, InterruptedException {
        Images.run(List.of("cmp", left.toString(), right.toString()));
    }
}
