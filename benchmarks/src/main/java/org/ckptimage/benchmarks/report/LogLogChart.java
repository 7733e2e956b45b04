package org.ckptimage.benchmarks.report;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;

/** A picture of lines over bytes (powers of two) and milliseconds (powers of ten), both axes logarithmic, as SVG. */
final class LogLogChart {
    private static final int WIDTH = 800;
    private static final int HEIGHT = 500;
    private static final int LEFT = 84;
    private static final int RIGHT = 664;
    private static final int TOP = 96;
    private static final int BOTTOM = 436;
    private static final int LABEL_HEIGHT = 18;
    private static final String INK = "#1f2937";
    private static final String FAINT = "#6b7280";
    private static final String GRID = "#e5e7eb";

    private final String title;
    private final String subtitle;
    private final List<Line> lines = new ArrayList<>();

    /** A measured point. */
    record Point(long bytes, double milliseconds) {}

    /** Points of one kind, in the order of their sizes. */
    record Line(String label, String colour, boolean dashed, List<Point> points) {
        private Point last() {
            return points.get(points.size() - 1);
        }
    }

    /** Bounds of the axes: powers of two of bytes, powers of ten of milliseconds. */
    private record Bounds(int firstSize, int lastSize, int firstTime, int lastTime) {
        double x(long bytes) {
            double share = (log2(bytes) - firstSize) / Math.max(1, lastSize - firstSize);
            return LEFT + share * (RIGHT - LEFT);
        }

        double y(double milliseconds) {
            double share = (Math.log10(milliseconds) - firstTime) / Math.max(1, lastTime - firstTime);
            return BOTTOM - share * (BOTTOM - TOP);
        }
    }

    LogLogChart(String title, String subtitle) {
        this.title = title;
        this.subtitle = subtitle;
    }

    void add(Line line) {
        lines.add(line);
    }

    private static double log2(double value) {
        return Math.log(value) / Math.log(2);
    }

    String svg() {
        List<Point> all = lines.stream().flatMap(line -> line.points().stream()).toList();
        double shortest = all.stream().mapToDouble(Point::milliseconds).min().orElse(1);
        double longest = all.stream().mapToDouble(Point::milliseconds).max().orElse(1);
        Bounds bounds = new Bounds(
                (int) Math.floor(log2(all.stream().mapToLong(Point::bytes).min().orElse(1))),
                (int) Math.ceil(log2(all.stream().mapToLong(Point::bytes).max().orElse(1))),
                (int) Math.floor(Math.log10(shortest)),
                (int) Math.ceil(Math.log10(longest)));
        StringBuilder out = new StringBuilder();
        out.append(String.format(
                "<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 %d %d\" width=\"%d\" height=\"%d\""
                        + " font-family=\"system-ui, 'DejaVu Sans', sans-serif\" font-size=\"13\" role=\"img\">%n",
                WIDTH, HEIGHT, WIDTH, HEIGHT));
        out.append("<title>").append(title).append("</title>\n");
        out.append(String.format("<rect width=\"%d\" height=\"%d\" rx=\"8\" fill=\"#ffffff\"/>%n", WIDTH, HEIGHT));
        text(out, LEFT, 40, "start", INK, "font-size=\"20\" font-weight=\"600\"", title);
        text(out, LEFT, 63, "start", FAINT, "", subtitle);
        grid(out, bounds);
        lines.forEach(line -> draw(out, bounds, line));
        labels(out, bounds);
        return out.append("</svg>\n").toString();
    }

    private void grid(StringBuilder out, Bounds bounds) {
        for (int power = bounds.firstTime; power <= bounds.lastTime; power++) {
            double y = bounds.y(Math.pow(10, power));
            rule(out, LEFT, y, RIGHT, y, power == bounds.firstTime ? FAINT : GRID);
            text(out, LEFT - 10, y + 4.5, "end", FAINT, "", time(power));
        }
        for (int power = bounds.firstSize; power <= bounds.lastSize; power++) {
            double x = bounds.x(1L << power);
            rule(out, x, BOTTOM, x, BOTTOM + 5, FAINT);
            text(out, x, BOTTOM + 22, "middle", FAINT, "", size(power));
        }
        text(out, (LEFT + RIGHT) / 2.0, BOTTOM + 46, "middle", FAINT, "", "pages in the image");
    }

    private static void rule(StringBuilder out, double x1, double y1, double x2, double y2, String colour) {
        out.append(String.format(
                Locale.ROOT,
                "<line x1=\"%.1f\" y1=\"%.1f\" x2=\"%.1f\" y2=\"%.1f\" stroke=\"%s\"/>%n",
                x1,
                y1,
                x2,
                y2,
                colour));
    }

    private static void draw(StringBuilder out, Bounds bounds, Line line) {
        String path = line.points().stream()
                .map(p -> String.format(Locale.ROOT, "%.1f,%.1f", bounds.x(p.bytes()), bounds.y(p.milliseconds())))
                .collect(Collectors.joining(" "));
        out.append(String.format(
                "<polyline points=\"%s\" fill=\"none\" stroke=\"%s\" stroke-width=\"2.5\""
                        + " stroke-linejoin=\"round\"%s/>%n",
                path, line.colour(), line.dashed() ? " stroke-dasharray=\"7 5\"" : ""));
        for (Point point : line.points()) {
            out.append(String.format(
                    Locale.ROOT,
                    "<circle cx=\"%.1f\" cy=\"%.1f\" r=\"4\" fill=\"%s\" stroke=\"#ffffff\" stroke-width=\"1.5\">"
                            + "<title>%s: %s ms</title></circle>%n",
                    bounds.x(point.bytes()),
                    bounds.y(point.milliseconds()),
                    line.colour(),
                    line.label(),
                    Figures.number(point.milliseconds())));
        }
    }

    /** A line's name beside its last point; from top to bottom, none over another. */
    private void labels(StringBuilder out, Bounds bounds) {
        List<Line> sorted = new ArrayList<>(lines);
        sorted.sort(Comparator.comparingDouble(line -> bounds.y(line.last().milliseconds())));
        double free = TOP - LABEL_HEIGHT;
        for (Line line : sorted) {
            double y = Math.max(free, bounds.y(line.last().milliseconds()) + 4.5);
            text(
                    out,
                    bounds.x(line.last().bytes()) + 12,
                    y,
                    "start",
                    line.colour(),
                    "font-weight=\"600\"",
                    line.label());
            free = y + LABEL_HEIGHT;
        }
    }

    private static void text(
            StringBuilder out, double x, double y, String anchor, String colour, String style, String text) {
        out.append(String.format(
                Locale.ROOT,
                "<text x=\"%.1f\" y=\"%.1f\" text-anchor=\"%s\" fill=\"%s\" %s>%s</text>%n",
                x,
                y,
                anchor,
                colour,
                style,
                text));
    }

    private static String time(int power) {
        if (power < 0) {
            return Math.round(Math.pow(10, power + 3)) + " µs";
        }
        return power < 3 ? Math.round(Math.pow(10, power)) + " ms" : Math.round(Math.pow(10, power - 3)) + " s";
    }

    private static String size(int power) {
        return power < 30 ? (1 << power - 20) + " MiB" : (1 << power - 30) + " GiB";
    }
}
