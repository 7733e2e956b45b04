package org.ckptimage.format;

import com.google.common.collect.ImmutableList;
import java.util.List;
import java.util.Optional;

/** The layout of one struct in one dialect on one architecture: its size and its fields. */
public final class StructLayout {
    private final String name;
    private final int size;
    private final ImmutableList<Field> fields;
    private final FieldNames byName;
    private final int[] padding;

    StructLayout(String name, int size, int start, List<Field> fields) {
        this.name = name;
        this.size = size;
        this.fields = ImmutableList.copyOf(fields);
        this.byName = new FieldNames(fields);
        this.padding = padding(start);
    }

    /** The name in the layout tables: a record type as {@code FILE.PIPE}, or the name of an element struct. */
    public String name() {
        return name;
    }

    /** Bytes of the fixed part, head included; a flexible array lies behind it. */
    public int size() {
        return size;
    }

    /** All fields, in the order of the struct. */
    public List<Field> fields() {
        return fields;
    }

    /** The field with this name, if this dialect has it. */
    public Optional<Field> field(String fieldName) {
        return Optional.ofNullable(byName.find(fieldName));
    }

    /**
     * Offset of a field in bytes, or -1 where this dialect does not have it.
     *
     * @param fieldName the struct's own name
     */
    public int offset(String fieldName) {
        Field field = byName.find(fieldName);
        return field == null ? -1 : field.offset();
    }

    /** Whether the struct ends in an array that takes up the rest of the record. */
    public boolean isFlexible() {
        return !fields.isEmpty() && fields.get(fields.size() - 1).isFlexible();
    }

    /** Where the flexible array begins, in bytes; {@link #size} if there is none. Can be less than the size. */
    public int tailOffset() {
        return isFlexible() ? fields.get(fields.size() - 1).offset() : size;
    }

    /** The byte ranges of the fixed part that no field covers, as pairs of start and end offsets. */
    public int[] padding() {
        return padding.clone();
    }

    private int[] padding(int start) {
        int end = Math.min(size, tailOffset());
        boolean[] covered = new boolean[end];
        for (Field field : fields) {
            java.util.Arrays.fill(covered, field.offset(), Math.min(end, field.offset() + field.size()), true);
        }
        ImmutableList.Builder<Integer> ranges = ImmutableList.builder();
        for (int at = start; at < end; ) {
            if (covered[at]) {
                at++;
                continue;
            }
            int to = at;
            while (to < end && !covered[to]) {
                to++;
            }
            ranges.add(at, to);
            at = to;
        }
        return ranges.build().stream().mapToInt(Integer::intValue).toArray();
    }

    @Override
    public String toString() {
        return name;
    }
}
