package org.ckptimage.record;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import java.util.AbstractList;
import java.util.List;
import java.util.Objects;
import java.util.RandomAccess;
import org.ckptimage.format.ImageFormat;

/** Reads and writes payloads that are arrays of structs of one size. */
final class Elements {
    private Elements() {}

    /** A payload's whole entries, each read when it is looked at: there may be millions. */
    private static final class Entries<E> extends AbstractList<E> implements RandomAccess {
        private final BoundShape<E> element;
        private final ByteBuf payload;

        Entries(BoundShape<E> element, ByteBuf payload) {
            this.element = element;
            this.payload = payload.slice();
        }

        @Override
        public E get(int i) {
            return element.decode(payload.slice(Objects.checkIndex(i, size()) * element.size, element.size));
        }

        @Override
        public int size() {
            return payload.readableBytes() / element.size;
        }
    }

    /** All whole entries of a payload, as a view; bytes left over are passed over. */
    static <E> List<E> read(ImageFormat format, Shape<E> shape, String struct, ByteBuf payload) {
        return new Entries<>(RecordCodec.of(format).element(shape, struct), payload);
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
