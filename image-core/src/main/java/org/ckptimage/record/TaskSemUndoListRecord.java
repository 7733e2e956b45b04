package org.ckptimage.record;

/**
 * TASK_SEM_UNDO_LIST: first record of the semaphore adjustments of a task; that many TASK_SEM_UNDO follow. From v23-rc1
 * on.
 *
 * @param count number of TASK_SEM_UNDO records
 * @param padding what no field covers
 */
public record TaskSemUndoListRecord(long count, Padding padding) implements CkptRecord {
    static final Shape<TaskSemUndoListRecord> SHAPE = Shape.of(
            in -> new TaskSemUndoListRecord(in.number(), in.padding()),
            (r, out) -> out.number(r.count).padding(r.padding),
            "count");
}
