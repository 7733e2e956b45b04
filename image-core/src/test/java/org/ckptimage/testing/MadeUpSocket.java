package org.ckptimage.testing;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import org.ckptimage.format.Dialect;
import org.ckptimage.format.ObjectType;
import org.ckptimage.format.RecordType;

/** A made-up socket (SOCK): what is behind a file of kind SOCKET, with its unread messages. */
public final class MadeUpSocket {
    /** SOCK_STREAM of socket(2). */
    public static final int STREAM = 1;
    /** SOCK_DGRAM of socket(2). */
    public static final int DGRAM = 2;
    /** SOCK_SEQPACKET of socket(2). */
    public static final int SEQPACKET = 5;

    private static final int AF_UNIX = 1;
    private static final int AF_INET = 2;
    private static final int ESTABLISHED = 1;
    private static final int CLOSE = 7;
    private static final int LISTEN = 10;
    private static final int UNCONNECTED = 1;
    private static final int CONNECTED = 3;
    private static final int UNNAMED = 2;
    private static final int IPPROTO_TCP = 6;
    private static final int IPPROTO_UDP = 17;
    private static final int SOCKADDR_IN = 16;

    private final int family;
    private final int type;
    private int socketState = UNCONNECTED;
    private int state = CLOSE;
    private boolean dead;
    private boolean queues = true;
    private MadeUpSocket peer;
    private String path;
    private String cwd;
    private InetAddress local;
    private InetAddress remote;
    private final List<MadeUpMessage> messages = new ArrayList<>();
    private Consumer<RecordFields> fields = f -> {};
    private Consumer<RecordFields> addressFields = f -> {};

    private record InetAddress(int address, int port) {}

    private MadeUpSocket(int family, int type) {
        this.family = family;
        this.type = type;
    }

    /** An AF_UNIX socket, unconnected and unnamed. */
    public static MadeUpSocket unix(int type) {
        return new MadeUpSocket(AF_UNIX, type);
    }

    /** An AF_INET socket: TCP for STREAM, UDP for DGRAM. */
    public static MadeUpSocket inet(int type) {
        return new MadeUpSocket(AF_INET, type);
    }

    /** Sends to {@code other}, one way; two streams are connected by doing both. */
    public MadeUpSocket connectedTo(MadeUpSocket other) {
        peer = other;
        if (type != DGRAM) {
            socketState = CONNECTED;
            state = ESTABLISHED;
        }
        return this;
    }

    /** Waits for connections. */
    public MadeUpSocket listening() {
        state = LISTEN;
        return this;
    }

    /** Its program has closed it, but others still name it: sock.flags bit 0. */
    public MadeUpSocket dead() {
        dead = true;
        return this;
    }

    /**
     * Its two queues are left out: from v23-rc1 on the socket says so itself, in older images it is what a mended one
     * looks like whose queues a restart would not have read.
     */
    public MadeUpSocket withoutQueues() {
        queues = false;
        return this;
    }

    /** Bound to a path, or to an abstract name that begins with a NUL. */
    public MadeUpSocket bound(String name) {
        path = name;
        return this;
    }

    /** Bound to a relative path, from this directory. */
    public MadeUpSocket bound(String name, String directory) {
        cwd = directory.endsWith("/") ? directory : directory + '/';
        return bound(name);
    }

    /** Bound to an IPv4 address. @param address as a number: 0x7f000001 is 127.0.0.1 */
    public MadeUpSocket bound(int address, int port) {
        local = new InetAddress(address, port);
        return this;
    }

    /** Connected to an IPv4 address. */
    public MadeUpSocket connected(int address, int port) {
        remote = new InetAddress(address, port);
        socketState = type == STREAM ? CONNECTED : UNCONNECTED;
        state = ESTABLISHED;
        return this;
    }

    /** A message that this socket has not read yet. */
    public MadeUpSocket received(MadeUpMessage message) {
        messages.add(message);
        return this;
    }

    /** Sets fields of the SOCKET record, after all defaults. */
    public MadeUpSocket with(Consumer<RecordFields> more) {
        fields = fields.andThen(more);
        return this;
    }

    /** Sets fields of the SOCKET_UNIX or SOCKET_INET record, after all defaults. */
    public MadeUpSocket withAddress(Consumer<RecordFields> more) {
        addressFields = addressFields.andThen(more);
        return this;
    }

    /** Whether two queues follow in the deferred part. */
    boolean hasQueues() {
        return queues && state != LISTEN && !dead;
    }

    boolean isInet() {
        return family == AF_INET;
    }

    /** The number of this socket, defined here if it is new. */
    int write(ImageWriter out, MadeUpCreds creds) {
        return out.object(ObjectType.SOCK, this, number -> {
            writeFirst(out);
            int peerNumber = peer == null ? 0 : peer.write(out, creds);
            writeSecond(out, number, peerNumber, creds);
        });
    }

    /** The SOCKET record, behind which a peer may be nested. */
    void writeFirst(ImageWriter out) {
        out.record(RecordType.SOCKET, f -> {
            f.setIfPresent("has_buffers", hasQueues() ? 1 : 0);
            f.set("socket.state", socketState).set("sock_common.family", family);
            f.set("sock.type", type).set("sock.state", state).set("sock.flags", dead ? 0x101 : 0x100);
            f.set("sock.protocol", isInet() ? type == STREAM ? IPPROTO_TCP : IPPROTO_UDP : 0);
            f.set("sock.rcvbuf", 57344).set("sock.sndbuf", 57344).set("sock.backlog", 10);
            fields.accept(f);
        });
    }

    /** The rest of the body; the queues are put off. */
    void writeSecond(ImageWriter out, int number, int peerNumber, MadeUpCreds creds) {
        if (isInet()) {
            out.record(RecordType.SOCKET_INET, f -> {
                inetAddresses(f);
                addressFields.accept(f);
            });
        } else {
            int cred = peer == null ? 0 : creds.write(out);
            out.record(RecordType.SOCKET_UNIX, f -> {
                f.set("this", number).set("peer", peerNumber).setIfPresent("peercred", cred);
                unixAddresses(f);
                addressFields.accept(f);
            });
            if (cwd != null) {
                out.string(cwd);
            }
        }
        if (hasQueues()) {
            out.defer(() -> queues(out, number, creds));
        }
    }

    private void inetAddresses(RecordFields f) {
        if (local != null) {
            f.set("laddr_len", SOCKADDR_IN).set("laddr.sin_family", AF_INET);
            f.setNetworkOrder("laddr.sin_port", local.port).setNetworkOrder("laddr.sin_addr", local.address);
            f.setIfPresent("num", local.port);
        }
        if (remote != null) {
            f.set("raddr_len", SOCKADDR_IN).set("raddr.sin_family", AF_INET);
            f.setNetworkOrder("raddr.sin_port", remote.port).setNetworkOrder("raddr.sin_addr", remote.address);
        }
    }

    private void unixAddresses(RecordFields f) {
        f.set("laddr.sun_family", AF_UNIX).set("laddr_len", UNNAMED).set("raddr_len", peer == null ? 0 : UNNAMED);
        if (peer == null) {
            f.setIfPresent("peercred_uid", 0xffffffffL).setIfPresent("peercred_gid", 0xffffffffL);
        }
        if (path != null) {
            byte[] name = ImageWriter.cString(path);
            boolean isAbstract = path.startsWith("\0");
            f.set("laddr_len", UNNAMED + name.length - (isAbstract ? 1 : 0)).set("laddr.sun_path", name);
            f.set("flags", isAbstract ? 0 : 1);
        }
    }

    private void queues(ImageWriter out, int number, MadeUpCreds creds) {
        int total = messages.stream().mapToInt(MadeUpMessage::length).sum();
        out.record(
                RecordType.SOCKET_QUEUE,
                f -> f.set("skb_count", messages.size()).set("total_bytes", total));
        for (MadeUpMessage message : messages) {
            MadeUpSocket sender = message.sender();
            int from = sender == null ? number : sender.write(out, creds);
            message.write(out, from, number);
        }
        out.record(RecordType.SOCKET_QUEUE);
    }

    /** Whether the dialect can hold messages in pages of their own. */
    static boolean hasFragments(ImageWriter out) {
        return out.format().dialect() != Dialect.V18;
    }
}
