package org.ckptimage.image;

import io.netty.buffer.ByteBuf;
import java.nio.ByteBuffer;

/**
 * A saved page. A view: no bytes are copied, and buffers are made when asked for, which works until the image is
 * closed; a buffer that was made stays readable. Two pages are equal if address and contents are.
 *
 * <p>Immutable; may be used by many threads.
 */
public final class Page {
    private final PageChunk chunk;
    private final int index;
    private final long address;

    Page(PageChunk chunk, int index) {
        this.chunk = chunk;
        this.index = index;
        this.address = chunk.address(index);
    }

    /** Where it lies in the address space it was asked of, in bytes. */
    public long address() {
        return address;
    }

    /** Its contents. */
    public ByteBuf bytes() {
        return chunk.page(index);
    }

    /** The contents as a read-only buffer in the image's byte order, from 0 on; the quickest way to read them. */
    public ByteBuffer nioBuffer() {
        return chunk.nioBuffer(index);
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof Page that
                && address == that.address
                && nioBuffer().equals(that.nioBuffer());
    }

    @Override
    public int hashCode() {
        return Long.hashCode(address);
    }

    @Override
    public String toString() {
        return "page 0x" + Long.toHexString(address);
    }
}
