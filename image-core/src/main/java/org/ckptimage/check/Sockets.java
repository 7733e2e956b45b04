package org.ckptimage.check;

import java.util.Optional;
import org.ckptimage.format.RecordType;

/** What the rules of sockets ask again and again. */
final class Sockets {
    static final int AF_UNIX = 1;
    static final int AF_INET = 2;
    static final int STREAM = 1;
    static final int DGRAM = 2;
    static final int SEQPACKET = 5;
    static final int TCP = 6;
    static final int UDP = 17;
    static final int ESTABLISHED = 1;
    static final int CLOSE = 7;
    static final int LISTEN = 10;
    static final long DEAD = 1;
    /** SOCKET_UNIX.flags: the name still leads to the socket. */
    static final long LINKED = 1;

    private Sockets() {}

    static boolean isUnix(At socket) {
        return socket.number("sock_common.family") == AF_UNIX;
    }

    static boolean isInet(At socket) {
        return socket.number("sock_common.family") == AF_INET;
    }

    static int state(At socket) {
        return (int) socket.number("sock.state");
    }

    /** The type without the flags that socket(2) takes beside. */
    static int type(At socket) {
        return (int) socket.number("sock.type") & 15;
    }

    static boolean isDead(At socket) {
        return (socket.number("sock.flags") & DEAD) != 0;
    }

    static Optional<At> socket(Definition sock) {
        return sock.find(RecordType.SOCKET);
    }

    static Optional<At> unix(Definition sock) {
        return sock.find(RecordType.SOCKET_UNIX);
    }

    /** Whether a unix socket is bound to something. */
    static boolean isNamed(At unix) {
        return unix.number("laddr_len") > 2;
    }

    /** Whether a unix socket is bound to a path; else to an abstract name. */
    static boolean isPath(At unix) {
        return isNamed(unix) && unix.number("laddr.sun_path") != 0;
    }

    static boolean isRelative(At unix) {
        return isPath(unix) && unix.number("laddr.sun_path") != '/';
    }

    /** Whether something queued goes to a socket by its name: to named datagram sockets. */
    static boolean receivesByName(Definition sock) {
        Optional<At> socket = socket(sock);
        return socket.isPresent()
                && isUnix(socket.get())
                && type(socket.get()) == DGRAM
                && unix(sock).filter(Sockets::isNamed).isPresent();
    }
}
