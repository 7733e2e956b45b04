package org.ckptimage.record;

import io.netty.buffer.ByteBuf;

/**
 * BUFFER: bytes whose meaning only their place tells, as the pid array behind TREE, page contents behind PGARR, or the
 * saved auxiliary vector behind MM.
 *
 * @param data everything behind the head; a view of the image
 */
public record BufferRecord(ByteBuf data) implements CkptRecord {
    static final Shape<BufferRecord> SHAPE = Payload.shape(BufferRecord::new, BufferRecord::data);

    /** Always {@link Padding#NONE}: the payload holds every byte. */
    @Override
    public Padding padding() {
        return Padding.NONE;
    }
}
