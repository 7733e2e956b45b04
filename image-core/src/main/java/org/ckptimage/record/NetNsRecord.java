package org.ckptimage.record;

/**
 * NET_NS: presumably first record of a network namespace, its devices follow; from v21 on.
 *
 * @param thisRef the namespace itself (NET_NS)
 * @param padding what no field covers
 */
public record NetNsRecord(ObjRef thisRef, Padding padding) implements CkptRecord {
    static final Shape<NetNsRecord> SHAPE = Shape.of(
            in -> new NetNsRecord(in.objref(), in.padding()),
            (r, out) -> out.objref(r.thisRef).padding(r.padding),
            "this_ref");
}
