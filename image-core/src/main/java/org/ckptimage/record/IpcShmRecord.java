package org.ckptimage.record;

import java.time.Instant;
import java.util.Optional;
import java.util.OptionalInt;
import org.ckptimage.format.FlagKind;
import org.ckptimage.format.Flags;

/**
 * IPC_SHM: a SysV shared memory segment; its pages follow, with page indexes as keys.
 *
 * @param perms identity and permissions
 * @param shmSegsz bytes of the segment
 * @param shmAtim seconds since 1970 of the last attach, 0 never
 * @param shmDtim the same of the last detach
 * @param shmCtim the same of the last change
 * @param shmCprid pid of the creator
 * @param shmLprid pid of the last user
 * @param mlockUid user whose limit the locked segment counts against; 0xffffffff if it is not locked
 * @param flags 0 or NORESERVE
 * @param objref hidden number of the segment, by which VMAs of kind SHM_IPC_SKIP name it
 * @param shift logarithm of the size of huge pages, from v23 on
 * @param padding what no field covers
 */
public record IpcShmRecord(
        IpcPerms perms,
        long shmSegsz,
        long shmAtim,
        long shmDtim,
        long shmCtim,
        int shmCprid,
        int shmLprid,
        long mlockUid,
        Flags flags,
        ObjRef objref,
        OptionalInt shift,
        Padding padding)
        implements CkptRecord {
    /** The {@link #mlockUid} of a segment that is not locked. */
    public static final long NOT_LOCKED = 0xffffffffL;

    static final Shape<IpcShmRecord> SHAPE = Shape.of(
            in -> new IpcShmRecord(
                    IpcPerms.read(in),
                    in.number(),
                    in.number(),
                    in.number(),
                    in.number(),
                    in.integer(),
                    in.integer(),
                    in.number(),
                    in.flags(FlagKind.SHM_FLAGS),
                    in.objref(),
                    in.optionalInteger(),
                    in.padding()),
            (r, out) -> r.perms
                    .write(out)
                    .number(r.shmSegsz)
                    .number(r.shmAtim)
                    .number(r.shmDtim)
                    .number(r.shmCtim)
                    .number(r.shmCprid)
                    .number(r.shmLprid)
                    .number(r.mlockUid)
                    .flags(r.flags)
                    .objref(r.objref)
                    .number(r.shift)
                    .padding(r.padding),
            IpcPerms.fieldsAnd(
                    "shm_segsz",
                    "shm_atim",
                    "shm_dtim",
                    "shm_ctim",
                    "shm_cprid",
                    "shm_lprid",
                    "mlock_uid",
                    "flags",
                    "objref",
                    "shift"));

    /** When the segment was last attached. */
    public Optional<Instant> attachedAt() {
        return Times.instantOrNever(shmAtim);
    }

    /** When the segment was last detached. */
    public Optional<Instant> detachedAt() {
        return Times.instantOrNever(shmDtim);
    }

    /** When the segment was last changed. */
    public Optional<Instant> changedAt() {
        return Times.instantOrNever(shmCtim);
    }
}
