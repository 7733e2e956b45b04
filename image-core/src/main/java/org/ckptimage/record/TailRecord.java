package org.ckptimage.record;

/**
 * TAIL: last record of an image; without it the image is not complete.
 *
 * @param magic {@link #MAGIC}
 * @param padding what no field covers
 */
public record TailRecord(long magic, Padding padding) implements CkptRecord {
    /** What {@link #magic} must be. */
    public static final long MAGIC = 0x002d2a0cc0deef00L;

    static final Shape<TailRecord> SHAPE = Shape.of(
            in -> new TailRecord(in.number(), in.padding()),
            (r, out) -> out.number(r.magic).padding(r.padding),
            "magic");
}
