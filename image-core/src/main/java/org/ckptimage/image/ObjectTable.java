package org.ckptimage.image;

import com.google.common.collect.Range;
import com.google.common.graph.GraphBuilder;
import com.google.common.graph.ImmutableGraph;
import java.util.AbstractList;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Predicate;
import org.ckptimage.format.ObjectType;
import org.ckptimage.format.RecordType;
import org.ckptimage.record.ObjRef;

/**
 * Every shared object of an image by its number, and who refers to whom. Look-ups cost nothing to speak of; whatever
 * concerns references reads all records that can hold one, each time it is asked.
 */
public final class ObjectTable {
    private final Image image;
    private final RecordIndex index;

    ObjectTable(Image image) {
        this.image = image;
        this.index = image.index();
    }

    /** The object with this number, hidden ones too. Of several definitions the first. */
    public Optional<ImageObject> find(ObjRef ref) {
        int value = index.numbers.get(ref.number());
        if (value == NumberTable.ABSENT) {
            return Optional.empty();
        }
        return Optional.of(value >= 0 ? image.definition(value) : hidden(~value, ref));
    }

    /** All definitions by OBJREF, in the order of the image. A view. */
    public List<ImageObject> definitions() {
        return new AbstractList<>() {
            @Override
            public ImageObject get(int i) {
                return image.definition(index.definitions.at(i));
            }

            @Override
            public int size() {
                return index.definitions.size();
            }
        };
    }

    /** All objects that a field defines in passing, by number. */
    public List<ImageObject> hidden() {
        int[] numbers = index.numbers.numbers();
        Arrays.sort(numbers);
        List<ImageObject> hidden = new ArrayList<>();
        for (int number : numbers) {
            int value = index.numbers.get(number);
            if (value < 0) {
                hidden.add(hidden(~value, ObjRef.of(number)));
            }
        }
        return hidden;
    }

    private ImageObject hidden(int entry, ObjRef ref) {
        RecordType type = index.type(entry);
        ObjectType objectType = type == RecordType.TASK_OBJS
                ? ObjectType.SIGNAL
                : type == RecordType.SECURITY ? ObjectType.SECURITY : ObjectType.FILE;
        return new ImageObject(image, RecordIndex.NONE, entry, ref, objectType);
    }

    /** How many OBJREF definitions there are of each type; types without any are left out. */
    public Map<ObjectType, Integer> counts() {
        Map<ObjectType, Integer> counts = new EnumMap<>(ObjectType.class);
        for (ObjectType type : ObjectType.values()) {
            if (index.objectCounts[type.ordinal()] > 0) {
                counts.put(type, index.objectCounts[type.ordinal()]);
            }
        }
        return counts;
    }

    /** The highest number in use, or 0. The tags of pid objects count. */
    public int highest() {
        int lastTag = pidTags().map(tags -> tags.upperEndpoint() - 1).orElse(0);
        return Math.max(lastTag, Arrays.stream(index.numbers.numbers()).max().orElse(0));
    }

    /** The numbers that pid objects take up, from the first to the one behind the last; empty if there are none. */
    public Optional<Range<Integer>> pidTags() {
        int entry = index.pidObjectsEntry - 1;
        if (index.pidObjectsEntry == RecordIndex.NONE || index.type(entry) != RecordType.PIDS) {
            return Optional.empty();
        }
        long first = (int) image.field(entry, "offset");
        long count = (int) image.field(entry, "nr_pids");
        return first > 0 && count > 0 && first + count <= Integer.MAX_VALUE
                ? Optional.of(Range.closedOpen((int) first, (int) (first + count)))
                : Optional.empty();
    }

    /** Definitions whose number was taken before; a restart fails at them. A view. */
    public List<ImageObject> duplicates() {
        return new AbstractList<>() {
            @Override
            public ImageObject get(int i) {
                Objects.checkIndex(i, index.duplicates.size());
                int value = index.duplicates.get(i);
                return value >= 0 ? image.definition(value) : hidden(~value, ObjRef.NONE);
            }

            @Override
            public int size() {
                return index.duplicates.size();
            }
        };
    }

    /** Hands over every reference of the image, in its order. */
    public void forEachReference(Consumer<Reference> action) {
        ReferenceScanner scanner = new ReferenceScanner(image);
        for (int entry = 0; entry < index.size(); entry++) {
            scanner.scan(entry, action);
        }
    }

    /** Every place that names an object, in the order of the image. */
    public List<Reference> referrers(ObjRef target) {
        return references(reference -> reference.target().equals(target));
    }

    /** Every reference to a number that nothing defines. */
    public List<Reference> dangling() {
        return references(
                reference -> !index.numbers.contains(reference.target().number()));
    }

    private List<Reference> references(Predicate<Reference> wanted) {
        List<Reference> references = new ArrayList<>();
        forEachReference(reference -> {
            if (wanted.test(reference)) {
                references.add(reference);
            }
        });
        return references;
    }

    /**
     * Which object names which: an edge from the object whose own record has the field to the one that is named. Tasks,
     * which name objects too, are no nodes. Takes memory for every edge, so better for looking into an image than for
     * very large ones.
     */
    public ImmutableGraph<ObjRef> graph() {
        ImmutableGraph.Builder<ObjRef> graph =
                GraphBuilder.directed().allowsSelfLoops(true).immutable();
        for (int number : index.numbers.numbers()) {
            graph.addNode(ObjRef.of(number));
        }
        forEachReference(reference ->
                reference.from().definition().ifPresent(object -> graph.putEdge(object.ref(), reference.target())));
        return graph.build();
    }
}
