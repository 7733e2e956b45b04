package org.ckptimage.record;

import java.time.Instant;
import java.util.Optional;

/**
 * IPC_SEM: a SysV semaphore set; one BUFFER with a {@link Semaphore} per semaphore follows.
 *
 * @param perms identity and permissions
 * @param semOtime seconds since 1970 of the last operation, 0 never
 * @param semCtime the same of the last change
 * @param semNsems number of semaphores
 * @param padding what no field covers
 */
public record IpcSemRecord(IpcPerms perms, long semOtime, long semCtime, long semNsems, Padding padding)
        implements CkptRecord {
    static final Shape<IpcSemRecord> SHAPE = Shape.of(
            in -> new IpcSemRecord(IpcPerms.read(in), in.number(), in.number(), in.number(), in.padding()),
            (r, out) -> r.perms
                    .write(out)
                    .number(r.semOtime)
                    .number(r.semCtime)
                    .number(r.semNsems)
                    .padding(r.padding),
            IpcPerms.fieldsAnd("sem_otime", "sem_ctime", "sem_nsems"));

    /** When a semaphore was last used. */
    public Optional<Instant> operatedAt() {
        return Times.instantOrNever(semOtime);
    }

    /** When the set was last changed. */
    public Optional<Instant> changedAt() {
        return Times.instantOrNever(semCtime);
    }
}
