package org.ckptimage.record;

import io.netty.buffer.ByteBuf;

/**
 * IPv6 addresses, part of SOCKET_INET; never filled in v20.
 *
 * @param saddr 16 bytes, the local address that packets are sent from
 * @param rcvSaddr 16 bytes, the local address that packets are received for
 * @param daddr 16 bytes, the remote address
 */
public record Inet6Addresses(ByteBuf saddr, ByteBuf rcvSaddr, ByteBuf daddr) {

    static final String[] FIELDS = {"inet6.saddr", "inet6.rcv_saddr", "inet6.daddr"};

    static Inet6Addresses read(FieldReader in) {
        return new Inet6Addresses(in.bytes(), in.bytes(), in.bytes());
    }

    void write(FieldWriter out) {
        out.bytes(saddr).bytes(rcvSaddr).bytes(daddr);
    }
}
