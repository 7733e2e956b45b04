package org.ckptimage.json;

import com.google.common.base.Splitter;
import com.google.common.collect.ImmutableList;
import com.google.common.collect.ImmutableSet;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import org.ckptimage.format.Field;
import org.ckptimage.format.RecordType;
import org.ckptimage.format.StructLayout;
import org.ckptimage.image.Role;

/**
 * A number in a record that follows from what stands behind it; a line of {@code counts.table}.
 *
 * @param number place in the table
 * @param type the record
 * @param field its field
 * @param what what is counted
 * @param types the types that are counted; empty unless records are
 * @param role the role of what is counted, or null
 */
record CountRule(int number, RecordType type, String field, What what, Set<RecordType> types, Role role) {
    /** What is counted. */
    enum What {
        RECORDS,
        ENTRIES,
        PAGES,
        BYTES,
        ELEMENTS
    }

    private static final String RESOURCE = "counts.table";
    private static final ImmutableList<CountRule> ALL = load();
    private static final List<List<CountRule>> BY_TYPE = byType();

    /** All rules. */
    static ImmutableList<CountRule> all() {
        return ALL;
    }

    /** The rules for numbers in records of a type. */
    static List<CountRule> of(RecordType type) {
        return type == null ? ImmutableList.of() : BY_TYPE.get(type.ordinal());
    }

    /** The rule for a field of a record, or null. */
    static CountRule of(StructLayout layout, Field field) {
        for (CountRule rule : ALL) {
            if (rule.type.name().equals(layout.name()) && rule.field.equals(field.name())) {
                return rule;
            }
        }
        return null;
    }

    private static ImmutableList<CountRule> load() {
        Splitter words = Splitter.on(' ').omitEmptyStrings();
        ImmutableList.Builder<CountRule> rules = ImmutableList.builder();
        try (InputStream in = CountRule.class.getResourceAsStream(RESOURCE);
                BufferedReader reader = new BufferedReader(new InputStreamReader(in, StandardCharsets.UTF_8))) {
            int number = 0;
            for (String line = reader.readLine(); line != null; line = reader.readLine()) {
                if (!line.isBlank() && !line.startsWith("#")) {
                    rules.add(parse(number++, words.splitToList(line)));
                }
            }
        } catch (IOException e) {
            throw new UncheckedIOException("cannot read the resource " + RESOURCE, e);
        }
        return rules.build();
    }

    private static CountRule parse(int number, List<String> words) {
        What what = What.valueOf(words.get(2).toUpperCase(Locale.ROOT));
        List<String> of = words.subList(3, words.size());
        boolean records = what == What.RECORDS;
        return new CountRule(
                number,
                RecordType.valueOf(words.get(0)),
                words.get(1),
                what,
                records ? of.stream().map(RecordType::valueOf).collect(ImmutableSet.toImmutableSet()) : Set.of(),
                records || what == What.ELEMENTS
                        ? null
                        : RoleIds.role(of.get(0)).orElseThrow());
    }

    private static List<List<CountRule>> byType() {
        List<List<CountRule>> rules = new ArrayList<>();
        for (RecordType type : RecordType.values()) {
            rules.add(ALL.stream().filter(rule -> rule.type == type).toList());
        }
        return rules;
    }
}
