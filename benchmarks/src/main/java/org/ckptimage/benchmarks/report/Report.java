package org.ckptimage.benchmarks.report;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalDouble;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * Writes tables between the markers of a README: {@code Report FOLDER README MACHINE}. The folder holds {@code
 * jmh-*.json} (one JDK), {@code second-*.json} (another one), {@code compare.tsv} and {@code heap.txt}; what is missing
 * is left out.
 */
public final class Report {
    private static final String BEGIN = "<!-- figures: written by measure.sh -->";
    private static final String END = "<!-- end of figures -->";
    private static final Pattern HEAP = Pattern.compile(": ([0-9.]+) bytes a record");

    private Report() {}

    /** Writes the tables. */
    public static void main(String[] args) throws IOException {
        Path folder = Path.of(args[0]);
        Path readme = Path.of(args[1]);
        Results results = Results.read(files(folder, "jmh-*.json"));
        Results second = Results.read(files(folder, "second-*.json"));
        Commands commands = Commands.read(folder.resolve("compare.tsv"));
        OptionalDouble heap = mostHeap(folder.resolve("heap.txt"));

        List<String> lines = new ArrayList<>(List.of("", args[2], "JVM: " + results.jdk() + ".", ""));
        lines.addAll(Targets.table(results, commands, heap));
        if (!commands.all().isEmpty()) {
            lines.addAll(List.of("", "Whole commands (`compare.sh`):", ""));
            lines.addAll(Figures.commands(commands));
        }
        if (!second.all().isEmpty()) {
            lines.addAll(List.of("", "Rewriting on " + second.jdk() + ":", ""));
            lines.addAll(Figures.benchmarks(second));
        }
        lines.addAll(List.of("", "<details><summary>All benchmarks, medians</summary>", ""));
        lines.addAll(Figures.benchmarks(results));
        lines.addAll(List.of("", "</details>", ""));
        replace(readme, String.join("\n", lines));
        Targets.table(results, commands, heap).forEach(System.out::println);
    }

    private static List<Path> files(Path folder, String glob) throws IOException {
        List<Path> files = new ArrayList<>();
        try (Stream<Path> all = Files.list(folder)) {
            all.filter(file ->
                            file.getFileSystem().getPathMatcher("glob:" + glob).matches(file.getFileName()))
                    .sorted()
                    .forEach(files::add);
        }
        return files;
    }

    /** The image that takes most. */
    private static OptionalDouble mostHeap(Path file) throws IOException {
        if (!Files.exists(file)) {
            return OptionalDouble.empty();
        }
        Matcher numbers = HEAP.matcher(Files.readString(file));
        return numbers.results()
                .mapToDouble(r -> Double.parseDouble(r.group(1)))
                .max();
    }

    private static void replace(Path readme, String tables) throws IOException {
        String text = Files.readString(readme);
        int begin = text.indexOf(BEGIN);
        int end = text.indexOf(END);
        if (begin < 0 || end < begin) {
            throw new IOException(readme + " lacks the markers " + BEGIN + " and " + END);
        }
        Files.writeString(
                readme, text.substring(0, begin + BEGIN.length()) + '\n' + tables + '\n' + text.substring(end));
    }
}
