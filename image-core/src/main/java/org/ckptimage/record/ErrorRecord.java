package org.ckptimage.record;

import io.netty.buffer.ByteBuf;

/**
 * ERROR: the checkpoint failed; may stand wherever a record may, and ends the image. v20 would write it empty, with the
 * text in a STRING behind it; older dialects presumably had the text inside. [README 5]
 *
 * @param data everything behind the head
 */
public record ErrorRecord(ByteBuf data) implements CkptRecord {
    static final Shape<ErrorRecord> SHAPE = Payload.shape(ErrorRecord::new, ErrorRecord::data);

    /** The text inside the record: its first byte is a NUL and does not count. Empty in v20. */
    public Text message() {
        return new Text(
                data.slice(data.readerIndex(), data.readableBytes()).skipBytes(Math.min(1, data.readableBytes())));
    }

    /** Always {@link Padding#NONE}: the payload holds every byte. */
    @Override
    public Padding padding() {
        return Padding.NONE;
    }
}
