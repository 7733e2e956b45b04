package org.ckptimage.rewrite;

import java.util.BitSet;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.ckptimage.format.ObjectType;
import org.ckptimage.image.Image;
import org.ckptimage.image.ImageObject;
import org.ckptimage.image.ImageRecord;
import org.ckptimage.image.Node;
import org.ckptimage.image.OpenFile;
import org.ckptimage.image.Task;
import org.ckptimage.record.ObjRef;
import org.ckptimage.rewrite.Consequence.Kind;
import org.ckptimage.rewrite.draft.Draft;

/**
 * Takes tasks out of an image: their records, their entries in the process tree, what they alone had open. What others
 * use of the objects defined in their sections moves to where a restart reads it in time.
 */
final class TaskRemoval {
    /** The records by which a table or an address space holds a file; a watch holds none. */
    private static final Set<String> HOLDING = Set.of("FILE_DESC", "VMA", "MM");

    private final Image image;
    private final Draft draft;
    private final List<Consequence> consequences;
    private final Set<Task> gone = new LinkedHashSet<>();

    TaskRemoval(Image image, Draft draft, List<Consequence> consequences) {
        this.image = image;
        this.draft = draft;
        this.consequences = consequences;
    }

    /** Says that a task goes. */
    void drop(Task task) {
        if (task.number() == 0) {
            throw new RefusedException("task " + task.pid() + " is the root of the process tree and cannot be dropped");
        }
        gone.add(task);
    }

    boolean isDropped(Task task) {
        return gone.contains(task);
    }

    boolean isEmpty() {
        return gone.isEmpty();
    }

    /** The files that only these tasks have: no other table, mapping or executable names them. */
    List<OpenFile> filesOfTheirOwn() {
        Set<ImageObject> left = new LinkedHashSet<>();
        Set<ImageObject> theirs = new LinkedHashSet<>();
        for (Task task : image.tasks()) {
            Set<ImageObject> holders = gone.contains(task) ? theirs : left;
            task.files().object().ifPresent(holders::add);
            task.memory().object().ifPresent(holders::add);
        }
        theirs.removeAll(left);
        Set<ObjRef> own = named(theirs);
        own.removeAll(named(left));
        return image.files().stream()
                .filter(file -> own.contains(file.objref()))
                .toList();
    }

    private Set<ObjRef> named(Collection<ImageObject> holders) {
        Set<ObjRef> named = new LinkedHashSet<>();
        for (ImageObject holder : holders) {
            for (ImageRecord record : holder.records()) {
                if (!draft.isDeleted(record)) {
                    record.references().stream()
                            .filter(reference -> reference.field().target() == ObjectType.FILE)
                            .filter(reference ->
                                    HOLDING.contains(reference.field().record()))
                            .forEach(reference -> named.add(reference.target()));
                }
            }
        }
        return named;
    }

    /** Removes the tasks' sections, but for what others need of them. Their own files have been detached before. */
    void remove() {
        for (Task task : image.tasks()) {
            boolean left = !gone.contains(task);
            gone.stream()
                    .filter(leader -> left && task.threadGroup() == leader.pid() && leader.pid() != 0)
                    .findFirst()
                    .ifPresent(leader -> {
                        throw new RefusedException(
                                "task " + leader.pid() + " has threads, which would be left without it");
                    });
        }
        new ProcessTreeRemoval(image, draft, consequences).remove(gone);
        BitSet sections = sections();
        Map<ImageObject, ImageRecord> places = new Hoisting(image, draft, sections).places();
        for (Task task : gone) {
            consequences.add(new Consequence(
                    Kind.TASK_DROPPED,
                    task.offset(),
                    "task " + task.pid() + " (" + Printed.text(task.commText()) + ") is dropped"));
        }
        DeferredGroups groups = new DeferredGroups(image, draft, consequences);
        sections.stream().mapToObj(image.records()::get).forEach(record -> {
            ImageObject owner = groups.owner(record).or(record::definition).orElse(null);
            if (owner == null || !places.containsKey(owner)) {
                draft.delete(record);
            }
        });
        new SharedSegments(image, draft, consequences).moveOut(sections);
        places.forEach((object, place) -> move(object, place, places));
    }

    /** All entries of the tasks' sections. */
    private BitSet sections() {
        BitSet entries = new BitSet();
        List<Node> sections = image.tree().children().stream()
                .filter(node -> node instanceof Node.Section section && section.kind() == Node.Section.Kind.TASK)
                .toList();
        for (Task task : gone) {
            List<ImageRecord> ends = ends(sections.get(task.number()));
            entries.set(ends.get(0).number(), ends.get(1).number() + 1);
        }
        return entries;
    }

    /** The first and the last entry of a part of the image. */
    private static List<ImageRecord> ends(Node part) {
        Node first = part;
        while (!(first instanceof Node.Leaf)) {
            first = first.children().get(0);
        }
        Node last = part;
        while (!(last instanceof Node.Leaf)) {
            last = last.children().get(last.children().size() - 1);
        }
        return List.of(((Node.Leaf) first).record(), ((Node.Leaf) last).record());
    }

    /** Moves a definition, unless it moves along inside of another. */
    private void move(ImageObject object, ImageRecord place, Map<ImageObject, ImageRecord> moving) {
        for (ImageObject outer = object.enclosing().orElse(null);
                outer != null;
                outer = outer.enclosing().orElse(null)) {
            if (moving.containsKey(outer)) {
                return;
            }
        }
        draft.move(object, place);
        consequences.add(new Consequence(
                Kind.DEFINITION_MOVED,
                object.definedBy().offset(),
                "the definition of " + object + ", which others use, moves to offset " + place.offset()));
    }
}
