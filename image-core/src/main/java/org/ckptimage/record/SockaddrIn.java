package org.ckptimage.record;

import io.netty.buffer.ByteBuf;

/**
 * An IPv4 address and port as the image holds them, part of SOCKET_INET. They are in network order whatever the image's
 * order is.
 *
 * @param sinFamily 2
 * @param sinPort port: 0 to 65535
 * @param sinAddr address: 127.0.0.1 is 0x7f000001
 * @param sinZero 8 bytes without meaning
 */
public record SockaddrIn(int sinFamily, int sinPort, long sinAddr, ByteBuf sinZero) {

    /** Address and port, to be printed. */
    public InetEndpoint endpoint() {
        return new InetEndpoint((int) sinAddr, sinPort);
    }

    static SockaddrIn read(FieldReader in) {
        return new SockaddrIn(in.integer(), (int) in.networkNumber(), in.networkNumber(), in.bytes());
    }

    void write(FieldWriter out) {
        out.number(sinFamily).networkNumber(sinPort).networkNumber(sinAddr).bytes(sinZero);
    }
}
