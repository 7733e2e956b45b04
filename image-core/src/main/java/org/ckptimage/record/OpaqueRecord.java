package org.ckptimage.record;

import io.netty.buffer.ByteBuf;

/**
 * A record whose struct nobody knows: a type that no header describes (NETDEV_ADDR), or a number that the dialect does
 * not have. Its bytes are kept as they are.
 *
 * @param payload everything behind the head
 */
public record OpaqueRecord(ByteBuf payload) implements CkptRecord {

    /** Always {@link Padding#NONE}: the payload holds every byte. */
    @Override
    public Padding padding() {
        return Padding.NONE;
    }
}
