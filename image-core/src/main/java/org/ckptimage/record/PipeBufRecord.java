package org.ckptimage.record;

import io.netty.buffer.ByteBuf;

/**
 * PIPE_BUF: what was written to a pipe and not read yet; one per pipe, behind the first FILE (PIPE) or FILE_NAME (FIFO)
 * with its pipe_objref. Present also when empty.
 *
 * @param data 0 to 65536 bytes; a view of the image
 */
public record PipeBufRecord(ByteBuf data) implements CkptRecord {
    static final Shape<PipeBufRecord> SHAPE = Payload.shape(PipeBufRecord::new, PipeBufRecord::data);

    /** Always {@link Padding#NONE}: the payload holds every byte. */
    @Override
    public Padding padding() {
        return Padding.NONE;
    }
}
