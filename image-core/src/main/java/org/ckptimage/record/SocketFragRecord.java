package org.ckptimage.record;

/**
 * SOCKET_FRAG: a fragment of a socket buffer; one raw page of the writing kernel, which belongs to no record, follows.
 * From v19-rc2 on.
 *
 * @param size bytes of the fragment
 * @param offset where it begins in the page
 * @param padding what no field covers
 */
public record SocketFragRecord(long size, long offset, Padding padding) implements CkptRecord {
    static final Shape<SocketFragRecord> SHAPE = Shape.of(
            in -> new SocketFragRecord(in.number(), in.number(), in.padding()),
            (r, out) -> out.number(r.size).number(r.offset).padding(r.padding),
            "size",
            "offset");
}
