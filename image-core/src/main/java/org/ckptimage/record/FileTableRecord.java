package org.ckptimage.record;

/**
 * FILE_TABLE: first record of a file table's body; its FILE_DESC records follow, each behind the definition of its file
 * if that is new, and behind the last one the deferred records.
 *
 * @param fdtNfds number of FILE_DESC records that follow; negative is refused at restart
 * @param padding what no field covers
 */
public record FileTableRecord(int fdtNfds, Padding padding) implements CkptRecord {
    static final Shape<FileTableRecord> SHAPE = Shape.of(
            in -> new FileTableRecord(in.integer(), in.padding()),
            (r, out) -> out.number(r.fdtNfds).padding(r.padding),
            "fdt_nfds");
}
