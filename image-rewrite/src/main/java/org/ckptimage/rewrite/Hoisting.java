package org.ckptimage.rewrite;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.Comparator;
import java.util.Deque;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.ckptimage.format.ObjectType;
import org.ckptimage.format.RecordType;
import org.ckptimage.image.Image;
import org.ckptimage.image.ImageObject;
import org.ckptimage.image.ImageRecord;
import org.ckptimage.image.Reference;
import org.ckptimage.rewrite.draft.Draft;

/**
 * Finds out which definitions of parts that go others still need, and where these must stand then: in front of the
 * first record that names them, or of what must not be split before it.
 */
final class Hoisting {
    private final Image image;
    private final Draft draft;
    private final BitSet going;
    private final DeferredGroups groups;
    /** What is needed, with the record in front of which it must stand. */
    private final Map<ImageObject, ImageRecord> places = new HashMap<>();
    /** What objects in the parts that go name in there. */
    private final Map<ImageObject, List<ImageObject>> names = new HashMap<>();

    private final Map<ImageObject, Integer> lastDescriptors = new HashMap<>();

    /** @param going the entries of the parts that go */
    Hoisting(Image image, Draft draft, BitSet going) {
        this.image = image;
        this.draft = draft;
        this.going = going;
        this.groups = new DeferredGroups(image, draft, List.of());
    }

    /** The definitions that are needed, in the order of the image. */
    Map<ImageObject, ImageRecord> places() {
        image.objects().forEachReference(this::look);
        Deque<ImageObject> open = new ArrayDeque<>(places.keySet());
        while (!open.isEmpty()) {
            ImageObject user = open.remove();
            for (ImageObject target : names.getOrDefault(user, List.of())) {
                ImageRecord place = earlier(places.get(user), places.getOrDefault(target, places.get(user)));
                if (!place.equals(places.put(target, place))) {
                    open.add(target);
                }
            }
        }
        Map<ImageObject, ImageRecord> inOrder = new LinkedHashMap<>();
        places.entrySet().stream()
                .sorted(Comparator.comparing(entry -> entry.getKey().definedBy().number()))
                .forEach(entry -> inOrder.put(entry.getKey(), entry.getValue()));
        return inOrder;
    }

    private void look(Reference reference) {
        ImageRecord from = reference.from();
        ImageObject target = target(reference);
        if (target == null
                || !going.get(target.definedBy().number())
                || draft.isDeleted(target.definedBy())
                || draft.isDeleted(from)) {
            return;
        }
        if (going.get(from.number())) {
            groups.owner(from)
                    .or(from::definition)
                    .ifPresent(owner ->
                            names.computeIfAbsent(owner, o -> new ArrayList<>()).add(target));
        } else {
            places.merge(target, place(from, target), Hoisting::earlier);
        }
    }

    /**
     * The definition that a reference means. A hidden number stands for the one whose record holds it, but a segment of
     * memory for none: another area can define it.
     */
    private ImageObject target(Reference reference) {
        ImageObject object = image.objects().find(reference.target()).orElse(null);
        if (object == null || !object.isHidden()) {
            return object;
        }
        return object.definedBy().is(RecordType.VMA) ? null : object.enclosing().orElse(null);
    }

    private ImageRecord place(ImageRecord from, ImageObject target) {
        if (from.number() < target.definedBy().number()) {
            // A record in front of the part names something in it: a peer, looked up late.
            return image.records().get(going.nextClearBit(target.definedBy().number()));
        }
        for (ImageObject outer = from.definition().orElse(null);
                outer != null;
                outer = outer.enclosing().orElse(null)) {
            if (outer.is(ObjectType.FILE_TABLE) && from.number() > lastDescriptor(outer)) {
                // Nothing is to be defined in the midst of what a table owes.
                return outer.definedBy();
            }
        }
        return from;
    }

    private int lastDescriptor(ImageObject table) {
        return lastDescriptors.computeIfAbsent(
                table,
                t -> t.records().stream()
                        .filter(record -> record.is(RecordType.FILE_DESC) || record.is(RecordType.FILE_TABLE))
                        .mapToInt(ImageRecord::number)
                        .max()
                        .orElse(0));
    }

    private static ImageRecord earlier(ImageRecord a, ImageRecord b) {
        return a.number() <= b.number() ? a : b;
    }
}
