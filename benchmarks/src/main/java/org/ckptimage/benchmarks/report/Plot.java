package org.ckptimage.benchmarks.report;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.function.Predicate;

/** Draws time against size out of JMH's results: {@code Plot OUT.svg RESULTS.json...}. */
public final class Plot {
    private static final String DELETE = "DELETE_FILE";

    private Plot() {}

    /** Writes the picture. */
    public static void main(String[] args) throws IOException {
        List<Path> files = new ArrayList<>();
        for (int i = 1; i < args.length; i++) {
            files.add(Path.of(args[i]));
        }
        Results results = Results.read(files);
        LogLogChart chart = new LogLogChart(
                "Time against size",
                "The same records over more and more pages; medians; images in the page cache, results forced to disk");
        add(chart, results, "cp and sync", "#6b7280", true, "RewriteBenchmark.cpAndSync", r -> true);
        add(chart, results, "rewrite to a file", "#009e73", false, "RewriteBenchmark.toFile", r -> isDelete(r));
        add(chart, results, "check", "#d55e00", false, "SizeBenchmark.check", r -> true);
        add(chart, results, "open and index", "#0072b2", false, "SizeBenchmark.openImage", r -> true);
        Files.writeString(Path.of(args[0]), chart.svg());
    }

    private static boolean isDelete(Result result) {
        return DELETE.equals(result.params().get("edit"));
    }

    private static void add(
            LogLogChart chart,
            Results results,
            String label,
            String colour,
            boolean dashed,
            String name,
            Predicate<Result> which) {
        List<LogLogChart.Point> points = results.of(name).stream()
                .filter(which)
                .sorted(Comparator.comparingLong(Result::bytes))
                .map(result -> new LogLogChart.Point(result.bytes(), result.median()))
                .toList();
        if (!points.isEmpty()) {
            chart.add(new LogLogChart.Line(label, colour, dashed, points));
        }
    }
}
