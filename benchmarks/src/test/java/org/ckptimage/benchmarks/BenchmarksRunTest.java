package org.ckptimage.benchmarks;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Collection;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.openjdk.jmh.results.RunResult;
import org.openjdk.jmh.runner.Runner;
import org.openjdk.jmh.runner.RunnerException;
import org.openjdk.jmh.runner.options.Options;
import org.openjdk.jmh.runner.options.OptionsBuilder;
import org.openjdk.jmh.runner.options.TimeValue;
import org.openjdk.jmh.runner.options.VerboseMode;

/** Every benchmark runs: once, over small images, in this JVM. What it measures so is worth nothing. */
class BenchmarksRunTest {

    @TempDir
    static Path folder;

    @BeforeAll
    static void putImagesThere() {
        System.setProperty(Images.FOLDER, folder.toString());
        // Another build, or a real run, may be at work on the same machine.
        System.setProperty("jmh.ignoreLock", "true");
    }

    @AfterAll
    static void leaveNoTrace() {
        System.clearProperty(Images.FOLDER);
        System.clearProperty("jmh.ignoreLock");
    }

    @ParameterizedTest
    @EnumSource
    void whatIsWrittenByHandComesToTheSameAsTheLibrary(HandWritten type) throws IOException {
        RecordBenchmark benchmark = new RecordBenchmark();
        benchmark.type = type;
        benchmark.open();
        benchmark.close();
    }

    @ParameterizedTest
    @EnumSource
    void allWaysOverThePagesComeToTheSame(PageWork work) throws IOException {
        PagesBenchmark benchmark = new PagesBenchmark();
        benchmark.size = "1m";
        benchmark.open();
        PagesBenchmark.How how = new PagesBenchmark.How();
        how.work = work;
        how.threads = 2;
        how.start();
        long sum = benchmark.plainMapped(how);
        assertThat(sum).isNotZero();
        assertThat(benchmark.byNioBuffer(how)).isEqualTo(sum);
        assertThat(benchmark.byByteBuf(how)).isEqualTo(sum);
        assertThat(benchmark.plainRead(how)).isEqualTo(sum);
        how.stop();
        benchmark.close();
    }

    @Test
    void everyBenchmarkRunsOnceOverSmallImages() throws RunnerException {
        Options once = new OptionsBuilder()
                .include("org.ckptimage.benchmarks")
                .forks(0)
                .warmupIterations(0)
                .measurementIterations(1)
                .measurementTime(TimeValue.milliseconds(1))
                .param("size", "1m")
                .param("records", "1000")
                .param("vmas", "3")
                .param("descriptors", "100")
                .param("planFirst", "0")
                .param("work", "SUM")
                .param("threads", "2")
                .param("type", "FILE")
                .shouldFailOnError(true)
                .verbosity(VerboseMode.SILENT)
                .build();
        Collection<RunResult> results = new Runner(once).run();
        assertThat(results).hasSizeGreaterThanOrEqualTo(30);
        assertThat(folder).isDirectoryNotContaining("glob:**{pipe,rewritten.ckpt,right.ckpt,unfinished}");
    }
}
