package org.ckptimage.check;

import org.ckptimage.format.Dialect;
import org.ckptimage.format.ObjectType;
import org.ckptimage.format.RecordType;

/** What all sockets have. */
final class SocketRules {
    private static final long TIMESTAMPING = 0x7fL << 15;
    /** DONE, DESTROY, QUEUE_SHRUNK, FASYNC, RXQ_OVFL. */
    private static final long CANNOT_BE_SET = 1L << 1 | 1L << 5 | 1L << 14 | 1L << 22 | 1L << 23;

    private static final long WRITTEN_BY_TCP = 1L << 1 | 1L << 14 | 1L << 22 | 1L << 23;
    private static final long LINGER = 1L << 4;
    private static final long TIMESTAMP = 1L << 7;
    private static final long RECEIVE_TIMESTAMP = 1L << 11 | 1L << 12;
    private static final long QUEUE = 1L << 9;
    private static final int CONNECTED = 3;
    private static final int MOST_ERROR = 4094;

    private final Restart restart;
    private final Findings findings;

    SocketRules(Restart restart, RuleSet on) {
        this.restart = restart;
        this.findings = restart.findings();
        on.record(RecordType.SOCKET, this::place);
        on.record(RecordType.SOCKET, this::kind);
        on.record(RecordType.SOCKET, this::states);
        on.record(RecordType.SOCKET, this::flags);
        on.record(RecordType.SOCKET, this::ranges);
    }

    /** R118: credentials come first. */
    private void place(At at) {
        boolean own = restart.taskRecord(RecordType.TASK_CREDS).isPresent();
        if (own || restart.enclosing(ObjectType.SOCK).isEmpty()) {
            return;
        }
        if (restart.credentialsSeen()) {
            findings.found("R118", at)
                    .as(Severity.NOTE)
                    .say("a socket stands before its task's TASK_CREDS: it is made with the rights of the task before");
        } else if (Sockets.isUnix(at)
                && (Sockets.state(at) == Sockets.ESTABLISHED || Sockets.state(at) == Sockets.CLOSE)) {
            findings.found("R118", at).say("a unix socket stands before the first TASK_CREDS of the image");
        } else {
            findings.found("R118", at)
                    .as(Severity.NOTE)
                    .say("a socket stands before the first TASK_CREDS of the image: it is made with the"
                            + " restarter's rights");
        }
    }

    /** R119, R120: family, type and protocol. */
    private void kind(At at) {
        int type = Sockets.type(at);
        long protocol = at.number("sock.protocol");
        if (Sockets.isUnix(at)) {
            if (protocol > 1) {
                findings.found("R119", at, "sock.protocol")
                        .errno(Errno.named("EPROTONOSUPPORT"))
                        .say("a unix socket of the protocol %d", protocol);
            }
            if (type != Sockets.STREAM && type != Sockets.DGRAM && type != Sockets.SEQPACKET) {
                findings.found("R119", at, "sock.type")
                        .errno(Errno.named("ESOCKTNOSUPPORT"))
                        .say("a unix socket of the type %d", type);
            }
        } else if (Sockets.isInet(at)) {
            boolean known = type == Sockets.STREAM && (protocol == Sockets.TCP || protocol == 0)
                    || type == Sockets.DGRAM && (protocol == Sockets.UDP || protocol == 0);
            if (!known) {
                findings.found("R120", at, "sock.type")
                        .say("an internet socket of the type %d, protocol %d", type, protocol);
            }
        }
    }

    /** R134: the states. */
    private void states(At at) {
        int state = Sockets.state(at);
        long file = at.number("socket.state");
        if (file > 4) {
            findings.found("R134", at, "socket.state").say("the socket's state is %d", file);
        } else if (state < 1 || state > 11) {
            findings.found("R134", at, "sock.state").say("the sock's state is %d", state);
        } else if (file == CONNECTED && state != Sockets.ESTABLISHED) {
            findings.found("R134", at, "socket.state").say("the socket is connected, the sock in the state %d", state);
        }
    }

    /** R133: flags that can be set again, or that a fresh socket has. */
    private void flags(At at) {
        long flags = at.number("sock.flags");
        if ((flags & TIMESTAMPING) != 0) {
            findings.found("R133", at, "sock.flags")
                    .errno(Errno.ENOSYS)
                    .say("sock.flags 0x%x has time stamping", flags);
        }
        long wrong = flags & CANNOT_BE_SET | flags & -(1L << 24);
        boolean tcp = Sockets.isInet(at) && Sockets.type(at) == Sockets.STREAM;
        wrong |= tcp ? 0 : flags & QUEUE;
        if (Sockets.isUnix(at)) {
            wrong &= ~QUEUE;
        }
        wrong |= at.number("sock.linger.l_onoff") == 0 ? flags & LINGER : 0;
        wrong |= (flags & RECEIVE_TIMESTAMP) == 0 ? flags & TIMESTAMP : 0;
        if (wrong != 0) {
            Findings.Draft draft = findings.found("R133", at, "sock.flags").errno(Errno.EINVAL);
            if (tcp && (wrong & ~WRITTEN_BY_TCP) == 0) {
                draft.mend("W07");
            }
            draft.say("sock.flags 0x%x has 0x%x, which cannot be set", flags, wrong);
        }
    }

    /** R135: small ranges. */
    private void ranges(At at) {
        if (at.number("sock.shutdown") > 3) {
            findings.found("R135", at, "sock.shutdown").say("shutdown is %d", at.number("sock.shutdown"));
        }
        if (at.number("sock.userlocks") > 15) {
            findings.found("R135", at, "sock.userlocks").say("userlocks is %d", at.number("sock.userlocks"));
        }
        if (at.number("sock.err") > MOST_ERROR) {
            findings.found("R135", at, "sock.err").say("the pending error is %d", at.number("sock.err"));
        }
    }

    /** Whether a socket owes two queues at the end of its file table, as a writer has it. */
    static boolean writesQueues(Restart restart, At socket) {
        if (Sockets.state(socket) == Sockets.LISTEN || Sockets.isDead(socket)) {
            return false;
        }
        return !restart.atLeast(Dialect.V23_RC1) || socket.number("has_buffers") != 0;
    }
}
