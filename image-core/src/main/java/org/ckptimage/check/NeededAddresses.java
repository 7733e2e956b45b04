package org.ckptimage.check;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.ckptimage.record.ObjRef;

/** Gathers the addresses of sockets, record by record. */
final class NeededAddresses {
    private static final int PORT = 2;
    private static final int HOST = 4;

    private final List<Needs.Address> all = new ArrayList<>();
    private final Map<String, Integer> socketNames = new LinkedHashMap<>();
    private At socket;
    private int number;
    private String relative;

    List<Needs.Address> all() {
        return all;
    }

    /** Paths that unix sockets are bound to again, with the sockets. */
    Map<String, Integer> socketNames() {
        return socketNames;
    }

    void socket(At at, int objref) {
        socket = at;
        number = objref;
        relative = null;
    }

    /** How many datagrams may wait at a unix socket; 0 for others. */
    long waitingDatagrams(At at) {
        return Sockets.isUnix(at) && Sockets.type(at) == Sockets.DGRAM ? at.number("sock.backlog") : 0;
    }

    void unix(At at) {
        if (socket == null || Sockets.state(socket) == Sockets.ESTABLISHED || !Sockets.isNamed(at)) {
            return;
        }
        String name = name(at);
        if (!Sockets.isPath(at)) {
            all.add(new Needs.Address(Needs.Protocol.ABSTRACT, name, 0, true, Optional.empty(), ObjRef.of(number)));
        } else if ((at.number("flags") & Sockets.LINKED) != 0 && !Sockets.isDead(socket)) {
            if (Sockets.isRelative(at)) {
                relative = name;
            } else {
                socketNames.put(name, number);
            }
        }
    }

    private static String name(At at) {
        int first = Sockets.isPath(at) ? 0 : 1;
        long length = Math.min(at.number("laddr_len") - 2, 108);
        StringBuilder name = new StringBuilder();
        for (int i = first; i < length; i++) {
            int value = (int) at.number("laddr.sun_path", i);
            if (value == 0 && first == 0) {
                break;
            }
            name.append((char) value);
        }
        return name.toString();
    }

    /** The directory in which the relative name before was bound. */
    void directory(String path) {
        if (relative != null) {
            socketNames.put(path + (path.endsWith("/") ? "" : "/") + relative, number);
            relative = null;
        }
    }

    void inet(At at) {
        if (socket == null || at.number("laddr_len") == 0) {
            return;
        }
        boolean connected = Sockets.state(socket) != Sockets.LISTEN && Sockets.state(socket) != Sockets.CLOSE;
        Needs.Protocol protocol = Sockets.type(socket) == Sockets.DGRAM ? Needs.Protocol.UDP : Needs.Protocol.TCP;
        String remote = at.number("raddr_len") == 0 ? null : host(at, "raddr") + ":" + port(at, "raddr");
        all.add(new Needs.Address(
                protocol,
                host(at, "laddr"),
                port(at, "laddr"),
                !connected || protocol == Needs.Protocol.UDP,
                Optional.ofNullable(remote),
                ObjRef.of(number)));
    }

    private static long start(At at, String address) {
        return at.offset(address + ".sin_family") - at.offset();
    }

    private static int port(At at, String address) {
        long place = start(at, address) + PORT;
        return at.u8At(place) << 8 | at.u8At(place + 1);
    }

    private static String host(At at, String address) {
        long place = start(at, address) + HOST;
        return at.u8At(place) + "." + at.u8At(place + 1) + "." + at.u8At(place + 2) + "." + at.u8At(place + 3);
    }
}
