package org.ckptimage.record;

/**
 * TASK_SEM_UNDO: what a task's exit does to one semaphore set; presumably a BUFFER with a signed 16-bit number per
 * semaphore follows. From v23-rc1 on.
 *
 * @param semid identifier of the set
 * @param semadjCount number of adjustments, presumably that of the set's semaphores
 * @param padding what no field covers
 */
public record TaskSemUndoRecord(long semid, long semadjCount, Padding padding) implements CkptRecord {
    static final Shape<TaskSemUndoRecord> SHAPE = Shape.of(
            in -> new TaskSemUndoRecord(in.number(), in.number(), in.padding()),
            (r, out) -> out.number(r.semid).number(r.semadjCount).padding(r.padding),
            "semid",
            "semadj_count");
}
