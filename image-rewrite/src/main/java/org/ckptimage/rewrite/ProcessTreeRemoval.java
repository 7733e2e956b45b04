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
import org.ckptimage.image.NumberTable;
import org.ckptimage.image.Role;
import org.ckptimage.image.Task;
import org.ckptimage.record.BufferRecord;
import org.ckptimage.record.SignalRecord;
import org.ckptimage.rewrite.Consequence.Kind;
import org.ckptimage.rewrite.draft.Draft;
import org.ckptimage.rewrite.draft.PidEntries;

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
        int announced = (int) draft.get(tree, "nr_tasks");
        PidEntries entries = PidEntries.of(image.format(), payload, announced)
                .orElseThrow(() -> new RefusedException("the array of pids has " + payload.readableBytes()
                        + " bytes, which are not " + announced + " entries, one for each task"));
        if (announced != image.tasks().size()) {
            throw new RefusedException("the process tree has " + announced + " tasks, the image "
                    + image.tasks().size() + "; no task can be dropped");
        }
        BitSet dropped = new BitSet();
        gone.forEach(task -> dropped.set(task.number()));
        adopt(gone, entries, dropped, array);
        draft.replacePayload(array, entries.without(dropped));
        int left = entries.size() - dropped.cardinality();
        draft.set(tree, "nr_tasks", left);
        consequences.add(new Consequence(Kind.COUNT_CHANGED, tree.offset(), "the process tree has " + left + " tasks"));
        // Where the array has tags, nobody knows whether terminals name their groups by tag or by pid.
        if (!image.format().has(RecordType.PIDS)) {
            forgetGroups(gone, entries, dropped);
        }
    }

    /** Makes the children of dropped tasks those of the root. */
    private void adopt(Set<Task> gone, PidEntries entries, BitSet dropped, ImageRecord array) {
        NumberTable parents = new NumberTable();
        gone.forEach(task -> parents.putIfAbsent(entries.get(task.number(), "vpid"), 0));
        for (int i = dropped.nextClearBit(0); i < entries.size(); i = dropped.nextClearBit(i + 1)) {
            int parent = entries.get(i, "vppid");
            if (parent != 0 && parents.contains(parent)) {
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
    private void forgetGroups(Set<Task> gone, PidEntries entries, BitSet dropped) {
        NumberTable forgotten = forgotten(gone, entries, dropped);
        for (Task task : forgotten.size() == 0 ? List.<Task>of() : image.tasks()) {
            task.signals()
                    .processRecord()
                    .filter(record -> !draft.isDeleted(record))
                    .ifPresent(record -> {
                        SignalRecord signal = (SignalRecord) draft.current(record);
                        if (forgotten.contains(signal.ttyPgrp())) {
                            draft.set(record, "tty_pgrp", 0);
                        }
                        if (forgotten.contains(signal.ttyOldPgrp())) {
                            draft.set(record, "tty_old_pgrp", -1);
                        }
                    });
        }
    }

    /** The pids of dropped tasks whose group and session nobody is in who stays. */
    private static NumberTable forgotten(Set<Task> gone, PidEntries entries, BitSet dropped) {
        NumberTable inUse = new NumberTable();
        for (int i = dropped.nextClearBit(0); i < entries.size(); i = dropped.nextClearBit(i + 1)) {
            inUse.putIfAbsent(entries.get(i, "vpgid"), 0);
            inUse.putIfAbsent(entries.get(i, "vsid"), 0);
        }
        NumberTable forgotten = new NumberTable();
        for (Task task : gone) {
            if (!inUse.contains(task.pid())) {
                forgotten.putIfAbsent(task.pid(), 0);
            }
        }
        return forgotten;
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
