package org.ckptimage.rewrite;

import io.netty.buffer.ByteBuf;
import java.util.ArrayDeque;
import java.util.BitSet;
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
        ImageRecord tree = inHead(record -> record.is(RecordType.TREE));
        ImageRecord array = inHead(record -> record.role() == Role.PIDS);
        ByteBuf payload = ((BufferRecord) draft.current(array)).data();
        PidEntries entries = new PidEntries(image.format(), payload, (int) draft.get(tree, "nr_tasks"));
        BitSet dropped = new BitSet();
        gone.forEach(task -> dropped.set(task.number()));
        gone.forEach(task -> adopt(task, entries, dropped, array));
        draft.replacePayload(array, entries.without(dropped));
        int left = entries.size() - dropped.cardinality();
        draft.set(tree, "nr_tasks", left);
        consequences.add(new Consequence(Kind.COUNT_CHANGED, tree.offset(), "the process tree has " + left + " tasks"));
        // Where the array has tags, nobody knows whether terminals name their groups by tag or by pid.
        if (!image.format().has(RecordType.PIDS)) {
            gone.forEach(task -> forgetGroup(task, entries, dropped));
        }
    }

    /** Makes a dropped task's children those of the root. */
    private void adopt(Task gone, PidEntries entries, BitSet dropped, ImageRecord array) {
        int parent = entries.get(gone.number(), "vpid");
        for (int i = 0; i < entries.size(); i++) {
            if (!dropped.get(i) && parent != 0 && entries.get(i, "vppid") == parent) {
                entries.set(i, "vppid", entries.get(0, "vpid"));
                consequences.add(new Consequence(
                        Kind.FIELD_CHANGED,
                        array.offset(),
                        "task " + image.tasks().get(i).pid() + " becomes a child of "
                                + image.tasks().get(0).pid()));
            }
        }
    }

    /** Foreground groups that nobody is in any more make a restart fail, or lose signals. */
    private void forgetGroup(Task gone, PidEntries entries, BitSet dropped) {
        for (int i = dropped.nextClearBit(0); i < entries.size(); i = dropped.nextClearBit(i + 1)) {
            if (entries.get(i, "vpgid") == gone.pid() || entries.get(i, "vsid") == gone.pid()) {
                return;
            }
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
