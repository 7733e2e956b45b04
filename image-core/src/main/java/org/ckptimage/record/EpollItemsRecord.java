package org.ckptimage.record;

/**
 * EPOLL_ITEMS: the watches of an epoll set, among the deferred records of a file table; if there are any, one BUFFER
 * with an {@link EpollItem} per watch follows.
 *
 * @param epfileObjref the epoll set (FILE of kind EPOLL)
 * @param numItems number of watches
 * @param padding what no field covers
 */
public record EpollItemsRecord(ObjRef epfileObjref, long numItems, Padding padding) implements CkptRecord {
    static final Shape<EpollItemsRecord> SHAPE = Shape.of(
            in -> new EpollItemsRecord(in.objref(), in.number(), in.padding()),
            (r, out) -> out.objref(r.epfileObjref).number(r.numItems).padding(r.padding),
            "epfile_objref",
            "num_items");
}
