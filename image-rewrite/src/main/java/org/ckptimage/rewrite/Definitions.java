package org.ckptimage.rewrite;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Deque;
import java.util.EnumSet;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.ckptimage.format.ObjectType;
import org.ckptimage.image.Image;
import org.ckptimage.image.ImageObject;
import org.ckptimage.image.Reference;
import org.ckptimage.rewrite.Consequence.Kind;
import org.ckptimage.rewrite.draft.Draft;

/**
 * Definitions that go, and what was nested in them or belonged to them. A definition lies where it was first needed,
 * not with its owner: what others still name stays, at its old place, which now is in front of the next record.
 */
final class Definitions {
    /**
     * What goes with its last user. A file, table or memory that nobody uses any more was somebody's wish: it stays.
     */
    private static final Set<ObjectType> SWEPT = EnumSet.of(
            ObjectType.CRED,
            ObjectType.USER,
            ObjectType.GROUPINFO,
            ObjectType.USER_NS,
            ObjectType.SECURITY,
            ObjectType.SOCK,
            ObjectType.TTY);

    private final Image image;
    private final Draft draft;
    private final List<Consequence> consequences;
    private final Set<ImageObject> dying = new LinkedHashSet<>();
    private final Set<ImageObject> loosened = new LinkedHashSet<>();
    private final Set<Long> clearedReferences = new HashSet<>();

    Definitions(Image image, Draft draft, List<Consequence> consequences) {
        this.image = image;
        this.draft = draft;
        this.consequences = consequences;
    }

    /** Deletes an object's own records. What is nested in it is looked at in {@link #sweep}. */
    void delete(ImageObject object) {
        if (dying.add(object)) {
            deleteRecords(object);
        }
    }

    boolean isDying(ImageObject object) {
        return dying.contains(object);
    }

    /** Says that an object has lost a user, and goes if it has no other. */
    void loosen(ImageObject object) {
        loosened.add(object);
    }

    /** Says that a field no longer names what it named, though its record stays. */
    void clear(Reference reference) {
        clearedReferences.add(reference.offset());
    }

    private void deleteRecords(ImageObject object) {
        draft.delete(object.definedBy());
        object.records().forEach(draft::delete);
    }

    /**
     * Decides about everything that was nested in deleted definitions or has lost a user: what survivors name stays,
     * the rest goes.
     *
     * @return what goes
     */
    Collection<ImageObject> sweep() {
        Map<ImageObject, List<ImageObject>> names = candidates();
        Set<ImageObject> kept = names.isEmpty() ? Set.of() : needed(names);
        List<ImageObject> gone = new ArrayList<>();
        for (ImageObject object : names.keySet()) {
            long offset = object.definedBy().offset();
            if (!kept.contains(object)) {
                gone.add(object);
                delete(object);
                consequences.add(new Consequence(
                        Kind.DEFINITION_DELETED, offset, object + ", which nobody else uses, is deleted"));
            } else if (object.enclosing().filter(this::isDying).isPresent()) {
                consequences.add(new Consequence(
                        Kind.DEFINITION_KEPT,
                        offset,
                        "the definition of " + object + " stays where it is, since others use it"));
            }
        }
        return gone;
    }

    /** Everything that may go, each with an empty list of what it names. */
    private Map<ImageObject, List<ImageObject>> candidates() {
        Map<ImageObject, List<ImageObject>> candidates = new LinkedHashMap<>();
        Deque<ImageObject> open = new ArrayDeque<>(dying);
        for (ImageObject object : loosened) {
            if (!dying.contains(object)) {
                candidates.put(object, new ArrayList<>());
                open.add(object);
            }
        }
        Set<ImageObject> seen = new HashSet<>(open);
        while (!open.isEmpty()) {
            for (ImageObject inner : open.remove().nested()) {
                if (!seen.add(inner)) {
                    continue;
                }
                open.add(inner);
                if (inner.type().filter(SWEPT::contains).isPresent()) {
                    candidates.put(inner, new ArrayList<>());
                }
            }
        }
        return candidates;
    }

    /** The candidates that are named from outside of them, and what those name in turn. */
    private Set<ImageObject> needed(Map<ImageObject, List<ImageObject>> names) {
        Set<ImageObject> kept = new HashSet<>();
        Deque<ImageObject> open = new ArrayDeque<>();
        image.objects().forEachReference(reference -> {
            ImageObject target = target(reference);
            if (target == null
                    || !names.containsKey(target)
                    || draft.isDeleted(reference.from())
                    || clearedReferences.contains(reference.offset())) {
                return;
            }
            ImageObject from = reference.from().definition().orElse(null);
            if (from != null && names.containsKey(from)) {
                names.get(from).add(target);
            } else if (kept.add(target)) {
                open.add(target);
            }
        });
        while (!open.isEmpty()) {
            for (ImageObject target : names.get(open.remove())) {
                if (kept.add(target)) {
                    open.add(target);
                }
            }
        }
        return kept;
    }

    /** The definition that a reference means: a hidden number stands for the definition whose record holds it. */
    private ImageObject target(Reference reference) {
        ImageObject object = image.objects().find(reference.target()).orElse(null);
        return object != null && object.isHidden() ? object.enclosing().orElse(null) : object;
    }
}
