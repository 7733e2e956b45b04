package org.ckptimage.record;

import com.google.common.collect.ImmutableList;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import java.util.List;
import org.ckptimage.format.ImageFormat;

/** Reads and writes payloads that are arrays of structs of one size. */
final class Elements {
    private Elements() {}

    /** All whole entries of a payload; bytes left over are passed over. */
    static <E> List<E> read(ImageFormat format, Shape<E> shape, String struct, ByteBuf payload) {
        BoundShape<E> element = RecordCodec.of(format).element(shape, struct);
        int count = payload.readableBytes() / element.size;
        ImmutableList.Builder<E> entries = ImmutableList.builderWithExpectedSize(count);
        for (int i = 0; i < count; i++) {
            entries.add(element.decode(payload.slice(payload.readerIndex() + i * element.size, element.size)));
        }
        return entries.build();
    }

    /** The payload with these entries. */
    static <E> ByteBuf write(ImageFormat format, Shape<E> shape, String struct, List<E> entries) {
        BoundShape<E> element = RecordCodec.of(format).element(shape, struct);
        byte[] payload = new byte[entries.size() * element.size];
        int at = 0;
        for (E entry : entries) {
            element.encode(entry, payload, at);
            at += element.size;
        }
        return Unpooled.wrappedBuffer(payload);
    }
}
