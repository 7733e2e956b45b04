package org.ckptimage.record;

/**
 * IPC: begins one of the three kinds of SysV IPC objects of an IPC namespace; always three, also if there are none, in
 * the order shared memory, messages, semaphores.
 *
 * @param ipcType the kind: number of the record type IPC_SHM, IPC_MSG or IPC_SEM
 * @param ipcCount number of objects that follow
 * @param padding what no field covers
 */
public record IpcRecord(long ipcType, long ipcCount, Padding padding) implements CkptRecord {
    static final Shape<IpcRecord> SHAPE = Shape.of(
            in -> new IpcRecord(in.number(), in.number(), in.padding()),
            (r, out) -> out.number(r.ipcType).number(r.ipcCount).padding(r.padding),
            "ipc_type",
            "ipc_count");
}
