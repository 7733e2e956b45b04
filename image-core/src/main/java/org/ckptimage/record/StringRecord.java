package org.ckptimage.record;

/**
 * STRING: a string with its final NUL, whose meaning only its place tells: the command name behind TASK, the working
 * directory of a bind behind SOCKET_UNIX, a label behind SECURITY, the text of an ERROR.
 *
 * @param data the whole payload; a reader of the kernel takes its last byte for NUL, whatever it is
 */
public record StringRecord(Text data) implements CkptRecord {
    static final Shape<StringRecord> SHAPE =
            Payload.shape(data -> new StringRecord(new Text(data)), r -> r.data.bytes());

    /** Always {@link Padding#NONE}: the payload holds every byte. */
    @Override
    public Padding padding() {
        return Padding.NONE;
    }
}
