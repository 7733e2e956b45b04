package org.ckptimage.record;

/**
 * IPC_MSG_MSG: a message in a SysV message queue; BUFFERs with its text follow, at least one.
 *
 * @param mType type that the sender gave it, at least 1
 * @param mTs bytes of its text
 * @param secRef security label (SECURITY, by ptrref), 0 none; none before v19-rc2
 * @param padding what no field covers
 */
public record IpcMsgMsgRecord(long mType, long mTs, ObjRef secRef, Padding padding) implements CkptRecord {
    static final Shape<IpcMsgMsgRecord> SHAPE = Shape.of(
            in -> new IpcMsgMsgRecord(in.number(), in.number(), in.objref(), in.padding()),
            (r, out) -> out.number(r.mType).number(r.mTs).objref(r.secRef).padding(r.padding),
            "m_type",
            "m_ts",
            "sec_ref");
}
