package org.ckptimage.record;

/**
 * TASK_NS: the namespaces of a live task; behind TASK_CREDS, the definition of the NS before it if that is new.
 *
 * @param nsObjref the namespaces (NS), never 0
 * @param padding what no field covers
 */
public record TaskNsRecord(ObjRef nsObjref, Padding padding) implements CkptRecord {
    static final Shape<TaskNsRecord> SHAPE = Shape.of(
            in -> new TaskNsRecord(in.objref(), in.padding()),
            (r, out) -> out.objref(r.nsObjref).padding(r.padding),
            "ns_objref");
}
