package org.ckptimage.format;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;

/** The README's table of what is supported says what the layouts say. */
class SupportedFormatsTest {
    private static final Path README =
            Path.of(System.getProperty("ckpt.testdata")).resolveSibling("README.md");

    /** The cells of the table's rows and of its heading. */
    private static List<List<String>> table() throws IOException {
        List<List<String>> rows = Files.readAllLines(README).stream()
                .dropWhile(line -> !line.startsWith("| dialect |"))
                .takeWhile(line -> line.startsWith("|"))
                .map(line -> Arrays.stream(line.substring(1).split("\\|"))
                        .map(String::strip)
                        .toList())
                .toList();
        assertThat(rows).hasSize(2 + Dialect.values().length);
        return rows;
    }

    @Test
    void everyDialectHasARowAndEveryArchitectureAColumn() throws IOException {
        List<List<String>> table = table();
        assertThat(table.stream().skip(2).map(row -> row.get(0)))
                .containsExactlyElementsOf(
                        Arrays.stream(Dialect.values()).map(Dialect::id).toList());
        assertThat(table.get(0))
                .containsAll(Arrays.stream(Architecture.values())
                        .map(Architecture::id)
                        .toList());
    }

    @Test
    void whatIsMarkedThereHasALayoutHere() throws IOException {
        List<List<String>> table = table();
        List<String> heading = table.get(0);
        for (Dialect dialect : Dialect.values()) {
            List<String> row = table.get(2 + dialect.ordinal());
            List<String> marked = new ArrayList<>();
            List<String> known = new ArrayList<>();
            for (Architecture architecture : Architecture.values()) {
                if (!row.get(heading.indexOf(architecture.id())).equals("-")) {
                    marked.add(architecture.id());
                }
                if (ImageFormat.find(dialect, architecture).isPresent()) {
                    known.add(architecture.id());
                }
            }
            assertThat(marked).as(dialect.id()).isEqualTo(known);
        }
    }

    @Test
    void theImagesThatAreMarkedAsRealAreInTestdata() throws IOException {
        List<List<String>> table = table();
        List<String> heading = table.get(0);
        List<String> real = new ArrayList<>();
        for (List<String> row : table.subList(2, table.size())) {
            for (int column = 0; column < row.size(); column++) {
                if (row.get(column).equals("images")) {
                    real.add(row.get(0) + "/" + heading.get(column));
                }
            }
        }
        assertThat(real).containsExactly("v20/i386", "v20/x86_64");
    }
}
