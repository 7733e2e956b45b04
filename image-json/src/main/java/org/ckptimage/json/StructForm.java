package org.ckptimage.json;

import com.google.common.collect.ImmutableList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.ckptimage.format.Field;
import org.ckptimage.format.ImageFormat;
import org.ckptimage.format.StructLayout;

/** A struct of one format as JSON shows it: made from its layout once, then only walked over. */
final class StructForm {
    private static final Map<StructLayout, StructForm> CACHE = new ConcurrentHashMap<>();

    private final StructLayout layout;
    private final ImmutableList<FieldForm> fields;
    private final GroupForm root;
    private final int[] gaps;

    private StructForm(ImageFormat format, StructLayout layout) {
        this.layout = layout;
        ImmutableList.Builder<FieldForm> all = ImmutableList.builder();
        int index = 0;
        for (Field field : layout.fields()) {
            all.add(new FieldForm(format, layout, field, index++));
        }
        this.fields = all.build();
        this.root = GroupForm.of("", "", fields);
        this.gaps = layout.padding();
    }

    /** The form of a layout, which belongs to one format. */
    static StructForm of(ImageFormat format, StructLayout layout) {
        StructForm known = CACHE.get(layout);
        if (known == null) {
            known = new StructForm(format, layout);
            CACHE.put(layout, known);
        }
        return known;
    }

    String name() {
        return layout.name();
    }

    /** Bytes of the fixed part. */
    int size() {
        return layout.size();
    }

    /** All fields, in the order of the struct. */
    List<FieldForm> fields() {
        return fields;
    }

    GroupForm root() {
        return root;
    }

    /** Pairs of start and end of what no field covers, in the fixed part. */
    int[] gaps() {
        return gaps;
    }

    /** The array that takes up the rest of the record, or null. */
    FieldForm tail() {
        return layout.isFlexible() ? fields.get(fields.size() - 1) : null;
    }

    /** Where the array at the end begins; else the size. */
    int tailOffset() {
        return layout.tailOffset();
    }

    /** Elements of the array at the end in a record of this length. */
    long tailCount(long length) {
        return layout.isFlexible()
                ? Math.max(0, length - layout.size()) / tail().field().elementSize()
                : 0;
    }

    /** The length of a record with so many elements at its end and nothing unknown behind them. */
    long length(long tailCount) {
        return layout.size() + (layout.isFlexible() ? tailCount * tail().field().elementSize() : 0);
    }
}
