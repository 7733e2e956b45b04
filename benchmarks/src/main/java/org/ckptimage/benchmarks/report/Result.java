package org.ckptimage.benchmarks.report;

import com.google.common.collect.ImmutableList;
import com.google.common.collect.ImmutableSortedMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.stream.Collectors;
import org.ckptimage.benchmarks.generate.Size;

/**
 * What one benchmark came to with one choice of parameters.
 *
 * @param name class and method, as {@code SizeBenchmark.openImage}
 * @param params its parameters
 * @param unit of the samples, as {@code ms/op}
 * @param samples one per iteration
 * @param allocations bytes of heap that an operation took, one per iteration; none where JMH did not look
 */
record Result(String name, Map<String, String> params, String unit, List<Double> samples, List<Double> allocations) {
    Result {
        params = ImmutableSortedMap.copyOf(params);
        samples = ImmutableList.copyOf(samples);
        allocations = ImmutableList.copyOf(allocations);
    }

    /** The middle sample; of an even number the mean of the two in the middle. */
    double median() {
        return median(samples);
    }

    /** The middle of the bytes that an operation took. */
    OptionalDouble allocated() {
        return allocations.isEmpty() ? OptionalDouble.empty() : OptionalDouble.of(median(allocations));
    }

    private static double median(List<Double> values) {
        List<Double> sorted = values.stream().sorted().toList();
        int middle = sorted.size() / 2;
        return sorted.size() % 2 == 1 ? sorted.get(middle) : (sorted.get(middle - 1) + sorted.get(middle)) / 2;
    }

    /** The parameter {@code size} in bytes. */
    long bytes() {
        return Size.parse(params.get("size"));
    }

    /** The parameters as {@code size=4g, threads=1}. */
    String paramText() {
        return params.entrySet().stream().map(Map.Entry::toString).collect(Collectors.joining(", "));
    }
}
