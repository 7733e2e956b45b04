package org.ckptimage.benchmarks.report;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.TreeMap;

/** Results of JMH, read from the JSON that it writes with {@code -rf json}. */
final class Results {
    private final List<Result> all = new ArrayList<>();
    private String jdk = "";

    /** Reads files; samples of the same benchmark with the same parameters are put together. */
    static Results read(Iterable<Path> files) throws IOException {
        Results results = new Results();
        for (Path file : files) {
            for (JsonNode one : new ObjectMapper().readTree(Files.readAllBytes(file))) {
                results.add(one);
            }
        }
        return results;
    }

    private void add(JsonNode one) {
        jdk = one.path("vmName").asText() + ' ' + one.path("jdkVersion").asText();
        String name = one.path("benchmark").asText();
        name = name.substring(name.lastIndexOf('.', name.lastIndexOf('.') - 1) + 1);
        Map<String, String> params = new TreeMap<>();
        one.path("params")
                .properties()
                .forEach(param -> params.put(param.getKey(), param.getValue().asText()));
        // How long the JVM is warmed up says nothing about what was measured.
        params.remove("planFirst");
        JsonNode times = one.path("primaryMetric");
        List<Double> samples = samples(times);
        List<Double> allocations = samples(one.path("secondaryMetrics").path("gc.alloc.rate.norm"));
        find(name, params).ifPresent(before -> {
            samples.addAll(before.samples());
            allocations.addAll(before.allocations());
            all.remove(before);
        });
        all.add(new Result(name, params, times.path("scoreUnit").asText(), samples, allocations));
    }

    private static List<Double> samples(JsonNode metric) {
        List<Double> samples = new ArrayList<>();
        metric.path("rawData").forEach(fork -> fork.forEach(sample -> samples.add(sample.asDouble())));
        return samples;
    }

    private Optional<Result> find(String name, Map<String, String> params) {
        return all.stream()
                .filter(result ->
                        result.name().equals(name) && result.params().entrySet().containsAll(params.entrySet()))
                .findFirst();
    }

    /** The first result of a benchmark that has these parameters, given as {@code "size", "4g", ...}. */
    Optional<Result> find(String name, String... params) {
        Map<String, String> wanted = new TreeMap<>();
        for (int i = 0; i < params.length; i += 2) {
            wanted.put(params[i], params[i + 1]);
        }
        return find(name, wanted);
    }

    /** The results of one benchmark. */
    List<Result> of(String name) {
        return all.stream().filter(result -> result.name().equals(name)).toList();
    }

    /** All results. */
    List<Result> all() {
        return List.copyOf(all);
    }

    /** The median of one benchmark over that of another. */
    static OptionalDouble ratio(Optional<Result> result, Optional<Result> limit) {
        return result.isPresent() && limit.isPresent()
                ? OptionalDouble.of(result.get().median() / limit.get().median())
                : OptionalDouble.empty();
    }

    /** The JVM that it was. */
    String jdk() {
        return jdk;
    }
}
