package org.ckptimage.record;

/**
 * TASK_OBJS: the shared objects of a live task; their definitions stand before it if they are new, and SIGNAL and
 * SIGPENDING follow if the signal_objref is new.
 *
 * @param filesObjref descriptors (FILE_TABLE), never 0
 * @param mmObjref address space (MM), never 0
 * @param fsObjref working directory and root (FS); none before v20
 * @param semUndoObjref semaphore adjustments (SEM_UNDO), 0 none; from v23-rc1 on
 * @param sighandObjref signal handlers (SIGHAND), never 0
 * @param signalObjref the process (SIGNAL): a hidden number, the same for all threads of a process
 * @param padding what no field covers
 */
public record TaskObjsRecord(
        ObjRef filesObjref,
        ObjRef mmObjref,
        ObjRef fsObjref,
        ObjRef semUndoObjref,
        ObjRef sighandObjref,
        ObjRef signalObjref,
        Padding padding)
        implements CkptRecord {
    static final Shape<TaskObjsRecord> SHAPE = Shape.of(
            in -> new TaskObjsRecord(
                    in.objref(), in.objref(), in.objref(), in.objref(), in.objref(), in.objref(), in.padding()),
            (r, out) -> out.objref(r.filesObjref)
                    .objref(r.mmObjref)
                    .objref(r.fsObjref)
                    .objref(r.semUndoObjref)
                    .objref(r.sighandObjref)
                    .objref(r.signalObjref)
                    .padding(r.padding),
            "files_objref",
            "mm_objref",
            "fs_objref",
            "sem_undo_objref",
            "sighand_objref",
            "signal_objref");
}
