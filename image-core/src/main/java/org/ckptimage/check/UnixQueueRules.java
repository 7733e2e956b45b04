package org.ckptimage.check;

import org.ckptimage.format.ObjectType;
import org.ckptimage.image.Role;

/** Buffers of unix sockets: a restart sends them once more, from the sender to the owner. */
final class UnixQueueRules {
    private final Restart restart;
    private final Findings findings;
    private At reported;

    UnixQueueRules(Restart restart) {
        this.restart = restart;
        this.findings = restart.findings();
    }

    /** Looks at a SOCKET_BUFFER in a queue of a socket. */
    void buffer(At at, At queue, Definition owner) {
        if (owner == null
                || queue == null
                || Sockets.socket(owner).filter(Sockets::isUnix).isEmpty()) {
            return;
        }
        size(at);
        Definition sender =
                restart.refer("R140", at, "sk_objref", ObjectType.SOCK, false).orElse(null);
        owner(at, sender, owner);
        if (queue.role() == Role.RECEIVE_QUEUE) {
            delivery(at, queue, owner, sender);
        }
    }

    /** R138: one piece, not too long. */
    private void size(At at) {
        long most = QueueRules.mostLinear(restart);
        if (at.number("lin_len") > most) {
            findings.found("R138", at, "lin_len")
                    .mend("W04")
                    .say("a message of %d bytes, about %d at most", at.number("lin_len"), most);
        }
        if (at.number("nr_frags") != 0) {
            findings.found("R138", at, "nr_frags")
                    .say("a message of a unix socket in %d fragments", at.number("nr_frags"));
        }
    }

    /** R140: whom a buffer belongs to, where neither the owner's name nor the sender's peer tells. */
    private void owner(At at, Definition sender, Definition owner) {
        boolean hasPeer = sender != null
                && Sockets.unix(sender).filter(unix -> unix.s32("peer") > 0).isPresent();
        if (sender != null && !hasPeer && !Sockets.receivesByName(owner)) {
            restart.refer("R140", at, "pr_objref", ObjectType.SOCK, false);
        }
    }

    /** R141: the sending works. */
    private void delivery(At at, At queue, Definition owner, Definition sender) {
        if (queue == reported) {
            return;
        }
        At unix = Sockets.unix(owner).orElse(null);
        At socket = Sockets.socket(owner).orElseThrow();
        if (unix != null && Sockets.receivesByName(owner) && Sockets.isPath(unix)) {
            long length = unix.number("laddr_len");
            if (Sockets.isRelative(unix) || (unix.number("flags") & Sockets.LINKED) == 0) {
                reported = queue;
                findings.found("R141", at)
                        .mend("W05")
                        .say("%s cannot be reached by its name, and has unread datagrams", owner);
            } else if (length == 20 || length == 52 || length == 84) {
                reported = queue;
                findings.found("R141", unix, "laddr_len")
                        .as(Severity.CRASH)
                        .mend("W05b")
                        .say(
                                "unread datagrams go to an address of %d bytes: the kernel writes one byte too far",
                                length);
            }
        }
        boolean senderClosed = sender != null
                && Sockets.socket(sender)
                        .filter(s -> Sockets.isDead(s) || Sockets.state(s) == Sockets.CLOSE)
                        .isPresent();
        if (Sockets.type(socket) == Sockets.SEQPACKET && senderClosed) {
            reported = queue;
            findings.found("R141", at).mend("W06").say("a message from %s, which is closed", sender);
        }
    }
}
