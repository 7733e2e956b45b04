package org.ckptimage.record;

import java.time.Instant;
import java.util.Optional;

/**
 * IPC_MSG: a SysV message queue; its messages follow.
 *
 * @param perms identity and permissions
 * @param qStime seconds since 1970 of the last send, 0 never
 * @param qRtime the same of the last receive
 * @param qCtime the same of the last change
 * @param qCbytes bytes in the queue, the sum of the messages' m_ts
 * @param qQnum number of messages
 * @param qQbytes bytes that the queue may hold
 * @param qLspid pid of the last sender
 * @param qLrpid pid of the last receiver
 * @param padding what no field covers
 */
public record IpcMsgRecord(
        IpcPerms perms,
        long qStime,
        long qRtime,
        long qCtime,
        long qCbytes,
        long qQnum,
        long qQbytes,
        int qLspid,
        int qLrpid,
        Padding padding)
        implements CkptRecord {
    static final Shape<IpcMsgRecord> SHAPE = Shape.of(
            in -> new IpcMsgRecord(
                    IpcPerms.read(in),
                    in.number(),
                    in.number(),
                    in.number(),
                    in.number(),
                    in.number(),
                    in.number(),
                    in.integer(),
                    in.integer(),
                    in.padding()),
            (r, out) -> r.perms
                    .write(out)
                    .number(r.qStime)
                    .number(r.qRtime)
                    .number(r.qCtime)
                    .number(r.qCbytes)
                    .number(r.qQnum)
                    .number(r.qQbytes)
                    .number(r.qLspid)
                    .number(r.qLrpid)
                    .padding(r.padding),
            IpcPerms.fieldsAnd(
                    "q_stime", "q_rtime", "q_ctime", "q_cbytes", "q_qnum", "q_qbytes", "q_lspid", "q_lrpid"));

    /** When a message was last sent. */
    public Optional<Instant> sentAt() {
        return Times.instantOrNever(qStime);
    }

    /** When a message was last received. */
    public Optional<Instant> receivedAt() {
        return Times.instantOrNever(qRtime);
    }

    /** When the queue was last changed. */
    public Optional<Instant> changedAt() {
        return Times.instantOrNever(qCtime);
    }
}
