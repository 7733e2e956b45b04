package org.ckptimage.record;

/**
 * NS: body of a set of namespaces. Mount and network namespace are those of the restart's root, the pid namespace that
 * of the reading task.
 *
 * @param utsObjref host name and the like (UTS_NS); 0 the restart root's
 * @param ipcObjref SysV IPC (IPC_NS); 0 the restart root's
 * @param netObjref network (NET_NS), from v21 on; 0 presumably the restart root's
 * @param padding what no field covers
 */
public record NsRecord(ObjRef utsObjref, ObjRef ipcObjref, ObjRef netObjref, Padding padding) implements CkptRecord {
    static final Shape<NsRecord> SHAPE = Shape.of(
            in -> new NsRecord(in.objref(), in.objref(), in.objref(), in.padding()),
            (r, out) -> out.objref(r.utsObjref)
                    .objref(r.ipcObjref)
                    .objref(r.netObjref)
                    .padding(r.padding),
            "uts_objref",
            "ipc_objref",
            "net_objref");
}
