package org.ckptimage.record;

import io.netty.buffer.ByteBuf;
import java.util.List;
import org.ckptimage.format.FlagKind;
import org.ckptimage.format.Flags;
import org.ckptimage.format.ImageFormat;

/**
 * One watch of an epoll set; an entry in the BUFFER behind EPOLL_ITEMS. Their order means nothing.
 *
 * @param data the program's cookie
 * @param fd number under which the file was registered: only a key in the set, the descriptor may mean another file now
 * @param fileObjref the watched file (FILE)
 * @param events what is waited for, and how
 * @param padding what no field covers
 */
public record EpollItem(long data, long fd, ObjRef fileObjref, Flags events, Padding padding) {
    private static final String STRUCT = "eventpoll_item";

    static final Shape<EpollItem> SHAPE = Shape.of(
            in -> new EpollItem(in.number(), in.number(), in.objref(), in.flags(FlagKind.EPOLL_EVENTS), in.padding()),
            (r, out) -> out.number(r.data)
                    .number(r.fd)
                    .objref(r.fileObjref)
                    .flags(r.events)
                    .padding(r.padding),
            "data",
            "fd",
            "file_objref",
            "events");

    /** All whole entries of a payload, as a view; bytes left over are passed over. */
    public static List<EpollItem> readAll(ImageFormat format, ByteBuf payload) {
        return Elements.read(format, SHAPE, STRUCT, payload);
    }

    /** The payload with these entries. */
    public static ByteBuf writeAll(ImageFormat format, List<EpollItem> items) {
        return Elements.write(format, SHAPE, STRUCT, items);
    }
}
