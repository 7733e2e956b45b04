package org.ckptimage.rewrite;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.ckptimage.image.Image;
import org.ckptimage.image.ImageObject;
import org.ckptimage.image.Reference;
import org.ckptimage.rewrite.Consequence.Kind;

/**
 * Definitions that go, and what was nested in them. A definition lies where it was first needed, not with its owner: what
 * others still name stays, at its old place, which now is in front of the next record.
 */
final class Definitions {
    private final Image image;
    private final Draft draft;
    private final List<Consequence> consequences;
    private final List<ImageObject> deleted = new ArrayList<>();
    private final Set<ImageObject> dying = new HashSet<>();

    Definitions(Image image, Draft draft, List<Consequence> consequences) {
        this.image = image;
        this.draft = draft;
        this.consequences = consequences;
    }

    /** Deletes an object's own records. What is nested in it is looked at in {@link #sweep}. */
    void delete(ImageObject object) {
        if (dying.add(object)) {
            deleted.add(object);
            deleteRecords(object);
        }
    }

    boolean isDying(ImageObject object) {
        return dying.contains(object);
    }

    private void deleteRecords(ImageObject object) {
        draft.delete(object.definedBy());
        object.records().forEach(draft::delete);
    }

    /** Decides about everything nested in deleted definitions: what survivors name stays, the rest goes. */
    void sweep() {
        Map<ImageObject, List<ImageObject>> namedBy = nested();
        if (namedBy.isEmpty()) {
            return;
        }
        Deque<ImageObject> needed = new ArrayDeque<>();
        Set<ImageObject> candidates = Set.copyOf(namedBy.keySet());
        Set<ImageObject> kept = new HashSet<>();
        image.objects().forEachReference(reference -> {
            ImageObject target = target(reference);
            if (target == null || !candidates.contains(target) || draft.isDeleted(reference.from())) {
                return;
            }
            ImageObject from = reference.from().definition().orElse(null);
            if (from != null && candidates.contains(from)) {
                namedBy.get(from).add(target);
            } else if (kept.add(target)) {
                needed.add(target);
            }
        });
        while (!needed.isEmpty()) {
            for (ImageObject target : namedBy.get(needed.remove())) {
                if (kept.add(target)) {
                    needed.add(target);
                }
            }
        }
        for (ImageObject object : namedBy.keySet()) {
            long offset = object.definedBy().offset();
            if (kept.contains(object)) {
                consequences.add(new Consequence(
                        Kind.DEFINITION_KEPT,
                        offset,
                        "the definition of " + object + " stays where it is, since others use it"));
            } else {
                dying.add(object);
                deleteRecords(object);
                consequences.add(new Consequence(
                        Kind.DEFINITION_DELETED, offset, object + ", which nobody else uses, is deleted"));
            }
        }
    }

    /** Everything nested in deleted definitions, at any depth, each with an empty list of what it names. */
    private Map<ImageObject, List<ImageObject>> nested() {
        Map<ImageObject, List<ImageObject>> nested = new LinkedHashMap<>();
        Deque<ImageObject> open = new ArrayDeque<>(deleted);
        while (!open.isEmpty()) {
            for (ImageObject inner : open.remove().nested()) {
                if (!dying.contains(inner)) {
                    nested.put(inner, new ArrayList<>());
                }
                open.add(inner);
            }
        }
        return nested;
    }

    /** The definition that a reference means: a hidden number stands for the definition whose record holds it. */
    private ImageObject target(Reference reference) {
        ImageObject object = image.objects().find(reference.target()).orElse(null);
        return object != null && object.isHidden() ? object.enclosing().orElse(null) : object;
    }
}
