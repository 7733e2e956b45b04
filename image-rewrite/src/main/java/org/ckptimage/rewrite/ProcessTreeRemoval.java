package org.ckptimage.rewrite;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Set;
import java.util.function.Predicate;
import org.ckptimage.format.RecordType;
import org.ckptimage.image.Image;
import org.ckptimage.image.ImageRecord;
import org.ckptimage.image.Node;
import org.ckptimage.image.Role;
import org.ckptimage.image.Task;
import org.ckptimage.record.BufferRecord;
import org.ckptimage.record.PidsEntry;
import org.ckptimage.record.SignalRecord;
import org.ckptimage.rewrite.Consequence.Kind;
import org.ckptimage.rewrite.draft.Draft;

/** Takes tasks out of the process tree at the head of an image. */
final class ProcessTreeRemoval {
    private final Image image;
    private final Draft draft;
    private final List<Consequence> consequences;

    ProcessTreeRemoval(Image image, Draft draft, List<Consequence> consequences) {
        this.image = image;
        this.draft = draft;
        this.consequences = consequences;
    }

    void remove(Set<Task> gone) {
        if (image.format().has(RecordType.PIDS)) {
            throw new RefusedException("tasks cannot be dropped from images with pid objects ("
                    + image.format().dialect() + "), whose tags nobody knows well enough");
        }
        ImageRecord tree = inHead(record -> record.is(RecordType.TREE));
        ImageRecord array = inHead(record -> record.role() == Role.PIDS);
        BufferRecord buffer = (BufferRecord) draft.current(array);
        List<PidsEntry> entries = PidsEntry.readAll(image.format(), buffer.data());
        int root = entries.get(0).vpid();
        List<PidsEntry> left = new ArrayList<>();
        for (int i = 0; i < entries.size(); i++) {
            PidsEntry entry = entries.get(i);
            int number = i;
            if (gone.stream().anyMatch(task -> task.number() == number)) {
                continue;
            }
            boolean orphan = gone.stream().anyMatch(task -> task.pid() == entry.vppid() && task.pid() != 0);
            left.add(orphan ? childOf(root, entry) : entry);
            if (orphan) {
                consequences.add(new Consequence(
                        Kind.FIELD_CHANGED, array.offset(), "task " + entry.vpid() + " becomes a child of " + root));
            }
        }
        draft.replace(array, RecordType.BUFFER, new BufferRecord(PidsEntry.writeAll(image.format(), left)));
        draft.set(tree, "nr_tasks", left.size());
        consequences.add(
                new Consequence(Kind.COUNT_CHANGED, tree.offset(), "the process tree has " + left.size() + " tasks"));
        gone.forEach(task -> forgetGroup(task, left));
    }

    private static PidsEntry childOf(int parent, PidsEntry entry) {
        return new PidsEntry(
                entry.vpid(), parent, entry.vtgid(), entry.vpgid(), entry.vsid(), entry.depth(), entry.padding());
    }

    /** Foreground groups that nobody is in any more make a restart fail, or lose signals. */
    private void forgetGroup(Task gone, List<PidsEntry> left) {
        boolean known = left.stream().anyMatch(entry -> entry.vpgid() == gone.pid() || entry.vsid() == gone.pid());
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
        Deque<Node> open = new ArrayDeque<>(List.of(image.tree().children().get(0)));
        while (!open.isEmpty()) {
            Node node = open.pop();
            if (node instanceof Node.Leaf leaf && wanted.test(leaf.record())) {
                return leaf.record();
            }
            node.children().forEach(open::add);
        }
        throw new RefusedException("the image has no process tree that could be changed");
    }
}
