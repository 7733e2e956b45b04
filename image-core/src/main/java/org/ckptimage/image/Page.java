package org.ckptimage.image;

import io.netty.buffer.ByteBuf;
import java.nio.ByteBuffer;

/**
 * A saved page. A view: no bytes are copied.
 *
 * @param address where it lies in the address space it was asked of, in bytes
 * @param bytes its contents
 */
public record Page(long address, ByteBuf bytes) {

    /** The contents as a read-only buffer; the quickest way to read them in bulk. May begin at another index than 0. */
    public ByteBuffer nioBuffer() {
        return bytes.nioBuffer();
    }
}
