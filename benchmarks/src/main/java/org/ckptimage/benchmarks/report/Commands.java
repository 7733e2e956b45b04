package org.ckptimage.benchmarks.report;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** What {@code compare.sh} measured, read from the table that it writes. */
final class Commands {
    private static final double KIB_OF_A_MIB = 1024;

    private final List<Row> rows = new ArrayList<>();

    /**
     * A whole command.
     *
     * @param name as {@code ckpt files}
     * @param seconds from start to exit
     * @param ratio to what limits it, or {@code -}
     * @param resident most MiB that it had in memory
     * @param own those of them that are no mapped files
     */
    record Row(String name, double seconds, String ratio, double resident, double own) {}

    static Commands read(Path table) throws IOException {
        Commands commands = new Commands();
        if (Files.exists(table)) {
            for (String line : Files.readAllLines(table)) {
                String[] cells = line.split("\t");
                commands.rows.add(new Row(
                        cells[0],
                        Double.parseDouble(cells[1]),
                        cells[2],
                        Double.parseDouble(cells[3]) / KIB_OF_A_MIB,
                        Double.parseDouble(cells[4]) / KIB_OF_A_MIB));
            }
        }
        return commands;
    }

    Optional<Row> find(String name) {
        return rows.stream().filter(row -> row.name().equals(name)).findFirst();
    }

    List<Row> all() {
        return List.copyOf(rows);
    }
}
