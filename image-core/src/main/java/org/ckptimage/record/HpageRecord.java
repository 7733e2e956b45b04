package org.ckptimage.record;

/**
 * HPAGE: announces one huge page; from v23 on. How its bytes follow is not known.
 *
 * @param vaddrOrIndex where the page belongs: an address in private areas, an index in shared ones
 * @param shift logarithm of its size in bytes
 * @param padding what no field covers
 */
public record HpageRecord(long vaddrOrIndex, int shift, Padding padding) implements CkptRecord {
    static final Shape<HpageRecord> SHAPE = Shape.of(
            in -> new HpageRecord(in.number(), in.integer(), in.padding()),
            (r, out) -> out.number(r.vaddrOrIndex).number(r.shift).padding(r.padding),
            "vaddr",
            "shift");

    /** The page's address, in a private area. */
    public long vaddr() {
        return vaddrOrIndex;
    }

    /** The page's index in its segment, in a shared area. */
    public long index() {
        return vaddrOrIndex;
    }
}
