package org.ckptimage.check;

import org.ckptimage.format.ObjectType;
import org.ckptimage.format.RecordType;

/** Internet sockets: what their records must hold. Their queues are {@link QueueRules}. */
final class InetSocketRules {
    private static final int ADDRESS = 16;

    private final Restart restart;
    private final Findings findings;

    InetSocketRules(Restart restart, RuleSet on) {
        this.restart = restart;
        this.findings = restart.findings();
        on.record(RecordType.SOCKET_INET, this::lengths);
        on.record(RecordType.SOCKET_INET, this::acknowledgement);
        on.record(RecordType.SOCKET_INET, this::connection);
        on.record(RecordType.SOCKET_INET, this::protocol);
        on.record(RecordType.SOCKET_INET, this::listens);
    }

    private At socket() {
        return restart.enclosing(ObjectType.SOCK).flatMap(Sockets::socket).orElse(null);
    }

    private boolean isUdp() {
        At socket = socket();
        return socket != null && Sockets.type(socket) == Sockets.DGRAM;
    }

    /** R128: addresses. */
    private void lengths(At at) {
        for (String field : new String[] {"laddr_len", "raddr_len"}) {
            if (at.number(field) > ADDRESS) {
                findings.found("R128", at, field).say("%s is %d, %d at most", field, at.number(field), ADDRESS);
            }
        }
    }

    /** R128: acknowledgements; of a UDP socket whatever the kernel found behind it. */
    private void acknowledgement(At at) {
        most(at, "icsk_ack.pending", 15, "W02");
        most(at, "icsk_ack.pingpong", 1, "W02");
        most(at, "icsk_ack.blocked", 1, "W02");
    }

    /** R128: the state of a connection. */
    private void connection(At at) {
        most(at, "tcp.keepalive_intvl", 32767, null);
        most(at, "tcp.keepalive_probes", 127, null);
        most(at, "tcp.nonagle", 7, null);
        most(at, "tcp.ecn_flags", 7, null);
        long urgent = at.number("tcp.urg_data");
        if ((urgent & ~0x700) != 0) {
            findings.found("R128", at, "tcp.urg_data").mend("W07").say("urg_data is 0x%x", urgent);
        }
    }

    private void most(At at, String field, long most, String mend) {
        if (at.number(field) > most) {
            Findings.Draft draft = findings.found("R128", at, field);
            if (mend != null && isUdp()) {
                draft.mend(mend);
            }
            draft.say("%s is %d, %d at most", field, at.number(field), most);
        }
    }

    /** R131: TCP or UDP, unless the socket is closed or listens. */
    private void protocol(At at) {
        At socket = socket();
        if (socket == null || Sockets.state(socket) == Sockets.CLOSE || Sockets.state(socket) == Sockets.LISTEN) {
            return;
        }
        long protocol = socket.number("sock.protocol");
        if (protocol != Sockets.TCP && protocol != Sockets.UDP) {
            findings.found("R131", socket, "sock.protocol").say("an internet socket of the protocol %d", protocol);
        }
    }

    /** R130: a listener has an address to listen at. */
    private void listens(At at) {
        At socket = socket();
        if (socket != null && Sockets.state(socket) == Sockets.LISTEN && at.number("laddr_len") == 0) {
            findings.found("R130", at, "laddr_len").say("an internet socket listens without an address");
        }
    }
}
