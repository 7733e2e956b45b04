package org.ckptimage.record;

import java.util.Optional;
import java.util.stream.Stream;

/**
 * SOCKET_INET: the IPv4 part of a socket; behind SOCKET. v18 has the two addresses only.
 *
 * @param inet addresses and options as the socket itself has them; from v19-rc2 on
 * @param icskAck state of delayed acknowledgements; garbage for UDP; from v19-rc2 on
 * @param tcp state of the connection, 0 for UDP; from v19-rc2 on
 * @param inet6 IPv6 addresses, never filled in v20; from v19-rc2 on
 * @param laddrLen bytes of the local address, 16
 * @param raddrLen bytes of the remote address, 16, or 0 if there is none
 * @param laddr local address
 * @param raddr remote address
 * @param padding what no field covers
 */
public record SocketInetRecord(
        Optional<InetSock> inet,
        Optional<IcskAck> icskAck,
        Optional<TcpState> tcp,
        Optional<Inet6Addresses> inet6,
        long laddrLen,
        long raddrLen,
        SockaddrIn laddr,
        SockaddrIn raddr,
        Padding padding)
        implements CkptRecord {
    private static final String[] ADDRESSES = {
        "laddr_len",
        "raddr_len",
        "laddr.sin_family",
        "laddr.sin_port",
        "laddr.sin_addr",
        "laddr.sin_zero",
        "raddr.sin_family",
        "raddr.sin_port",
        "raddr.sin_addr",
        "raddr.sin_zero"
    };

    static final Shape<SocketInetRecord> SHAPE = Shape.of(
            in -> new SocketInetRecord(
                    in.group(InetSock.FIELDS.length) ? Optional.of(InetSock.read(in)) : Optional.empty(),
                    in.group(IcskAck.FIELDS.length) ? Optional.of(IcskAck.read(in)) : Optional.empty(),
                    in.group(TcpState.FIELDS.length) ? Optional.of(TcpState.read(in)) : Optional.empty(),
                    in.group(Inet6Addresses.FIELDS.length) ? Optional.of(Inet6Addresses.read(in)) : Optional.empty(),
                    in.number(),
                    in.number(),
                    SockaddrIn.read(in),
                    SockaddrIn.read(in),
                    in.padding()),
            (r, out) -> {
                out.group(InetSock.FIELDS.length, r.inet, InetSock::write)
                        .group(IcskAck.FIELDS.length, r.icskAck, IcskAck::write)
                        .group(TcpState.FIELDS.length, r.tcp, TcpState::write)
                        .group(Inet6Addresses.FIELDS.length, r.inet6, Inet6Addresses::write)
                        .number(r.laddrLen)
                        .number(r.raddrLen);
                r.laddr.write(out);
                r.raddr.write(out);
                out.padding(r.padding);
            },
            fields());

    /** The address the socket is bound to. */
    public InetEndpoint localAddress() {
        return laddr.endpoint();
    }

    /** The address of the peer, or empty if there is none. */
    public Optional<InetEndpoint> remoteAddress() {
        return raddrLen == 0 ? Optional.empty() : Optional.of(raddr.endpoint());
    }

    private static String[] fields() {
        return Stream.of(InetSock.FIELDS, IcskAck.FIELDS, TcpState.FIELDS, Inet6Addresses.FIELDS, ADDRESSES)
                .flatMap(Stream::of)
                .toArray(String[]::new);
    }
}
