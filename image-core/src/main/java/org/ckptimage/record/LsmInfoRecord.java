package org.ckptimage.record;

/**
 * LSM_INFO: what the security module says about itself; in the head of the image, behind the BUFFER with its name. From
 * v19-rc2 on.
 *
 * @param data the whole payload, 200 bytes at most: {@code dummy} without NUL, or Smack's version with NUL
 */
public record LsmInfoRecord(Text data) implements CkptRecord {
    static final Shape<LsmInfoRecord> SHAPE =
            Payload.shape(data -> new LsmInfoRecord(new Text(data)), r -> r.data.bytes());

    /** Always {@link Padding#NONE}: the payload holds every byte. */
    @Override
    public Padding padding() {
        return Padding.NONE;
    }
}
