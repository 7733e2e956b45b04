package org.ckptimage.record;

import io.netty.buffer.ByteBuf;
import java.util.function.Function;

/** The shape of records that are nothing but a head and bytes. */
final class Payload {
    private Payload() {}

    static <T> Shape<T> shape(Function<ByteBuf, T> maker, Function<T, ByteBuf> payload) {
        return Shape.of(in -> maker.apply(in.rest()), (r, out) -> out.rest(payload.apply(r)), "data");
    }
}
