package org.ckptimage.record;

/**
 * CONTAINER: no fields; in the head of the image, behind HEADER_ARCH. From v19-rc2 on a BUFFER of 11 bytes with the
 * name of the security module and LSM_INFO follow.
 *
 * @param padding what no field covers
 */
public record ContainerRecord(Padding padding) implements CkptRecord {
    static final Shape<ContainerRecord> SHAPE =
            Shape.of(in -> new ContainerRecord(in.padding()), (r, out) -> out.padding(r.padding));
}
