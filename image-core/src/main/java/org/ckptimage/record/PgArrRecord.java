package org.ckptimage.record;

/**
 * PGARR: announces a chunk of pages; one BUFFER with all keys and then all pages follows. One with 0 pages, without
 * BUFFER, ends the contents of an area or segment.
 *
 * @param nrPages number of pages in the BUFFER
 * @param padding what no field covers
 */
public record PgArrRecord(long nrPages, Padding padding) implements CkptRecord {
    static final Shape<PgArrRecord> SHAPE = Shape.of(
            in -> new PgArrRecord(in.number(), in.padding()),
            (r, out) -> out.number(r.nrPages).padding(r.padding),
            "nr_pages");
}
