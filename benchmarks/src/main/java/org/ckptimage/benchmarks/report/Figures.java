package org.ckptimage.benchmarks.report;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;

/** The tables of all that was measured. */
final class Figures {
    private static final double MILLISECONDS = 1000;
    private static final double KILO = 1e3;
    private static final double MEGA = 1e6;
    private static final double GIGA = 1e9;

    private Figures() {}

    /** JMH's results as Markdown, by name and parameters. */
    static List<String> benchmarks(Results results) {
        List<String> lines = new ArrayList<>();
        lines.add("| benchmark | parameters | median | | allocated |");
        lines.add("| --- | --- | ---: | ---: | ---: |");
        List<Result> sorted = new ArrayList<>(results.all());
        // Stable: sizes and counts stay in the order in which they were measured.
        sorted.sort(Comparator.comparing(Result::name));
        for (Result result : sorted) {
            lines.add("| " + result.name() + " | " + result.paramText() + " | " + number(result.median()) + ' '
                    + result.unit() + " | " + derived(result) + " | " + allocated(result) + " |");
        }
        return lines;
    }

    /** The whole commands as Markdown. */
    static List<String> commands(Commands commands) {
        List<String> lines = new ArrayList<>();
        if (!commands.all().isEmpty()) {
            lines.add("| command | median | ratio | resident | of it not mapped |");
            lines.add("| --- | ---: | ---: | ---: | ---: |");
            for (Commands.Row row : commands.all()) {
                lines.add(String.format(
                        Locale.ROOT,
                        "| %s | %.3f s | %s | %.0f MiB | %.0f MiB |",
                        row.name(),
                        row.seconds(),
                        row.ratio(),
                        row.resident(),
                        row.own()));
            }
        }
        return lines;
    }

    private static String derived(Result result) {
        if (result.name().startsWith("RecordsBenchmark.")) {
            double records = Double.parseDouble(result.params().get("records"));
            return number(records / result.median() / MILLISECONDS) + " million records/s";
        }
        boolean overBytes = result.unit().equals("ms/op") && result.params().containsKey("size");
        return overBytes
                        && !result.name().startsWith("SizeBenchmark.")
                        && !result.name().startsWith("RewriteBenchmark.plan")
                ? number(gigabytes(result)) + " GB/s"
                : "";
    }

    private static String allocated(Result result) {
        return result.allocated().stream().mapToObj(Figures::heap).findFirst().orElse("");
    }

    /** Bytes of heap that an operation took. */
    static String heap(double bytes) {
        return bytes < KILO
                ? String.format(Locale.ROOT, "%.0f B/op", bytes)
                : bytes < MEGA ? number(bytes / KILO) + " kB/op" : number(bytes / MEGA) + " MB/op";
    }

    /** Gigabytes of pages a second. */
    static double gigabytes(Result result) {
        return result.bytes() / GIGA / (result.median() / MILLISECONDS);
    }

    /** A number with three digits that count. */
    static String number(double value) {
        double size = Math.abs(value);
        return String.format(
                Locale.ROOT, size >= 100 ? "%,.0f" : size >= 10 ? "%.1f" : size >= 0.1 ? "%.2f" : "%.3f", value);
    }
}
