package org.ckptimage.record;

/**
 * Addresses and options of an inet socket, part of SOCKET_INET. A restart takes the addresses from laddr and raddr
 * instead.
 *
 * @param daddr remote address: 127.0.0.1 is 0x7f000001
 * @param rcvSaddr local address that packets are received for
 * @param saddr local address that packets are sent from
 * @param dport remote port
 * @param num local port
 * @param sport local port, too
 * @param ucTtl time to live of single-cast packets, -1 the system's
 * @param cmsgFlags which control messages the program wants
 */
public record InetSock(long daddr, long rcvSaddr, long saddr, int dport, int num, int sport, int ucTtl, int cmsgFlags) {

    static final String[] FIELDS = {"daddr", "rcv_saddr", "saddr", "dport", "num", "sport", "uc_ttl", "cmsg_flags"};

    static InetSock read(FieldReader in) {
        return new InetSock(
                in.networkNumber(),
                in.networkNumber(),
                in.networkNumber(),
                (int) in.networkNumber(),
                in.integer(),
                (int) in.networkNumber(),
                in.integer(),
                in.integer());
    }

    void write(FieldWriter out) {
        // num is the one port that the kernel keeps in its own byte order.
        out.networkNumber(daddr)
                .networkNumber(rcvSaddr)
                .networkNumber(saddr)
                .networkNumber(dport)
                .number(num)
                .networkNumber(sport)
                .number(ucTtl)
                .number(cmsgFlags);
    }
}
