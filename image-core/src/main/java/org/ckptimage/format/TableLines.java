package org.ckptimage.format;

import com.google.common.base.Splitter;
import com.google.common.collect.ImmutableList;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;

/** The lines of a table resource, split into words; comments left out. */
final class TableLines {
    private static final Splitter WORDS = Splitter.on(' ').omitEmptyStrings();

    private TableLines() {}

    /** The lines of a resource of this package whose first word is {@code keyword}. */
    static List<List<String>> of(String resource, String keyword) {
        return read(resource).stream()
                .filter(words -> words.get(0).equals(keyword))
                .collect(ImmutableList.toImmutableList());
    }

    /** All lines of a resource of this package. */
    static List<List<String>> read(String resource) {
        ImmutableList.Builder<List<String>> lines = ImmutableList.builder();
        try (InputStream in = TableLines.class.getResourceAsStream(resource);
                BufferedReader reader = new BufferedReader(new InputStreamReader(in, StandardCharsets.UTF_8))) {
            for (String line = reader.readLine(); line != null; line = reader.readLine()) {
                if (!line.isBlank() && !line.startsWith("#")) {
                    lines.add(WORDS.splitToList(line));
                }
            }
        } catch (IOException e) {
            throw new UncheckedIOException("cannot read the resource " + resource, e);
        }
        return lines.build();
    }

    /** The enum constant for a word of a table: {@code task-objs} is TASK_OBJS. */
    static String constantName(String word) {
        return word.toUpperCase(Locale.ROOT).replace('-', '_');
    }
}
