package org.ckptimage.image;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.ckptimage.format.ObjectType;
import org.ckptimage.format.RecordType;
import org.ckptimage.record.SocketBufferRecord;
import org.ckptimage.record.SocketFragRecord;

/**
 * One buffer of a socket's queue: a datagram, or a piece of a stream.
 *
 * <p>Immutable; may be used by many threads.
 */
public final class SocketBuffer {
    private final Image image;
    private final int entry;
    private final int header;

    /** @param header bytes at the front of the data that no reader of the socket ever sees */
    SocketBuffer(Image image, int entry, int header) {
        this.image = image;
        this.entry = entry;
        this.header = header;
    }

    /** The SOCKET_BUFFER record. */
    public SocketBufferRecord record() {
        return image.decode(entry, SocketBufferRecord.class);
    }

    /** Where the SOCKET_BUFFER record stands. */
    public ImageRecord definedBy() {
        return new ImageRecord(image, entry);
    }

    /** The socket that sent it, for unix sockets. */
    public Optional<Sock> sender() {
        int sock = image.definition(record().skObjref(), ObjectType.SOCK);
        return sock < 0 ? Optional.empty() : Optional.of(new Sock(image, sock));
    }

    /** Bytes not read yet. */
    public int size() {
        return data().readableBytes();
    }

    /**
     * The bytes not read yet, as a view: the linear part, and the fragments behind it. The header of a UDP datagram,
     * which the kernel keeps in front of them, is left out.
     */
    public ByteBuf data() {
        List<ByteBuf> parts = new ArrayList<>();
        int dataOffset = record().contents()
                .map(c -> (int) Math.min(c.dataOffset(), Integer.MAX_VALUE))
                .orElse(0);
        for (int at = image.walk().next(entry);
                at < image.index().size();
                at = image.walk().next(at)) {
            RecordType type = image.index().type(at);
            if (type == RecordType.BUFFER && image.index().role(at) == Role.SOCKET_DATA) {
                ByteBuf linear = image.slice(at, 8);
                parts.add(linear.skipBytes(Math.min(dataOffset, linear.readableBytes())));
            } else if (type == RecordType.SOCKET_FRAG) {
                parts.add(fragment(at));
            } else if (type != RecordType.OBJREF && image.index().kind(at) != RecordIndex.RAW_PAGE) {
                break;
            }
        }
        ByteBuf data = Unpooled.wrappedBuffer(parts.size() + 1, parts.toArray(ByteBuf[]::new));
        return data.skipBytes(Math.min(header, data.readableBytes())).asReadOnly();
    }

    /** The SOCKET_BUFFER record, its BUFFER, its fragments and their raw pages. */
    public List<ImageRecord> records() {
        List<ImageRecord> records = new ArrayList<>();
        records.add(definedBy());
        for (int at = image.walk().next(entry);
                at < image.index().size();
                at = image.walk().next(at)) {
            RecordType type = image.index().type(at);
            boolean own = type == RecordType.BUFFER && image.index().role(at) == Role.SOCKET_DATA
                    || type == RecordType.SOCKET_FRAG
                    || image.index().kind(at) == RecordIndex.RAW_PAGE;
            if (own) {
                records.add(new ImageRecord(image, at));
            } else if (type != RecordType.OBJREF) {
                break;
            }
        }
        return records;
    }

    /** The part of the raw page behind a SOCKET_FRAG that holds data. */
    private ByteBuf fragment(int frag) {
        int page = frag + 1;
        if (page >= image.index().size() || image.index().kind(page) != RecordIndex.RAW_PAGE) {
            return Unpooled.EMPTY_BUFFER;
        }
        SocketFragRecord record = image.decode(frag, SocketFragRecord.class);
        long pageSize = image.index().length(page);
        long from = Math.min(record.offset(), pageSize);
        return image.slice(page, (int) from).slice(0, (int) Math.min(record.size(), pageSize - from));
    }
}
