package org.ckptimage.format;

import java.util.List;

/**
 * The fields of a struct by name. A check asks this some twenty times a record, so it is a table with open addressing,
 * at most half full, and a question is nearly always one comparison of references: names are interned, as constants
 * are.
 */
final class FieldNames {
    private final Field[] table;

    FieldNames(List<Field> fields) {
        table = new Field[Integer.highestOneBit(Math.max(1, fields.size())) * 4];
        for (Field field : fields) {
            int slot = slot(field.name());
            if (table[slot] != null) {
                throw new IllegalArgumentException("two fields are called " + field.name());
            }
            table[slot] = field;
        }
    }

    /** The field with this name, or null. */
    Field find(String name) {
        return table[slot(name)];
    }

    /** Where a name stands, or where it would. */
    private int slot(String name) {
        int hash = name.hashCode();
        int slot = (hash ^ hash >>> 16) & table.length - 1;
        while (table[slot] != null
                && table[slot].name() != name
                && !table[slot].name().equals(name)) {
            slot = slot + 1 & table.length - 1;
        }
        return slot;
    }
}
