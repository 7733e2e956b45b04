package org.ckptimage.record;

import java.time.Duration;
import java.util.Optional;
import java.util.OptionalInt;
import org.ckptimage.format.Architecture;
import org.ckptimage.format.FlagKind;
import org.ckptimage.format.Flags;
import org.ckptimage.format.SockState;
import org.ckptimage.format.SocketFamily;
import org.ckptimage.format.SocketState;
import org.ckptimage.format.SocketType;

/**
 * SOCKET: first record of a socket's body; SOCKET_UNIX or SOCKET_INET follows by its family. Its queues are among the
 * deferred records of a file table.
 *
 * @param hasBuffers whether the queues are written (a guess), from v23-rc1 on
 * @param socketFlags flags of the file side
 * @param socketState state of the file side: {@link #connection}
 * @param boundDevIf index of the network interface it is bound to, 0 none
 * @param reuse SO_REUSEADDR
 * @param family 1 unix, 2 inet: {@link #addressFamily}
 * @param commonState never filled, 0
 * @param rcvlowat SO_RCVLOWAT, in the first 4 bytes of 8: {@link #receiveLowWater}
 * @param sockFlags flags of the network side
 * @param rcvtimeo nanoseconds of SO_RCVTIMEO, 0 none
 * @param sndtimeo nanoseconds of SO_SNDTIMEO, 0 none
 * @param err pending error number
 * @param errSoft pending error number that a program is not told
 * @param priority SO_PRIORITY
 * @param rcvbuf half of the kernel's SO_RCVBUF in bytes
 * @param sndbuf half of the kernel's SO_SNDBUF in bytes
 * @param type 1 stream, 2 datagram, 5 sequenced packets: {@link #socketType}
 * @param backlog length of the listen queue; of unix datagrams the limit of the receive queue
 * @param protocol unix 0 or 1; inet 6 TCP, 17 UDP
 * @param sockState state of the network side: {@link #state}
 * @param shutdown directions that are shut
 * @param userlocks what the program has set itself
 * @param noCheck SO_NO_CHECK
 * @param lingerOnoff whether close waits for unsent data
 * @param lingerSeconds how long it waits
 * @param padding what no field covers
 */
public record SocketRecord(
        OptionalInt hasBuffers,
        Flags socketFlags,
        int socketState,
        long boundDevIf,
        long reuse,
        int family,
        int commonState,
        long rcvlowat,
        Flags sockFlags,
        long rcvtimeo,
        long sndtimeo,
        long err,
        long errSoft,
        long priority,
        int rcvbuf,
        int sndbuf,
        int type,
        int backlog,
        int protocol,
        int sockState,
        Flags shutdown,
        Flags userlocks,
        int noCheck,
        int lingerOnoff,
        int lingerSeconds,
        Padding padding)
        implements CkptRecord {
    static final Shape<SocketRecord> SHAPE = Shape.of(
            in -> new SocketRecord(
                    in.optionalInteger(),
                    in.flags(FlagKind.SOCKET_FLAGS),
                    in.integer(),
                    in.number(),
                    in.number(),
                    in.integer(),
                    in.integer(),
                    in.number(),
                    in.flags(FlagKind.SOCK_FLAGS),
                    in.number(),
                    in.number(),
                    in.number(),
                    in.number(),
                    in.number(),
                    in.integer(),
                    in.integer(),
                    in.integer(),
                    in.integer(),
                    in.integer(),
                    in.integer(),
                    in.flags(FlagKind.SOCK_SHUTDOWN),
                    in.flags(FlagKind.SOCK_USERLOCKS),
                    in.integer(),
                    in.integer(),
                    in.integer(),
                    in.padding()),
            (r, out) -> out.number(r.hasBuffers)
                    .flags(r.socketFlags)
                    .number(r.socketState)
                    .number(r.boundDevIf)
                    .number(r.reuse)
                    .number(r.family)
                    .number(r.commonState)
                    .number(r.rcvlowat)
                    .flags(r.sockFlags)
                    .number(r.rcvtimeo)
                    .number(r.sndtimeo)
                    .number(r.err)
                    .number(r.errSoft)
                    .number(r.priority)
                    .number(r.rcvbuf)
                    .number(r.sndbuf)
                    .number(r.type)
                    .number(r.backlog)
                    .number(r.protocol)
                    .number(r.sockState)
                    .flags(r.shutdown)
                    .flags(r.userlocks)
                    .number(r.noCheck)
                    .number(r.lingerOnoff)
                    .number(r.lingerSeconds)
                    .padding(r.padding),
            "has_buffers",
            "socket.flags",
            "socket.state",
            "sock_common.bound_dev_if",
            "sock_common.reuse",
            "sock_common.family",
            "sock_common.state",
            "sock.rcvlowat",
            "sock.flags",
            "sock.rcvtimeo",
            "sock.sndtimeo",
            "sock.err",
            "sock.err_soft",
            "sock.priority",
            "sock.rcvbuf",
            "sock.sndbuf",
            "sock.type",
            "sock.backlog",
            "sock.protocol",
            "sock.state",
            "sock.shutdown",
            "sock.userlocks",
            "sock.no_check",
            "sock.linger.l_onoff",
            "sock.linger.l_linger");

    /** The address family, or empty for one that no kernel writes. */
    public Optional<SocketFamily> addressFamily() {
        return Optional.ofNullable(SocketFamily.of(family));
    }

    /** The kind of communication, or empty for one that no kernel writes. */
    public Optional<SocketType> socketType() {
        return Optional.ofNullable(SocketType.of(type));
    }

    /** The state of the file side, or empty for one that no kernel writes. */
    public Optional<SocketState> connection() {
        return Optional.ofNullable(SocketState.of(socketState));
    }

    /** The state of the network side, or empty for one that no kernel writes. */
    public Optional<SockState> state() {
        return Optional.ofNullable(SockState.of(sockState));
    }

    /**
     * SO_RCVLOWAT in bytes. The kernel stores an int into a field of 8 bytes, so that it ends up in the half that comes
     * first in memory.
     */
    public int receiveLowWater(Architecture architecture) {
        return (int) (architecture.littleEndian() ? rcvlowat : rcvlowat >> Integer.SIZE);
    }

    /** SO_RCVTIMEO; zero for none. */
    public Duration receiveTimeout() {
        return Duration.ofNanos(rcvtimeo);
    }

    /** SO_SNDTIMEO; zero for none. */
    public Duration sendTimeout() {
        return Duration.ofNanos(sndtimeo);
    }
}
