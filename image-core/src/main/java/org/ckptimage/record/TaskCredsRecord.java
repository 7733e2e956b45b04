package org.ckptimage.record;

/**
 * TASK_CREDS: the credentials of a live task; behind the registers. Real and effective ones are normally the same
 * object.
 *
 * @param credRef real credentials (CRED), never 0
 * @param ecredRef effective credentials (CRED), never 0
 * @param padding what no field covers
 */
public record TaskCredsRecord(ObjRef credRef, ObjRef ecredRef, Padding padding) implements CkptRecord {
    static final Shape<TaskCredsRecord> SHAPE = Shape.of(
            in -> new TaskCredsRecord(in.objref(), in.objref(), in.padding()),
            (r, out) -> out.objref(r.credRef).objref(r.ecredRef).padding(r.padding),
            "cred_ref",
            "ecred_ref");
}
