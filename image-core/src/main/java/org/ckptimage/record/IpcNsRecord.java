package org.ckptimage.record;

/**
 * IPC_NS: first record of an IPC namespace, its limits; they are in force for the objects that follow.
 *
 * @param shmCtlmax largest segment in bytes
 * @param shmCtlall all segments together, in pages
 * @param shmCtlmni number of segments
 * @param msgCtlmax largest message in bytes
 * @param msgCtlmnb bytes in a queue
 * @param msgCtlmni number of queues
 * @param semCtlMsl semaphores in a set
 * @param semCtlMns semaphores altogether
 * @param semCtlOpm operations in one call
 * @param semCtlMni number of sets
 * @param padding what no field covers
 */
public record IpcNsRecord(
        long shmCtlmax,
        long shmCtlall,
        int shmCtlmni,
        int msgCtlmax,
        int msgCtlmnb,
        int msgCtlmni,
        int semCtlMsl,
        int semCtlMns,
        int semCtlOpm,
        int semCtlMni,
        Padding padding)
        implements CkptRecord {
    static final Shape<IpcNsRecord> SHAPE = Shape.of(
            in -> new IpcNsRecord(
                    in.number(),
                    in.number(),
                    in.integer(),
                    in.integer(),
                    in.integer(),
                    in.integer(),
                    in.integer(),
                    in.integer(),
                    in.integer(),
                    in.integer(),
                    in.padding()),
            (r, out) -> out.number(r.shmCtlmax)
                    .number(r.shmCtlall)
                    .number(r.shmCtlmni)
                    .number(r.msgCtlmax)
                    .number(r.msgCtlmnb)
                    .number(r.msgCtlmni)
                    .number(r.semCtlMsl)
                    .number(r.semCtlMns)
                    .number(r.semCtlOpm)
                    .number(r.semCtlMni)
                    .padding(r.padding),
            "shm_ctlmax",
            "shm_ctlall",
            "shm_ctlmni",
            "msg_ctlmax",
            "msg_ctlmnb",
            "msg_ctlmni",
            "sem_ctl_msl",
            "sem_ctl_mns",
            "sem_ctl_opm",
            "sem_ctl_mni");
}
