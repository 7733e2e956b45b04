package org.ckptimage.format;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Reads a layout resource. Its grammar is in the documentation of this package. */
final class LayoutTable {
    private static final int HEAD = 8;

    private final Map<String, List<String>> layoutLines = new LinkedHashMap<>();
    private final Map<String, Map<String, Integer>> numbers = new HashMap<>();
    private final Map<String, StructLayout> layouts = new LinkedHashMap<>();

    private LayoutTable() {}

    /** The tables for this pair, or nothing if the dialect's resource has no section or number for the architecture. */
    static Optional<ImageFormat> read(Dialect dialect, Architecture architecture) {
        LayoutTable table = new LayoutTable();
        boolean found = table.readLines(dialect.id() + ".layout", architecture);
        if (!found || !table.numbers.get("ARCH").containsKey(architecture.numberName())) {
            return Optional.empty();
        }
        table.layoutLines.keySet().forEach(table::layout);
        return Optional.of(new ImageFormat(dialect, architecture, table.layouts, table.numbers));
    }

    private boolean readLines(String resource, Architecture architecture) {
        boolean wanted = true;
        boolean found = false;
        for (List<String> words : TableLines.read(resource)) {
            if (words.get(0).equals("arch")) {
                wanted = words.get(1).equals(architecture.table());
                found |= wanted;
            } else if (wanted) {
                line(words);
            }
        }
        return found;
    }

    private void line(List<String> words) {
        if (words.get(0).equals("numbers")) {
            Map<String, Integer> group = numbers.computeIfAbsent(words.get(1), name -> new LinkedHashMap<>());
            for (String pair : words.subList(2, words.size())) {
                int equals = pair.indexOf('=');
                group.put(pair.substring(0, equals), Integer.valueOf(pair.substring(equals + 1)));
            }
        } else if (words.get(0).equals("record") || words.get(0).equals("struct")) {
            layoutLines.put(words.get(1), words);
        }
    }

    private StructLayout layout(String name) {
        StructLayout known = layouts.get(name);
        if (known != null) {
            return known;
        }
        List<String> words = layoutLines.get(name);
        List<Field> fields = new ArrayList<>();
        for (String word : words.subList(3, words.size())) {
            fields.add(field(word));
        }
        int start = words.get(0).equals("record") ? HEAD : 0;
        StructLayout layout = new StructLayout(name, Integer.parseInt(words.get(2)), start, fields);
        layouts.put(name, layout);
        return layout;
    }

    private Field field(String word) {
        int colon = word.indexOf(':');
        int at = word.indexOf('@', colon);
        String type = word.substring(colon + 1, at);
        int count = -1;
        int bracket = type.indexOf('[');
        if (bracket >= 0) {
            count = Integer.parseInt(type.substring(bracket + 1, type.length() - 1));
            type = type.substring(0, bracket);
        }
        int offset = Integer.parseInt(word.substring(at + 1));
        StructLayout element = layoutLines.containsKey(type) ? layout(type) : null;
        FieldType fieldType = element != null ? FieldType.STRUCT : FieldType.valueOf(TableLines.constantName(type));
        // The same object as the literal that asks for the field: then a look-up compares no characters.
        return new Field(word.substring(0, colon).intern(), fieldType, offset, count, element);
    }
}
