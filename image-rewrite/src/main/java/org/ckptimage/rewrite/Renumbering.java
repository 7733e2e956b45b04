package org.ckptimage.rewrite;

import com.google.common.collect.ArrayListMultimap;
import com.google.common.collect.ListMultimap;
import com.google.common.collect.Range;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.ObjIntConsumer;
import org.ckptimage.format.HiddenDefinition;
import org.ckptimage.format.RecordType;
import org.ckptimage.image.Image;
import org.ckptimage.image.ImageRecord;
import org.ckptimage.rewrite.draft.Draft;

/**
 * Gives shared objects other numbers, wherever these stand: in OBJREF, in the fields that define an object in passing,
 * and in all that name one. A restart wants them to be above 0 and each defined once, and nothing else.
 *
 * <p>The tags of pid objects share the numbers' space and stay: the process tree consists of them.
 */
final class Renumbering {
    private static final String OBJREF_FIELD = "objref";

    private final Image image;
    /**
     * The fields that define numbers in passing; those of files and tasks are references too, and looked at as such.
     */
    private final ListMultimap<RecordType, String> hidden = ArrayListMultimap.create();

    Renumbering(Image image) {
        this.image = image;
        for (HiddenDefinition definition : HiddenDefinition.all()) {
            boolean ofItsOwn = !definition.record().startsWith("FILE.");
            RecordType type = ofItsOwn ? RecordType.valueOf(definition.record()) : null;
            if (type != null && type != RecordType.PIDS && image.format().has(type)) {
                hidden.put(type, definition.field());
            }
        }
    }

    /** The numbers that consecutive ones replace, in the order of the definitions; what is named only comes last. */
    Map<Integer, Integer> consecutive(int first) {
        Set<Integer> numbers = definedInOrder();
        image.objects()
                .forEachReference(reference -> numbers.add(reference.target().number()));
        Range<Integer> tags = image.objects().pidTags().orElse(Range.closedOpen(1, 1));
        Map<Integer, Integer> renewed = new LinkedHashMap<>();
        long next = first;
        for (int number : numbers) {
            if (next <= Integer.MAX_VALUE && tags.contains((int) next)) {
                next = tags.upperEndpoint();
            }
            if (next > Integer.MAX_VALUE) {
                throw new RefusedException("the " + numbers.size() + " objects of the image have no room behind number "
                        + first + "; the highest possible one is " + Integer.MAX_VALUE);
            }
            renewed.put(number, (int) next++);
        }
        return renewed;
    }

    private Set<Integer> definedInOrder() {
        Set<Integer> numbers = new LinkedHashSet<>();
        for (ImageRecord record : image.records()) {
            forEachDefinition(record, (at, number) -> numbers.add(number));
            // The first end of a pipe defines what the other end only names.
            if (record.is(RecordType.FILE)) {
                record.references().stream()
                        .filter(reference -> reference.field().field().equals("pipe_objref"))
                        .forEach(reference -> numbers.add(reference.target().number()));
            }
        }
        return numbers;
    }

    /**
     * Checks numbers that somebody chose.
     *
     * @throws RefusedException if one is taken by an object that keeps it, or by a pid object, or if nothing has the
     *     old number
     */
    void check(Map<Integer, Integer> renewed) {
        Set<Integer> known = definedInOrder();
        Optional<Range<Integer>> tags = image.objects().pidTags();
        renewed.forEach((old, number) -> {
            if (!known.contains(old)) {
                throw new RefusedException("the image defines no object #" + old + " that could be renumbered");
            }
            if (known.contains(number) && !renewed.containsKey(number)) {
                throw new RefusedException(
                        "object #" + old + " cannot become #" + number + ": another one that keeps it has that number");
            }
            if (tags.filter(range -> range.contains(number)).isPresent()) {
                throw new RefusedException(
                        "object #" + old + " cannot become #" + number + ": that number belongs to a pid");
            }
        });
        Set<Integer> named = new HashSet<>();
        image.objects()
                .forEachReference(reference -> named.add(reference.target().number()));
        renewed.forEach((old, number) -> {
            if (named.contains(number) && !known.contains(number)) {
                throw new RefusedException("object #" + old + " cannot become #" + number
                        + ": the image names that number, which nothing defines, and would name the object then");
            }
        });
    }

    /** Marks every field that holds one of the old numbers. */
    void apply(Draft draft, Map<Integer, Integer> renewed) {
        image.objects().forEachReference(reference -> {
            Integer number = renewed.get(reference.target().number());
            if (number != null) {
                int at = (int) (reference.offset() - reference.from().offset());
                draft.setInt(reference.from(), at, number);
            }
        });
        for (ImageRecord record : image.records()) {
            forEachDefinition(record, (at, old) -> {
                Integer number = renewed.get(old);
                if (number != null) {
                    draft.setInt(record, at, number);
                }
            });
        }
    }

    /**
     * Hands over where in a record a number stands that no {@link org.ckptimage.image.Reference} tells of, and the
     * number. Areas of memory give the number of their segment's inode, whether they define it, use it, or do neither.
     */
    private void forEachDefinition(ImageRecord record, ObjIntConsumer<Integer> found) {
        RecordType type = record.type().orElse(null);
        if (type == RecordType.OBJREF) {
            report(record, OBJREF_FIELD, found);
        } else if (type != null) {
            for (String field : hidden.get(type)) {
                report(record, field, found);
            }
        }
    }

    private void report(ImageRecord record, String field, ObjIntConsumer<Integer> found) {
        int at = image.format().layout(record.type().orElseThrow()).offset(field);
        if (at < 0 || at + Integer.BYTES > record.length()) {
            return;
        }
        boolean little = image.format().architecture().littleEndian();
        int number = little ? record.bytes().getIntLE(at) : record.bytes().getInt(at);
        if (number > 0) {
            found.accept(at, number);
        }
    }
}
