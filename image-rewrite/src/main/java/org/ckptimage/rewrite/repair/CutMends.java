package org.ckptimage.rewrite.repair;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.ckptimage.check.Finding;
import org.ckptimage.format.Dialect;
import org.ckptimage.format.RecordType;
import org.ckptimage.image.Damage;
import org.ckptimage.image.Image;
import org.ckptimage.image.ImageRecord;
import org.ckptimage.image.Node;
import org.ckptimage.image.Reference;
import org.ckptimage.image.Role;
import org.ckptimage.record.Padding;
import org.ckptimage.record.TailRecord;
import org.ckptimage.rewrite.draft.Draft;

/**
 * Images that end too early. Where only TAIL is missing it is put back; else the tasks that are there as a whole are
 * kept, if the process tree allows it and nothing of theirs stood in what is gone.
 */
final class CutMends {
    private static final int ENTRY = 24;

    /** An entry of the pid array. */
    private record Ids(int pid, int parent, int group) {
        boolean isThread() {
            return pid != group;
        }
    }

    private final RepairRound round;
    private final Image image;

    CutMends(RepairRound round) {
        this.round = round;
        this.image = round.image();
    }

    void mend(Damage damage, Finding finding) {
        RecordType expected = damage.expected().orElse(null);
        int tasks = image.tasks().size();
        boolean wholeTasks = tasks == image.head().announcedTasks();
        if (expected == RecordType.TAIL && wholeTasks) {
            dropPart(damage, round.draft());
            appendTail(round.draft());
            round.mended(finding, "TAIL is put back; everything before it is whole", "");
            return;
        }
        int keep = expected == RecordType.TASK && atTaskLevel(damage) ? tasks : tasks - 1;
        if (keep <= 0) {
            round.refuse(finding, "no task is there as a whole");
        } else {
            dropTasks(finding, keep);
        }
    }

    /** Whether the cut is between two tasks. */
    private static boolean atTaskLevel(Damage damage) {
        return !damage.path().contains("task ");
    }

    /** Drops what is there of a last record. */
    private void dropPart(Damage damage, Draft draft) {
        for (int at = image.records().size() - 1; at >= 0; at--) {
            ImageRecord record = image.records().get(at);
            if (record.offset() < damage.offset()) {
                return;
            }
            draft.delete(record);
        }
    }

    private static void appendTail(Draft draft) {
        draft.append(RecordType.TAIL, new TailRecord(TailRecord.MAGIC, Padding.NONE));
    }

    private void dropTasks(Finding finding, int keep) {
        ImageRecord array = image.records().stream()
                .filter(record -> record.role() == Role.PIDS)
                .findFirst()
                .orElse(null);
        if (array == null
                || array.length() != 8 + (long) ENTRY * image.head().announcedTasks()
                || image.format().dialect().atLeast(Dialect.V23_RC1_PIDS)) {
            round.refuse(finding, "the pid array cannot be cut");
            return;
        }
        List<Ids> ids = read(array);
        String lost = ids.subList(keep, ids.size()).stream()
                .map(entry -> Integer.toString(entry.pid))
                .collect(Collectors.joining(", "));
        String against = treeForbids(ids, keep);
        if (against != null) {
            round.refuse(finding, against);
        } else if (!round.options().dropTasks()) {
            round.refuse(
                    finding, "--drop-tasks would leave out the tasks " + lost + " and keep the " + keep + " before");
        } else {
            cut(finding, keep, array, lost);
        }
    }

    private void cut(Finding finding, int keep, ImageRecord array, String lost) {
        Draft trial = new Draft(image);
        mark(trial, keep, array);
        try (Image result = trial.result().open()) {
            List<Reference> dangling = result.objects().dangling();
            if (!dangling.isEmpty()) {
                round.refuse(finding, "a task that is whole needs what is gone: " + dangling.get(0));
                return;
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        mark(round.draft(), keep, array);
        round.mended(
                finding,
                "the image is cut back to its first " + keep + " tasks, and TAIL is put behind them",
                "the tasks " + lost);
    }

    private void mark(Draft draft, int keep, ImageRecord array) {
        List<Node> sections = image.tree().children();
        if (keep + 1 < sections.size()) {
            long start = sections.get(keep + 1).offset();
            image.records().stream()
                    .filter(record -> record.offset() >= start)
                    .findFirst()
                    .ifPresent(draft::deleteFrom);
        }
        ImageRecord tree = image.records().get(array.number() - 1);
        draft.set(tree, "nr_tasks", keep);
        ByteBuf entries = array.payload();
        draft.replacePayload(array, Unpooled.copiedBuffer(entries.slice(entries.readerIndex(), keep * ENTRY)));
        appendTail(draft);
    }

    private List<Ids> read(ImageRecord array) {
        boolean little = image.format().architecture().littleEndian();
        ByteBuf entries = array.payload();
        List<Ids> ids = new ArrayList<>();
        for (int at = entries.readerIndex(); at + ENTRY <= entries.writerIndex(); at += ENTRY) {
            ids.add(new Ids(
                    number(entries, at, little), number(entries, at + 4, little), number(entries, at + 8, little)));
        }
        return ids;
    }

    private static int number(ByteBuf bytes, int at, boolean little) {
        return little ? bytes.getIntLE(at) : bytes.getInt(at);
    }

    /** Why the first tasks cannot live without the others, or null. */
    private static String treeForbids(List<Ids> ids, int keep) {
        Set<Integer> kept = new HashSet<>();
        ids.subList(0, keep).forEach(entry -> kept.add(entry.pid));
        for (Ids entry : ids.subList(1, keep)) {
            if (!entry.isThread() && !kept.contains(entry.parent)) {
                return "the parent of task " + entry.pid + " is not there";
            }
        }
        for (Ids entry : ids.subList(keep, ids.size())) {
            if (entry.isThread() && kept.contains(entry.group)) {
                return "task " + entry.pid + ", a thread of " + entry.group
                        + ", is not there: half a process cannot run";
            }
        }
        return null;
    }
}
