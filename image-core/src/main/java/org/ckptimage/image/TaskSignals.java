package org.ckptimage.image;

import java.util.Optional;
import org.ckptimage.format.ObjectType;
import org.ckptimage.format.RecordType;
import org.ckptimage.record.CkptRecord;
import org.ckptimage.record.ObjRef;
import org.ckptimage.record.SigHandRecord;
import org.ckptimage.record.SigPendingRecord;
import org.ckptimage.record.SignalRecord;
import org.ckptimage.record.SignalTaskRecord;
import org.ckptimage.record.TaskObjsRecord;

/**
 * A task's signals. What a whole process has (limits, timers, controlling terminal, shared pending signals) stands at
 * the first of its tasks, and is found there for all of them.
 *
 * <p>Immutable; may be used by many threads.
 */
public final class TaskSignals {
    private final Image image;
    private final Task task;

    TaskSignals(Image image, Task task) {
        this.image = image;
        this.task = task;
    }

    /** What is done on each signal. */
    public Optional<SigHandRecord> handlers() {
        int definition = image.definition(
                task.objects().map(TaskObjsRecord::sighandObjref).orElse(ObjRef.NONE), ObjectType.SIGHAND);
        int entry = definition < 0 ? RecordIndex.NONE : image.walk().find(definition, RecordType.SIGHAND);
        return decode(entry, SigHandRecord.class);
    }

    /** Where the process's SIGNAL record stands. */
    public Optional<ImageRecord> processRecord() {
        return leader().map(first -> find(first, RecordType.SIGNAL))
                .filter(entry -> entry >= 0)
                .map(entry -> new ImageRecord(image, entry));
    }

    /** The process's limits, interval timers and controlling terminal. */
    public Optional<SignalRecord> process() {
        return leader().flatMap(first -> decode(find(first, RecordType.SIGNAL), SignalRecord.class));
    }

    /** The process's controlling terminal, if it has one and the image names it. */
    public Optional<Terminal> controllingTerminal() {
        int tty = process()
                .map(signal -> image.definition(signal.ttyObjref(), ObjectType.TTY))
                .orElse(RecordIndex.NONE);
        return tty < 0 ? Optional.empty() : Optional.of(new Terminal(image, tty));
    }

    /** Signals that are pending for the whole process. */
    public Optional<SigPendingRecord> sharedPending() {
        return leader().flatMap(first -> decode(
                image.walk().find(first.recordEntry(), first.end(), Role.SHARED_PENDING), SigPendingRecord.class));
    }

    /** Signals that are pending for this task alone. */
    public Optional<SigPendingRecord> pending() {
        return decode(image.walk().find(task.recordEntry(), task.end(), Role.PRIVATE_PENDING), SigPendingRecord.class);
    }

    /** The blocked signals. */
    public Optional<SignalTaskRecord> blocked() {
        return decode(find(task, RecordType.SIGNAL_TASK), SignalTaskRecord.class);
    }

    /** The first task with the same signal number, at which the process-wide records stand. */
    private Optional<Task> leader() {
        int number = task.objects().map(o -> o.signalObjref().number()).orElse(0);
        int value = number <= 0 ? NumberTable.ABSENT : image.index().numbers.get(number);
        if (value == NumberTable.ABSENT || value >= 0 || image.index().type(~value) != RecordType.TASK_OBJS) {
            return Optional.empty();
        }
        int first = image.index().taskOf(~value);
        return first < 0 ? Optional.empty() : Optional.of(image.tasks().get(first));
    }

    private int find(Task of, RecordType type) {
        return image.walk().find(of.recordEntry(), of.end(), type);
    }

    private <T extends CkptRecord> Optional<T> decode(int entry, Class<T> record) {
        return image.find(entry, record);
    }
}
