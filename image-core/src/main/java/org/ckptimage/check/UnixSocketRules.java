package org.ckptimage.check;

import com.google.common.hash.HashFunction;
import com.google.common.hash.Hashing;
import org.ckptimage.format.ObjectType;
import org.ckptimage.format.RecordType;
import org.ckptimage.image.Role;

/** Unix sockets: states, names and peers. */
final class UnixSocketRules {
    private static final int USUAL_WAITING = 10;
    private static final int LONGEST_ADDRESS = 110;
    private static final int LONGEST_DIRECTORY = 4096;
    /** Nobody who writes an image can know which names collide here. */
    private static final HashFunction HASH = Hashing.goodFastHash(Long.SIZE);

    private static final long QUEUE = 1L << 9;

    private final Restart restart;
    private final Findings findings;
    /** By the hash of a name its first socket: names themselves would take more than their records do. */
    private final LongMap linked = new LongMap();

    UnixSocketRules(Restart restart, RuleSet on) {
        this.restart = restart;
        this.findings = restart.findings();
        on.record(RecordType.SOCKET, this::state);
        on.record(RecordType.SOCKET_UNIX, this::itself);
        on.record(RecordType.SOCKET_UNIX, this::peer);
        on.record(RecordType.SOCKET_UNIX, this::connection);
        on.record(RecordType.SOCKET_UNIX, this::address);
        on.record(RecordType.STRING, this::directory);
        on.end(ObjectType.SOCK, this::linkedOnce);
    }

    /** The SOCKET record of the socket that is being read. */
    private At socket() {
        return restart.enclosing(ObjectType.SOCK).flatMap(Sockets::socket).orElse(null);
    }

    /** R121: states and limits. */
    private void state(At at) {
        if (!Sockets.isUnix(at)) {
            return;
        }
        long file = at.number("socket.state");
        if (file == 0 || file == 2 || file == 4) {
            findings.found("R121", at, "socket.state").say("a unix socket in the state %d", file);
        }
        long most = restart.target()
                .map(target -> target.limit(Target.Limit.WAITING_DATAGRAMS).orElse(USUAL_WAITING))
                .orElse((long) USUAL_WAITING);
        if (Sockets.type(at) == Sockets.DGRAM && at.number("sock.backlog") > most) {
            findings.found("R121", at, "sock.backlog")
                    .say("a limit of %d waiting datagrams; the system allows %d", at.number("sock.backlog"), most);
        }
        if ((at.number("sock.flags") & QUEUE) != 0) {
            findings.found("R121", at, "sock.flags").say("sock.flags 0x%x has bit 9", at.number("sock.flags"));
        }
    }

    /** R126: 'this' is the socket's own number. */
    private void itself(At at) {
        restart.enclosing(ObjectType.SOCK)
                .filter(sock -> sock.number() != at.s32("this"))
                .ifPresent(sock -> findings.found("R126", at, "this")
                        .say("'this' is #%d in the definition of %s", at.s32("this"), sock));
    }

    /** R122: a negative peer makes the kernel leave at once. */
    private void peer(At at) {
        if (at.s32("peer") < 0) {
            boolean unread = Sockets.isRelative(at) || socket() != null && SocketRules.writesQueues(restart, socket());
            findings.found("R122", at, "peer")
                    .stop(at.end())
                    .as(unread ? Severity.FATAL : Severity.LOSS)
                    .say("the peer is #%d: what belongs to the socket stays unread", at.s32("peer"));
        }
    }

    /** R127: connected, closed or listening. */
    private void connection(At at) {
        At socket = socket();
        if (socket == null) {
            return;
        }
        int state = Sockets.state(socket);
        if (state == Sockets.LISTEN && !Sockets.isNamed(at)) {
            findings.found("R127", at, "laddr_len").say("a unix socket listens without an address");
        } else if (state != Sockets.ESTABLISHED && state != Sockets.CLOSE && state != Sockets.LISTEN) {
            boolean queues = SocketRules.writesQueues(restart, socket);
            findings.found("R127", socket, "sock.state")
                    .as(queues ? Severity.FATAL : Severity.LOSS)
                    .say("a unix socket in the state %d: its queues stay unread", state);
        }
    }

    /** R124: the length of an address. */
    private void address(At at) {
        At socket = socket();
        boolean bound = socket != null && Sockets.state(socket) != Sockets.ESTABLISHED;
        if (bound && at.number("laddr_len") > LONGEST_ADDRESS) {
            findings.found("R124", at, "laddr_len")
                    .say("an address of %d bytes, %d at most", at.number("laddr_len"), LONGEST_ADDRESS);
        }
    }

    /** R123: the directory of the bind. */
    private void directory(At at) {
        if (at.role() == Role.SOCKET_CWD && at.payload() > LONGEST_DIRECTORY) {
            findings.found("R123", at).say("a directory's name of %d bytes", at.payload());
        }
    }

    /** R124: of two sockets linked to one path the second unlinks the first. */
    private void linkedOnce(Definition sock) {
        At unix = Sockets.unix(sock).orElse(null);
        At socket = Sockets.socket(sock).orElse(null);
        if (unix == null || socket == null || Sockets.state(socket) == Sockets.ESTABLISHED || Sockets.isDead(socket)) {
            return;
        }
        boolean abstractName = Sockets.isNamed(unix) && !Sockets.isPath(unix);
        if (!abstractName && (!Sockets.isPath(unix) || (unix.number("flags") & Sockets.LINKED) == 0)) {
            return;
        }
        String name = name(sock, unix);
        long hash = HASH.hashUnencodedChars(name).asLong();
        if (linked.add(hash, sock.objref())) {
            return;
        }
        Definition other = restart.definitionAt(linked.value(linked.floor(hash)));
        if (Sockets.unix(other).filter(at -> name(other, at).equals(name)).isPresent()) {
            Findings.Draft draft = findings.found("R124", unix, "laddr_len");
            (abstractName ? draft.errno(Errno.named("EADDRINUSE")) : draft.as(Severity.LOSS))
                    .say("%s is bound to the name of %s", sock, other);
        }
    }

    /** What no other socket may be bound to: an abstract name, or a path and the directory that it starts from. */
    private static String name(Definition sock, At unix) {
        StringBuilder name = new StringBuilder(Sockets.isPath(unix) ? "" : "@");
        long length = Math.min(unix.number("laddr_len") - 2, LONGEST_ADDRESS - 2);
        for (int i = 0; i < length; i++) {
            name.append((char) unix.number("laddr.sun_path", i));
        }
        sock.find(RecordType.STRING).ifPresent(directory -> name.append('\n').append(directory.text()));
        return name.toString();
    }
}
