package org.ckptimage.rewrite.repair;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.BitSet;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.ckptimage.check.Finding;
import org.ckptimage.format.RecordType;
import org.ckptimage.image.Damage;
import org.ckptimage.image.Image;
import org.ckptimage.image.ImageRecord;
import org.ckptimage.image.Node;
import org.ckptimage.image.Reference;
import org.ckptimage.image.Role;
import org.ckptimage.record.Padding;
import org.ckptimage.record.TailRecord;
import org.ckptimage.record.TaskPids;
import org.ckptimage.rewrite.draft.Draft;
import org.ckptimage.rewrite.draft.PidEntries;

/**
 * Images that end too early. Where only TAIL is missing it is put back; else the tasks that are there as a whole are
 * kept, if the process tree allows it and nothing of theirs stood in what is gone.
 */
final class CutMends {

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
        PidEntries entries = array == null
                ? null
                : PidEntries.of(image.format(), array.payload(), image.head().announcedTasks())
                        .orElse(null);
        if (entries == null) {
            round.refuse(finding, "the pid array cannot be cut");
            return;
        }
        String lost = IntStream.range(keep, entries.size())
                .mapToObj(task -> name(entries, task))
                .collect(Collectors.joining(", "));
        String against = treeForbids(entries, keep);
        if (against != null) {
            round.refuse(finding, against);
        } else if (!round.options().dropTasks()) {
            round.refuse(
                    finding,
                    "the tasks " + lost + " would have to be left out, to keep the " + keep + " before",
                    RepairPlan.Advice.DROP_TASKS);
        } else {
            cut(finding, keep, array, entries, lost);
        }
    }

    private void cut(Finding finding, int keep, ImageRecord array, PidEntries entries, String lost) {
        Draft trial = new Draft(image);
        mark(trial, keep, array, entries);
        try (Image result = trial.result().open()) {
            List<Reference> dangling = result.objects().dangling();
            if (!dangling.isEmpty()) {
                round.refuse(finding, "a task that is whole needs what is gone: " + dangling.get(0));
                return;
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        mark(round.draft(), keep, array, entries);
        round.mended(
                finding,
                "the image is cut back to its first " + keep + " tasks, and TAIL is put behind them",
                "the tasks " + lost);
    }

    private void mark(Draft draft, int keep, ImageRecord array, PidEntries entries) {
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
        BitSet gone = new BitSet();
        gone.set(keep, entries.size());
        draft.replacePayload(array, entries.without(gone));
        appendTail(draft);
    }

    /** Why the first tasks cannot live without the others, or null. */
    private String treeForbids(PidEntries entries, int keep) {
        // The tag says "as the root task" in an array of tags; in one of pids none is negative.
        Set<Integer> kept = new HashSet<>(Set.of(TaskPids.ROOT_PID));
        IntStream.range(0, keep).forEach(task -> kept.add(entries.get(task, "vpid")));
        for (int task = 1; task < keep; task++) {
            if (!isThread(entries, task) && !kept.contains(entries.get(task, "vppid"))) {
                return "the parent of task " + name(entries, task) + " is not there";
            }
        }
        for (int task = keep; task < entries.size(); task++) {
            if (isThread(entries, task) && kept.contains(entries.get(task, "vtgid"))) {
                return "task " + name(entries, task) + " is not there, a thread of a process that is: "
                        + "half a process cannot run";
            }
        }
        return null;
    }

    private static boolean isThread(PidEntries entries, int task) {
        return entries.get(task, "vpid") != entries.get(task, "vtgid");
    }

    /** A task's pid; where the array has tags, which task it is. */
    private String name(PidEntries entries, int task) {
        return image.format().has(RecordType.PIDS)
                ? "number " + (task + 1)
                : Integer.toString(entries.get(task, "vpid"));
    }
}
