package org.ckptimage.record;

/**
 * FILE_DESC: one descriptor of a file table. Written in ascending order, accepted in any; of two records for one
 * descriptor the last one counts.
 *
 * @param fdObjref the open file (FILE)
 * @param fdDescriptor the descriptor's number; negative is refused at restart
 * @param fdCloseOnExec 0 or 1
 * @param padding what no field covers
 */
public record FileDescRecord(ObjRef fdObjref, int fdDescriptor, long fdCloseOnExec, Padding padding)
        implements CkptRecord {
    static final Shape<FileDescRecord> SHAPE = Shape.of(
            in -> new FileDescRecord(in.objref(), in.integer(), in.number(), in.padding()),
            (r, out) -> out.objref(r.fdObjref)
                    .number(r.fdDescriptor)
                    .number(r.fdCloseOnExec)
                    .padding(r.padding),
            "fd_objref",
            "fd_descriptor",
            "fd_close_on_exec");
}
