package org.ckptimage.rewrite;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Deque;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Predicate;
import org.ckptimage.format.FileType;
import org.ckptimage.format.ObjectType;
import org.ckptimage.format.RecordType;
import org.ckptimage.image.Image;
import org.ckptimage.image.ImageObject;
import org.ckptimage.image.ImageRecord;
import org.ckptimage.image.Node;
import org.ckptimage.image.OpenFile;
import org.ckptimage.image.Role;
import org.ckptimage.image.Task;
import org.ckptimage.record.BufferRecord;
import org.ckptimage.record.ObjRef;
import org.ckptimage.record.PidsEntry;
import org.ckptimage.record.SignalRecord;
import org.ckptimage.rewrite.Consequence.Kind;

/**
 * Takes a task out of an image: its records, its entry in the process tree, what it alone had open. What others use of the
 * objects defined in its section moves in front of the first record that names it then.
 */
final class TaskRemoval {
    /** The records by which a table or an address space holds a file; a watch holds none. */
    private static final Set<String> HOLDING = Set.of("FILE_DESC", "VMA", "MM");

    private final Image image;
    private final Draft draft;
    private final List<Consequence> consequences;
    private final Definitions definitions;

    TaskRemoval(Image image, Draft draft, List<Consequence> consequences, Definitions definitions) {
        this.image = image;
        this.draft = draft;
        this.consequences = consequences;
        this.definitions = definitions;
    }

    /** The files that only this task has: no other table, mapping or executable names them. */
    List<OpenFile> filesOfItsOwn(Task task) {
        Set<ImageObject> left = new LinkedHashSet<>();
        Set<ImageObject> its = new LinkedHashSet<>();
        for (Task other : image.tasks()) {
            Set<ImageObject> holders = other.equals(task) ? its : left;
            other.files().object().ifPresent(holders::add);
            other.memory().object().ifPresent(holders::add);
        }
        Set<ObjRef> shared = named(left);
        Set<ObjRef> own = named(its);
        own.removeAll(shared);
        return image.files().stream()
                .filter(file -> own.contains(file.objref()))
                .toList();
    }

    private static Set<ObjRef> named(Set<ImageObject> holders) {
        Set<ObjRef> named = new LinkedHashSet<>();
        for (ImageObject holder : holders) {
            for (ImageRecord record : holder.records()) {
                record.references().stream()
                        .filter(reference -> reference.field().target() == ObjectType.FILE)
                        .filter(reference -> HOLDING.contains(reference.field().record()))
                        .forEach(reference -> named.add(reference.target()));
            }
        }
        return named;
    }

    /** Removes the task's section, but for what others need of it. Its own files have been detached before. */
    void remove(Task task) {
        if (task.number() == 0) {
            throw new RefusedException("task " + task.pid() + " is the root of the process tree and cannot be dropped");
        }
        if (image.tasks().stream().anyMatch(other -> other.threadGroup() == task.pid() && !other.equals(task))) {
            throw new RefusedException("task " + task.pid() + " has threads, which would be left without it");
        }
        Node.Section section = section(task);
        List<ImageRecord> records = new ArrayList<>();
        leaves(section, records);
        Set<ImageObject> defined = new LinkedHashSet<>();
        for (ImageRecord record : records) {
            record.definition().ifPresent(defined::add);
        }
        Map<ImageObject, ImageRecord> targets = neededElsewhere(defined, records);
        consequences.add(new Consequence(
                Kind.TASK_DROPPED, task.offset(), "task " + task.pid() + " (" + task.comm() + ") is dropped"));
        for (ImageRecord record : records) {
            ImageObject owner = record.definition().orElse(null);
            if (owner == null || !targets.containsKey(owner)) {
                draft.delete(record);
            }
        }
        targets.forEach((object, target) -> move(object, target, targets));
        leaveTree(task);
    }

    private Node.Section section(Task task) {
        return image.tree().children().stream()
                .map(Node.Section.class::cast)
                .filter(section -> section.kind() == Node.Section.Kind.TASK)
                .skip(task.number())
                .findFirst()
                .orElseThrow();
    }

    private static void leaves(Node root, List<ImageRecord> found) {
        Deque<Node> open = new ArrayDeque<>(List.of(root));
        while (!open.isEmpty()) {
            Node node = open.pop();
            if (node instanceof Node.Leaf leaf) {
                found.add(leaf.record());
            } else {
                List<Node> children = new ArrayList<>(node.children());
                Collections.reverse(children);
                children.forEach(open::push);
            }
        }
    }

    /** The definitions that survivors name, each with the record in front of which it must stand then. */
    private Map<ImageObject, ImageRecord> neededElsewhere(Set<ImageObject> defined, List<ImageRecord> records) {
        int first = records.get(0).number();
        int last = records.get(records.size() - 1).number();
        Map<ImageObject, ImageRecord> targets = new HashMap<>();
        Map<ImageObject, List<ImageObject>> names = new HashMap<>();
        image.objects().forEachReference(reference -> {
            ImageObject target = image.objects()
                    .find(reference.target())
                    .map(object -> object.isHidden() ? object.enclosing().orElse(object) : object)
                    .orElse(null);
            if (target == null || !defined.contains(target) || draft.isDeleted(reference.from())) {
                return;
            }
            int from = reference.from().number();
            if (from < first || from > last) {
                // A record in front of the section names something behind it: a peer, looked up late.
                ImageRecord place = from < first ? image.records().get(last + 1) : reference.from();
                targets.merge(target, place, TaskRemoval::earlier);
            } else {
                reference
                        .from()
                        .definition()
                        .ifPresent(owner -> names.computeIfAbsent(owner, o -> new ArrayList<>())
                                .add(target));
            }
        });
        Deque<ImageObject> open = new ArrayDeque<>(targets.keySet());
        while (!open.isEmpty()) {
            ImageObject user = open.remove();
            for (ImageObject target : names.getOrDefault(user, List.of())) {
                ImageRecord place = earlier(targets.get(user), targets.getOrDefault(target, targets.get(user)));
                if (!place.equals(targets.put(target, place))) {
                    open.add(target);
                }
            }
        }
        Map<ImageObject, ImageRecord> inOrder = new LinkedHashMap<>();
        targets.entrySet().stream()
                .sorted((a, b) -> Integer.compare(
                        a.getKey().definedBy().number(), b.getKey().definedBy().number()))
                .forEach(entry -> inOrder.put(entry.getKey(), entry.getValue()));
        return inOrder;
    }

    private static ImageRecord earlier(ImageRecord a, ImageRecord b) {
        return a.number() <= b.number() ? a : b;
    }

    /** Moves a definition, unless it moves along inside of another. */
    private void move(ImageObject object, ImageRecord target, Map<ImageObject, ImageRecord> moving) {
        for (ImageObject outer = object.enclosing().orElse(null);
                outer != null;
                outer = outer.enclosing().orElse(null)) {
            if (moving.containsKey(outer)) {
                return;
            }
        }
        if (owesGroups(object) && moving.keySet().stream().noneMatch(TaskRemoval::isTable)) {
            throw new RefusedException(object + " (" + object.definedBy() + ") is defined in the task that is to be"
                    + " dropped and used by others; moving an epoll set or a socket to another file table is not"
                    + " possible yet");
        }
        draft.move(object, target);
        consequences.add(new Consequence(
                Kind.DEFINITION_MOVED,
                object.definedBy().offset(),
                "the definition of " + object + ", which others use, moves to offset " + target.offset()));
    }

    private static boolean isTable(ImageObject object) {
        return object.is(ObjectType.FILE_TABLE);
    }

    /** Whether the end of a file table holds something of this object or of one that is nested in it. */
    private boolean owesGroups(ImageObject object) {
        if (isTable(object)) {
            return false;
        }
        for (int at = object.definedBy().number(); at < object.endNumber(); at++) {
            ImageRecord record = image.records().get(at);
            RecordType type = record.type().orElse(null);
            boolean epoll = type == RecordType.FILE
                    && record.definition()
                            .flatMap(owner -> image.file(owner.ref()))
                            .flatMap(OpenFile::type)
                            .filter(kind -> kind == FileType.EPOLL)
                            .isPresent();
            if (epoll || type == RecordType.SOCKET) {
                return true;
            }
        }
        return false;
    }

    private void leaveTree(Task task) {
        ImageRecord tree = inHead(record -> record.is(RecordType.TREE));
        ImageRecord array = inHead(record -> record.role() == Role.PIDS);
        if (image.format().has(RecordType.PIDS)) {
            throw new RefusedException("tasks cannot be dropped from images with pid objects ("
                    + image.format().dialect() + "), whose tags nobody knows well enough");
        }
        BufferRecord buffer = (BufferRecord) draft.current(array);
        List<PidsEntry> entries = new ArrayList<>(PidsEntry.readAll(image.format(), buffer.data()));
        int root = entries.get(0).vpid();
        entries.removeIf(entry -> entry.vpid() == task.pid());
        for (int i = 0; i < entries.size(); i++) {
            PidsEntry entry = entries.get(i);
            if (entry.vppid() == task.pid()) {
                entries.set(
                        i,
                        new PidsEntry(
                                entry.vpid(),
                                root,
                                entry.vtgid(),
                                entry.vpgid(),
                                entry.vsid(),
                                entry.depth(),
                                entry.padding()));
                consequences.add(new Consequence(
                        Kind.FIELD_CHANGED, array.offset(), "task " + entry.vpid() + " becomes a child of " + root));
            }
        }
        draft.replace(array, RecordType.BUFFER, new BufferRecord(PidsEntry.writeAll(image.format(), entries)));
        draft.set(tree, "nr_tasks", entries.size());
        consequences.add(new Consequence(
                Kind.COUNT_CHANGED, tree.offset(), "the process tree has " + entries.size() + " tasks"));
        forgetProcess(task, entries);
    }

    /** Foreground groups that nobody is in any more make a restart fail, or lose signals. */
    private void forgetProcess(Task gone, List<PidsEntry> entries) {
        boolean known = entries.stream().anyMatch(entry -> entry.vpgid() == gone.pid() || entry.vsid() == gone.pid());
        if (known) {
            return;
        }
        for (Task task : image.tasks()) {
            task.signals()
                    .processRecord()
                    .filter(record -> !draft.isDeleted(record))
                    .ifPresent(record -> {
                        SignalRecord signal = (SignalRecord) draft.current(record);
                        if (signal.ttyPgrp() == gone.pid()) {
                            draft.set(record, "tty_pgrp", 0);
                        }
                        if (signal.ttyOldPgrp() == gone.pid()) {
                            draft.set(record, "tty_old_pgrp", -1);
                        }
                    });
        }
    }

    private ImageRecord inHead(Predicate<ImageRecord> wanted) {
        List<ImageRecord> head = new ArrayList<>();
        leaves(image.tree().children().get(0), head);
        return head.stream()
                .filter(wanted)
                .findFirst()
                .orElseThrow(() -> new RefusedException("the image has no process tree that could be changed"));
    }
}
