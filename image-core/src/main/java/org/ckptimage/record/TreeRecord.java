package org.ckptimage.record;

/**
 * TREE: last fixed record of the head; one BUFFER with an entry per task follows: {@link PidsEntry}, from v23-rc1-pids
 * on {@link TaskPids}.
 *
 * @param nrTasks number of tasks; zombies and threads of the root process included
 * @param padding what no field covers
 */
public record TreeRecord(int nrTasks, Padding padding) implements CkptRecord {
    static final Shape<TreeRecord> SHAPE = Shape.of(
            in -> new TreeRecord(in.integer(), in.padding()),
            (r, out) -> out.number(r.nrTasks).padding(r.padding),
            "nr_tasks");
}
