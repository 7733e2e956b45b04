package org.ckptimage.record;

/**
 * FILE_NAME: the absolute path of a file, any bytes. Stands behind the FILE of a GENERIC file or FIFO, and twice behind
 * FS: working directory, then root.
 *
 * @param data the whole payload, final NUL included; relative to the root directory of the checkpoint's root task
 */
public record FileNameRecord(Text data) implements CkptRecord {
    static final Shape<FileNameRecord> SHAPE =
            Payload.shape(data -> new FileNameRecord(new Text(data)), r -> r.data.bytes());

    /** Always {@link Padding#NONE}: the payload holds every byte. */
    @Override
    public Padding padding() {
        return Padding.NONE;
    }
}
