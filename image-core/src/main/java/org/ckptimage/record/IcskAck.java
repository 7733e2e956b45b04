package org.ckptimage.record;

/**
 * State of delayed acknowledgements, part of SOCKET_INET. For UDP garbage: the kernel writes memory that is not of this
 * type.
 *
 * @param timeout when the timer runs out, in the kernel's ticks
 * @param ato present delay in ticks
 * @param lrcvtime when data last came, in the kernel's ticks
 * @param lastSegSize bytes of the last segment
 * @param rcvMss guessed bytes of a full segment
 * @param pending what is to be done
 * @param quick number of acknowledgements to be sent at once
 * @param pingpong whether the connection is interactive
 * @param blocked whether sending had to be put off
 */
public record IcskAck(
        long timeout,
        long ato,
        long lrcvtime,
        int lastSegSize,
        int rcvMss,
        int pending,
        int quick,
        int pingpong,
        int blocked) {

    static final String[] FIELDS = {
        "icsk_ack.timeout",
        "icsk_ack.ato",
        "icsk_ack.lrcvtime",
        "icsk_ack.last_seg_size",
        "icsk_ack.rcv_mss",
        "icsk_ack.pending",
        "icsk_ack.quick",
        "icsk_ack.pingpong",
        "icsk_ack.blocked"
    };

    static IcskAck read(FieldReader in) {
        return new IcskAck(
                in.number(),
                in.number(),
                in.number(),
                in.integer(),
                in.integer(),
                in.integer(),
                in.integer(),
                in.integer(),
                in.integer());
    }

    void write(FieldWriter out) {
        out.number(timeout)
                .number(ato)
                .number(lrcvtime)
                .number(lastSegSize)
                .number(rcvMss)
                .number(pending)
                .number(quick)
                .number(pingpong)
                .number(blocked);
    }
}
