package org.ckptimage.cli;

import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * Columns as wide as what stands in them, within reason: one long cell moves its own row, not all rows. What comes from
 * the image belongs into the last column, where it moves nothing.
 */
final class Table {
    private static final int WIDEST = 32;

    private final String[] heads;
    private final boolean[] right;
    private final List<String[]> rows = new ArrayList<>();

    /** @param heads of the columns; a name with {@code >} in front stands, like its column, to the right */
    Table(String... heads) {
        this.heads = new String[heads.length];
        this.right = new boolean[heads.length];
        for (int i = 0; i < heads.length; i++) {
            right[i] = heads[i].startsWith(">");
            this.heads[i] = right[i] ? heads[i].substring(1) : heads[i];
        }
    }

    /** Adds a row; fit to be printed. */
    void row(Object... cells) {
        rows.add(Arrays.stream(cells).map(String::valueOf).toArray(String[]::new));
    }

    boolean isEmpty() {
        return rows.isEmpty();
    }

    void print(Output out, Style style) throws IOException {
        int[] widths = new int[heads.length];
        for (int i = 0; i < heads.length; i++) {
            widths[i] = heads[i].length();
            for (String[] row : rows) {
                if (row[i].length() <= WIDEST) {
                    widths[i] = Math.max(widths[i], row[i].length());
                }
            }
        }
        out.line(style.bold(format(heads, widths)));
        for (String[] row : rows) {
            out.line(format(row, widths));
        }
    }

    private String format(String[] cells, int[] widths) {
        StringBuilder line = new StringBuilder();
        int over = 0;
        for (int i = 0; i < cells.length; i++) {
            int pad = widths[i] - cells[i].length();
            // A cell that is too long takes the room that the next ones do not need.
            int room = Math.max(0, pad - over);
            over = Math.max(0, over - Math.max(0, pad)) + Math.max(0, -pad);
            if (right[i]) {
                line.append(" ".repeat(room)).append(cells[i]);
            } else {
                line.append(cells[i]).append(i + 1 < cells.length ? " ".repeat(room) : "");
            }
            line.append(i + 1 < cells.length ? "  " : "");
        }
        return line.toString().stripTrailing();
    }
}
