package org.ckptimage.check;

import static org.ckptimage.check.RuleCase.crash;
import static org.ckptimage.check.RuleCase.fatal;
import static org.ckptimage.check.RuleCase.note;
import static org.ckptimage.check.TaskCases.field;
import static org.ckptimage.check.TaskCases.set;

import java.util.List;
import org.ckptimage.format.ObjectType;
import org.ckptimage.format.RecordType;
import org.ckptimage.image.Role;

/** Images with broken sockets. */
final class SocketCases {
    private static final String UX = "v20/ux";
    private static final String TCP = "v20/tcp";

    private SocketCases() {}

    /** The first socket of a type that is bound to a path. */
    private static ImagePatch.Place bound(ImagePatch p) {
        return p.where(RecordType.SOCKET_UNIX, "laddr.sun_path", '/', 0);
    }

    /** A field of the first TCP socket that is connected. */
    private static long connected(ImagePatch p, RecordType type, String field, long value) {
        return set(p, type, 1, field, value);
    }

    private static RuleCase tcp(String rule, RecordType type, String field, long value) {
        return fatal(
                rule,
                TCP,
                type + "." + field + " = 0x" + Long.toHexString(value),
                p -> connected(p, type, field, value));
    }

    static List<RuleCase> all() {
        return List.of(
                crash("R118", UX, "a socket before the first TASK_CREDS", p -> {
                    long at = p.at(RecordType.RESTART_BLOCK, 0).offset();
                    byte[] dead = deadSock(p, 900);
                    p.insert(at, dead);
                    return at + 16;
                }),
                field("R119", UX, RecordType.SOCKET, 0, "sock.protocol", 2).with(Errno.named("EPROTONOSUPPORT")),
                field("R119", UX, RecordType.SOCKET, 0, "sock.type", 3).with(Errno.named("ESOCKTNOSUPPORT")),
                fatal("R119", UX, "an unknown family", p -> {
                    ImagePatch.Place socket = p.at(RecordType.SOCKET, 0);
                    p.set(socket, "sock_common.family", 77);
                    return socket.offset();
                }),
                tcp("R120", RecordType.SOCKET, "sock.type", 3),
                field("R121", UX, RecordType.SOCKET, 0, "socket.state", 2).notFirst(),
                fatal("R121", UX, "a long queue of datagrams", p -> {
                    ImagePatch.Place socket = p.where(RecordType.SOCKET, "sock.type", 2, 0);
                    p.set(socket, "sock.backlog", 11);
                    return socket.field("sock.backlog");
                }),
                field("R122", UX, RecordType.SOCKET_UNIX, 0, "peer", -1),
                fatal("R123", UX, "a relative name without its directory", p -> {
                    ImagePatch.Place unix = bound(p);
                    p.set(unix, "laddr.sun_path", 'x');
                    return unix.end();
                }),
                fatal("R124", UX, "an address that is too long", p -> {
                    ImagePatch.Place unix = bound(p);
                    p.set(unix, "laddr_len", 111);
                    return unix.field("laddr_len");
                }),
                crash("R126", UX, "'this' is another socket", p -> set(p, RecordType.SOCKET_UNIX, 0, "this", 0)),
                field("R127", UX, RecordType.SOCKET, 0, "sock.state", 8).notFirst(),
                tcp("R128", RecordType.SOCKET_INET, "raddr_len", 17),
                tcp("R128", RecordType.SOCKET_INET, "icsk_ack.pingpong", 2),
                tcp("R128", RecordType.SOCKET_INET, "tcp.urg_data", 0x1041),
                tcp("R128", RecordType.SOCKET_INET, "tcp.keepalive_probes", 128),
                fatal("R130", TCP, "a closed socket with its queues", p -> {
                    set(p, RecordType.SOCKET, 1, "socket.state", 1);
                    set(p, RecordType.SOCKET, 1, "sock.state", 7);
                    return p.at(RecordType.SOCKET_QUEUE, 0).offset();
                }),
                fatal(
                        "R130",
                        "v20/lsn",
                        "a listener without an address",
                        p -> set(p, RecordType.SOCKET_INET, 0, "laddr_len", 0)),
                tcp("R131", RecordType.SOCKET, "sock.protocol", 0),
                tcp("R133", RecordType.SOCKET, "sock.flags", 1 << 15).with(Errno.ENOSYS),
                tcp("R133", RecordType.SOCKET, "sock.flags", 1 << 14),
                field("R133", UX, RecordType.SOCKET, 0, "sock.flags", 1 << 4),
                field("R134", UX, RecordType.SOCKET, 0, "sock.state", 12),
                field("R134", UX, RecordType.SOCKET, 0, "socket.state", 5),
                field("R135", UX, RecordType.SOCKET, 0, "sock.shutdown", 4),
                field("R135", UX, RecordType.SOCKET, 0, "sock.err", 4095),
                crash("R136", UX, "a peer that is not there", p -> set(p, RecordType.SOCKET_UNIX, 0, "peer", 4711)),
                fatal("R137", UX, "something in a write queue", p -> {
                    ImagePatch.Place queue = p.at(Role.WRITE_QUEUE, 0);
                    p.set(queue, "skb_count", 1);
                    return queue.field("skb_count");
                }),
                fatal("R137", UX, "a buffer more than announced", p -> {
                    ImagePatch.Place queue = p.at(Role.RECEIVE_QUEUE, 0);
                    long count = p.get(queue, "skb_count");
                    p.set(queue, "skb_count", count - 1);
                    ImagePatch.Place last = p.at(RecordType.SOCKET_BUFFER, (int) count - 1);
                    return last.offset();
                }),
                fatal("R138", UX, "a long message", p -> set(p, RecordType.SOCKET_BUFFER, 0, "lin_len", 16385))
                        .notFirst(),
                fatal("R138", UX, "a message in fragments", p -> set(p, RecordType.SOCKET_BUFFER, 0, "nr_frags", 1)),
                fatal("R139", UX, "other data than announced", p -> {
                    ImagePatch.Place data = p.at(Role.SOCKET_DATA, 0);
                    p.resize(data, data.length() + 1);
                    return data.offset();
                }),
                field("R140", UX, RecordType.SOCKET_BUFFER, 0, "sk_objref", 4711),
                field("R140", UX, RecordType.SOCKET_BUFFER, 0, "sk_objref", 1).with(Errno.ENOMSG),
                fatal("R141", UX, "datagrams at an unlinked name", p -> {
                    ImagePatch.Place unix = receiver(p);
                    p.set(unix, "flags", 0);
                    return buffer(p).offset();
                }),
                crash("R141", UX, "datagrams at a name of 20 bytes", p -> {
                    ImagePatch.Place unix = receiver(p);
                    p.set(unix, "laddr_len", 20);
                    return unix.field("laddr_len");
                }),
                fatal("R142", UX, "fewer bytes than there are", p -> {
                    ImagePatch.Place queue = p.where(RecordType.SOCKET_QUEUE, "skb_count", 1, 0);
                    p.set(queue, "total_bytes", 1);
                    return queue.field("total_bytes");
                }),
                fatal("R143", TCP, "too many fragments", p -> set(p, RecordType.SOCKET_BUFFER, 0, "nr_frags", 18)),
                fatal(
                        "R144",
                        TCP,
                        "a fragment outside of its page",
                        p -> set(p, RecordType.SOCKET_FRAG, 0, "offset", 4096)),
                fatal("R144", TCP, "another sum of fragments", p -> set(p, RecordType.SOCKET_BUFFER, 0, "frg_len", 1)),
                fatal(
                        "R145",
                        TCP,
                        "headers that do not meet",
                        p -> set(p, RecordType.SOCKET_BUFFER, 0, "mac_header", 3)),
                fatal(
                        "R145",
                        TCP,
                        "data that begin behind the end",
                        p -> set(p, RecordType.SOCKET_BUFFER, 0, "data_offset", 60000)));
    }

    /** A closed datagram socket without a file and without queues. */
    private static byte[] deadSock(ImagePatch p, int number) {
        ImagePatch.Place socket = p.at(RecordType.SOCKET, 0);
        ImagePatch.Place unix = p.at(RecordType.SOCKET_UNIX, 0);
        byte[] sock = ImagePatch.join(p.objref(ObjectType.SOCK, number), p.copy(socket), p.copy(unix));
        ImagePatch edited = ImagePatch.of(sock);
        int family = 16 + 112;
        edited.put(16 + 16, 1, 1).put(16 + 48, 8, 1).put(16 + 97, 1, 7);
        edited.put(family + 8, 4, number)
                .put(family + 12, 4, 0)
                .put(family + 28, 4, 2)
                .put(family + 32, 4, 0);
        return edited.bytes();
    }

    /** The datagram socket of ux with a name and something queued: its SOCKET_UNIX. */
    private static ImagePatch.Place receiver(ImagePatch p) {
        for (int i = 0; i < 8; i++) {
            ImagePatch.Place unix = p.where(RecordType.SOCKET_UNIX, "laddr.sun_path", '/', i);
            ImagePatch.Place socket = socketBefore(p, unix);
            if (p.get(socket, "sock.type") == 2) {
                return unix;
            }
        }
        throw new AssertionError("ux has no bound datagram socket");
    }

    private static ImagePatch.Place socketBefore(ImagePatch p, ImagePatch.Place unix) {
        ImagePatch.Place last = null;
        for (int i = 0; ; i++) {
            ImagePatch.Place socket = p.at(RecordType.SOCKET, i);
            if (socket.offset() > unix.offset()) {
                return last;
            }
            last = socket;
        }
    }

    /** The first buffer that belongs to it. */
    private static ImagePatch.Place buffer(ImagePatch p) {
        return p.where(RecordType.SOCKET_BUFFER, "pr_objref", p.get(receiver(p), "this"), 0);
    }

    static RuleCase foreignRights() {
        return note("R118", "v20/tree", "a socket before its task's TASK_CREDS", p -> {
            byte[] dead = deadSock(ImagePatch.of(UX), 900);
            long at = p.at(RecordType.TASK, 1).offset();
            p.insert(at, dead);
            return at + 16;
        });
    }
}
