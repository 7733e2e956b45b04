package org.ckptimage.benchmarks.report;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalDouble;

/** The table of what is to be reached, and what was. What was not measured is left out. */
final class Targets {
    private static final String BIG = "4g";
    private static final String DELETE = "DELETE_FILE";

    private final Results results;
    private final Commands commands;
    private final OptionalDouble heap;
    private final List<String> lines = new ArrayList<>();

    private Targets(Results results, Commands commands, OptionalDouble heap) {
        this.results = results;
        this.commands = commands;
        this.heap = heap;
    }

    /** The table as Markdown. @param heap bytes of heap a record */
    static List<String> table(Results results, Commands commands, OptionalDouble heap) {
        Targets targets = new Targets(results, commands, heap);
        targets.lines.add("| what | at least | reached | |");
        targets.lines.add("| --- | --- | --- | --- |");
        targets.opening();
        targets.pages();
        targets.records();
        targets.rewriting();
        targets.wholeCommands();
        return targets.lines;
    }

    private void opening() {
        atMost(
                "open and index 8 GiB / 64 MiB with the same records",
                1.2,
                "x",
                Results.ratio(size("openImage", "8g"), size("openImage", "64m")));
        atMost(
                "check a 4 GiB image / open and index it",
                2,
                "x",
                Results.ratio(size("check", BIG), size("openImage", BIG)));
        Optional<Result> most = results.find("RecordsBenchmark.openImage", "records", "1000000");
        atLeast(
                "index small records, of 1,000,000",
                20,
                "million/s",
                most.map(r -> 1_000_000 / r.median() / 1000)
                        .map(OptionalDouble::of)
                        .orElse(OptionalDouble.empty()));
        atMost("heap per record, the object table included", 24, "bytes", heap);
    }

    private Optional<Result> size(String method, String size) {
        return results.find("SizeBenchmark." + method, "size", size);
    }

    private void pages() {
        Optional<Result> walk = results.of("PagesBenchmark.walk").stream().findFirst();
        atLeast(
                "walk pages without touching them",
                100,
                "GB/s",
                walk.map(r -> OptionalDouble.of(Figures.gigabytes(r))).orElse(OptionalDouble.empty()));
        for (String work : List.of("SUM", "CRC32C", "ZERO")) {
            Optional<Result> plain = touch("plainMapped", work);
            atLeast(
                    "touch pages (" + work + ") by nioBuffer / plain mapping",
                    0.95,
                    "x",
                    Results.ratio(plain, touch("byNioBuffer", work)));
            atLeast(
                    "touch pages (" + work + ") by ByteBuf / plain mapping",
                    0.8,
                    "x",
                    Results.ratio(plain, touch("byByteBuf", work)));
        }
    }

    private Optional<Result> touch(String method, String work) {
        return results.find("PagesBenchmark." + method, "work", work, "threads", "1");
    }

    private void records() {
        for (Result result : results.of("RecordBenchmark.decode")) {
            String type = result.params().get("type");
            atMost(
                    "decode " + type + " / by hand",
                    2,
                    "x",
                    Results.ratio(Optional.of(result), results.find("RecordBenchmark.decodeByHand", "type", type)));
        }
        atLeast(
                "JSON out, flat, no payload / plain Jackson of the same bytes",
                0.5,
                "x",
                Results.ratio(
                        results.of("JsonBenchmark.plainJackson").stream().findFirst(),
                        results.of("JsonBenchmark.write").stream().findFirst()));
    }

    private void rewriting() {
        Optional<Result> cp = results.find("RewriteBenchmark.cpAndSync", "size", BIG);
        Optional<Result> rewrite = results.find("RewriteBenchmark.toFile", "size", BIG, "edit", DELETE);
        atMost("rewrite to a file / cp and sync", 1.05, "x", Results.ratio(rewrite, cp));
        atMost(
                "rewrite to a pipe / cat to it",
                1.1,
                "x",
                Results.ratio(
                        results.find("RewriteBenchmark.toPipe", "size", BIG),
                        results.find("RewriteBenchmark.catToPipe", "size", BIG)));
    }

    private void wholeCommands() {
        Optional<Commands.Row> files = commands.find("ckpt files");
        atMost("ckpt files, whole process", 0.6, "s", of(files.map(Commands.Row::seconds)));
        atMost("ckpt files, resident beyond mapped files", 120, "MiB", of(files.map(Commands.Row::own)));
    }

    private static OptionalDouble of(Optional<Double> value) {
        return value.map(OptionalDouble::of).orElse(OptionalDouble.empty());
    }

    private void atMost(String what, double target, String unit, OptionalDouble reached) {
        reached.ifPresent(value -> line(what, "<= ", target, unit, value, value <= target));
    }

    private void atLeast(String what, double target, String unit, OptionalDouble reached) {
        reached.ifPresent(value -> line(what, ">= ", target, unit, value, value >= target));
    }

    private void line(String what, String sign, double target, String unit, double value, boolean met) {
        lines.add("| " + what + " | " + sign + number(target) + ' ' + unit + " | " + Figures.number(value) + ' ' + unit
                + " | " + (met ? "yes" : "**no**") + " |");
    }

    private static String number(double target) {
        return target == Math.rint(target) ? String.valueOf((long) target) : String.format(Locale.ROOT, "%s", target);
    }
}
