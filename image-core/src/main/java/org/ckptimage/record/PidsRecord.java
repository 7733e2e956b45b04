package org.ckptimage.record;

/**
 * PIDS: pid objects, in the head of the image before TREE; one BUFFER with {@link PidNumbers} follows. From
 * v23-rc1-pids on.
 *
 * @param nrPids number of pid objects
 * @param nrVpids numbers beyond the first one of each pid, over all pids
 * @param offset object number of the first pid; the others have the following ones, all without OBJREF
 * @param padding what no field covers
 */
public record PidsRecord(long nrPids, long nrVpids, ObjRef offset, Padding padding) implements CkptRecord {
    static final Shape<PidsRecord> SHAPE = Shape.of(
            in -> new PidsRecord(in.number(), in.number(), in.objref(), in.padding()),
            (r, out) -> out.number(r.nrPids).number(r.nrVpids).objref(r.offset).padding(r.padding),
            "nr_pids",
            "nr_vpids",
            "offset");
}
