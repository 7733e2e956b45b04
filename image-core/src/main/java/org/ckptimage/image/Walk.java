package org.ckptimage.image;

import com.google.common.primitives.ImmutableIntArray;
import java.util.List;
import java.util.function.IntConsumer;
import java.util.function.IntPredicate;
import org.ckptimage.format.RecordType;

/** Moves through an index: from a definition to its own records and to those nested in it. */
final class Walk {
    private final RecordIndex index;

    Walk(RecordIndex index) {
        this.index = index;
    }

    /** The entry behind an entry, stepping over a whole definition. */
    int next(int entry) {
        return index.isDefinition(entry) ? index.definitions.endOf(entry) : entry + 1;
    }

    /** The entries of a definition that belong to no nested one; the OBJREF is left out. */
    List<Integer> own(int definition) {
        return own(definition, entry -> true).asList();
    }

    /** Those of them that are wanted. */
    ImmutableIntArray own(int definition, IntPredicate wanted) {
        // Counted first, since there may be millions: an array that grows takes more than twice as much.
        int[] count = {0};
        forEach(definition, entry -> count[0] += wanted.test(entry) ? 1 : 0, nested -> {});
        ImmutableIntArray.Builder entries = ImmutableIntArray.builder(count[0]);
        IntConsumer add = entry -> {
            if (wanted.test(entry)) {
                entries.add(entry);
            }
        };
        forEach(definition, add, nested -> {});
        return entries.build();
    }

    /** The definitions directly inside one. */
    List<Integer> nested(int definition) {
        ImmutableIntArray.Builder inner = ImmutableIntArray.builder();
        forEach(definition, entry -> {}, inner::add);
        return inner.build().asList();
    }

    /** Goes once through the own records of a definition, by entry, and through what is nested directly in it. */
    private void forEach(int definition, IntConsumer own, IntConsumer nested) {
        int end = index.definitions.endOf(definition);
        for (int at = definition + 1; at < end; at = next(at)) {
            (index.isDefinition(at) ? nested : own).accept(at);
        }
    }

    /** How many own records of a type a definition has; none for {@link RecordIndex#NONE}. */
    int count(int definition, RecordType type) {
        int[] count = {0};
        if (definition >= 0) {
            forEach(definition, entry -> count[0] += index.kind(entry) == type.ordinal() ? 1 : 0, nested -> {});
        }
        return count[0];
    }

    /** The first own record of a type in a definition, or {@link RecordIndex#NONE}. */
    int find(int definition, RecordType type) {
        return find(definition + 1, index.definitions.endOf(definition), type);
    }

    /** The same, looked for among the first {@code most} records and nested definitions only. */
    int find(int definition, RecordType type, int most) {
        int end = index.definitions.endOf(definition);
        int at = definition + 1;
        for (int i = 0; i < most && at < end; i++, at = next(at)) {
            if (index.kind(at) == type.ordinal()) {
                return at;
            }
        }
        return RecordIndex.NONE;
    }

    /** The first record of a type between two entries, nested definitions left out; or {@link RecordIndex#NONE}. */
    int find(int from, int end, RecordType type) {
        for (int at = from; at < end; at = next(at)) {
            if (index.kind(at) == type.ordinal()) {
                return at;
            }
        }
        return RecordIndex.NONE;
    }

    /** The first record of a role between two entries, nested definitions left out; or {@link RecordIndex#NONE}. */
    int find(int from, int end, Role role) {
        for (int at = from; at < end; at = next(at)) {
            if (index.role(at) == role) {
                return at;
            }
        }
        return RecordIndex.NONE;
    }
}
