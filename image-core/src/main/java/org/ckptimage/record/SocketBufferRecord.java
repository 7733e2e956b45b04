package org.ckptimage.record;

import io.netty.buffer.ByteBuf;
import java.util.Optional;

/**
 * SOCKET_BUFFER: one unread message or piece of a stream; a BUFFER with its linear area follows, and nr_frags times
 * SOCKET_FRAG with a page.
 *
 * @param skObjref the sender (SOCK) of unix sockets; the socket itself in receive queues of inet
 * @param prObjref the socket whose queue this is (SOCK)
 * @param contents where the bytes are; from v19-rc2 on. In v18 one BUFFER with nothing but the bytes follows
 * @param padding what no field covers
 */
public record SocketBufferRecord(ObjRef skObjref, ObjRef prObjref, Optional<Contents> contents, Padding padding)
        implements CkptRecord {
    static final Shape<SocketBufferRecord> SHAPE = Shape.of(
            in -> new SocketBufferRecord(
                    in.objref(),
                    in.objref(),
                    in.group(Contents.FIELDS) ? Optional.of(Contents.read(in)) : Optional.empty(),
                    in.padding()),
            (r, out) -> out.objref(r.skObjref)
                    .objref(r.prObjref)
                    .group(Contents.FIELDS, r.contents, Contents::write)
                    .padding(r.padding),
            "sk_objref",
            "pr_objref",
            "transport_header",
            "network_header",
            "mac_header",
            "lin_len",
            "frg_len",
            "skb_len",
            "hdr_len",
            "mac_len",
            "data_offset",
            "protocol",
            "nr_frags",
            "cb");

    /**
     * Where the bytes of a socket buffer are. The message is the linear area from dataOffset on, then the pieces of the
     * fragments.
     *
     * @param transportHeader offset of the transport header in the linear area
     * @param networkHeader offset of the network header
     * @param macHeader offset of the link header; 0xffffffff unset
     * @param linLen bytes of the linear area, which is the BUFFER that follows
     * @param frgLen bytes in fragments
     * @param skbLen bytes of the message
     * @param hdrLen bytes of headers that can be written to
     * @param macLen bytes of the link header
     * @param dataOffset bytes of the linear area before the message
     * @param protocol never filled
     * @param nrFrags number of SOCKET_FRAG records
     * @param cb 48 bytes of the kernel's own, in its own layout
     */
    public record Contents(
            long transportHeader,
            long networkHeader,
            long macHeader,
            long linLen,
            long frgLen,
            long skbLen,
            long hdrLen,
            long macLen,
            long dataOffset,
            int protocol,
            int nrFrags,
            ByteBuf cb) {
        private static final int FIELDS = 12;

        private static Contents read(FieldReader in) {
            return new Contents(
                    in.number(),
                    in.number(),
                    in.number(),
                    in.number(),
                    in.number(),
                    in.number(),
                    in.number(),
                    in.number(),
                    in.number(),
                    in.integer(),
                    in.integer(),
                    in.bytes());
        }

        private void write(FieldWriter out) {
            out.number(transportHeader)
                    .number(networkHeader)
                    .number(macHeader)
                    .number(linLen)
                    .number(frgLen)
                    .number(skbLen)
                    .number(hdrLen)
                    .number(macLen)
                    .number(dataOffset)
                    .number(protocol)
                    .number(nrFrags)
                    .bytes(cb);
        }
    }
}
