package org.ckptimage.record;

import io.netty.buffer.ByteBuf;

/**
 * MM_CONTEXT_LDT: the local descriptor table; x86 only, always behind MM_CONTEXT, empty if there are no entries.
 *
 * @param data raw descriptors of 8 bytes, MM_CONTEXT.nldt of them; a view of the image
 */
public record MmContextLdtRecord(ByteBuf data) implements CkptRecord {
    static final Shape<MmContextLdtRecord> SHAPE = Payload.shape(MmContextLdtRecord::new, MmContextLdtRecord::data);

    /** Always {@link Padding#NONE}: the payload holds every byte. */
    @Override
    public Padding padding() {
        return Padding.NONE;
    }
}
