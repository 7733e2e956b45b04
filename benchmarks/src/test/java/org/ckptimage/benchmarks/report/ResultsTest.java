package org.ckptimage.benchmarks.report;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What JMH's JSON becomes in the tables. */
class ResultsTest {
    @TempDir
    Path folder;

    private Path jmh(String name, String samples, String secondary) throws IOException {
        return Files.writeString(folder.resolve(name), """
                [{"benchmark": "org.ckptimage.benchmarks.SizeBenchmark.openImage", "params": {"size": "4g"},
                  "jdkVersion": "17", "vmName": "A JVM",
                  "primaryMetric": {"scoreUnit": "ms/op", "rawData": [%s]}, "secondaryMetrics": {%s}}]
                """.formatted(samples, secondary));
    }

    @Test
    void aRowHasTheMediansOfTimeAndOfBytesAllocatedOverAllRuns() throws IOException {
        Path first = jmh("jmh-1.json", "[3, 1]", "\"gc.alloc.rate.norm\": {\"rawData\": [[1000, 2000]]}");
        Path second = jmh("jmh-2.json", "[2]", "\"gc.alloc.rate.norm\": {\"rawData\": [[1500]]}");
        assertThat(Figures.benchmarks(Results.read(List.of(first, second))))
                .endsWith("| SizeBenchmark.openImage | size=4g | 2.00 ms/op |  | 1.50 kB/op |");
    }

    @Test
    void whereJmhDidNotLookAtAllocationsTheColumnStaysEmpty() throws IOException {
        assertThat(Figures.benchmarks(Results.read(List.of(jmh("jmh-1.json", "[2]", "")))))
                .endsWith("| SizeBenchmark.openImage | size=4g | 2.00 ms/op |  |  |");
    }

    @Test
    void bytesAreGivenInTheUnitThatFits() {
        assertThat(Figures.heap(0.0001)).isEqualTo("0 B/op");
        assertThat(Figures.heap(999)).isEqualTo("999 B/op");
        assertThat(Figures.heap(209_725_344)).isEqualTo("210 MB/op");
    }
}
