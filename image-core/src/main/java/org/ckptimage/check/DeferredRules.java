package org.ckptimage.check;

import org.ckptimage.format.FileType;
import org.ckptimage.format.ObjectType;
import org.ckptimage.format.RecordType;
import org.ckptimage.image.IntChunks;
import org.ckptimage.image.Role;

/**
 * What file tables owe behind their last descriptor: the items of epoll sets, the queues of sockets.
 *
 * <p>A restart keeps its own queue of what is owed. Its entries name nobody: the next one takes the next group. Some of
 * what a kernel writes no restart reads, so that the groups behind are read as those of others, until one is left over.
 */
final class DeferredRules {

    private final Restart restart;
    private final Findings findings;
    /** Files of epoll sets that are owed their items. */
    private final Owed items = new Owed();
    /** Sockets that are owed their queues. */
    private final Owed queues = new Owed();
    /** Sockets that are joined to their peers at the end of the table: by their OBJREFs. */
    private IntChunks joins = new IntChunks();
    /** The groups that stand in the image: their owners' OBJREFs, of an epoll set's items the complement. */
    private IntChunks owners = new IntChunks();
    /** Where each of them begins. */
    private IntChunks groups = new IntChunks();

    DeferredRules(Restart restart, RuleSet on) {
        this.restart = restart;
        this.findings = restart.findings();
        on.file(this::epollSetOwes, FileType.EPOLL);
        on.end(ObjectType.SOCK, this::socketOwes);
        on.record(RecordType.EPOLL_ITEMS, at -> begin(at, true));
        on.record(RecordType.SOCKET_QUEUE, at -> begin(at, false));
        on.end(ObjectType.FILE_TABLE, this::order);
        on.end(ObjectType.FILE_TABLE, this::join);
    }

    private void epollSetOwes(At at) {
        restart.enclosing().ifPresent(file -> items.add(file.objref()));
    }

    private void socketOwes(Definition sock) {
        Sockets.socket(sock)
                .filter(socket -> SocketRules.writesQueues(restart, socket))
                .ifPresent(socket -> {
                    queues.add(sock.objref());
                    if (Sockets.isUnix(socket)) {
                        joins.add(sock.objref());
                    }
                });
    }

    private void begin(At at, boolean epoll) {
        if (!epoll && at.role() != Role.RECEIVE_QUEUE) {
            return;
        }
        Owed owed = epoll ? items : queues;
        int named = at.record()
                .deferredOwner()
                .map(owner -> owner.definedBy().number())
                .orElse(-1);
        int owner = named >= 0 && owed.remove(named) ? named : owed.removeFirst();
        if (owner >= 0) {
            owners.add(epoll ? ~owner : owner);
            groups.add(at.record().number());
        }
    }

    /** The rule by which a restart does not read a group that stands in the image, or null if it reads it. */
    private String unreadBy(int group) {
        int owner = owners.get(group);
        return owner < 0 ? null : unreadBy(restart.definitionAt(owner));
    }

    /** The rule by which a restart does not read a socket's queues, or null if it reads them. */
    private static String unreadBy(Definition sock) {
        At socket = Sockets.socket(sock).orElse(null);
        if (socket == null) {
            return null;
        }
        int state = Sockets.state(socket);
        if (Sockets.isInet(socket)) {
            return state == Sockets.CLOSE ? "R130" : null;
        }
        if (Sockets.unix(sock).filter(unix -> unix.s32("peer") < 0).isPresent()) {
            return "R122";
        }
        return state == Sockets.CLOSE || state == Sockets.ESTABLISHED ? null : "R127";
    }

    /** R130, and R122 and R127 for the queues: the groups against what the restart's entries read. */
    private void order(Definition table) {
        long stop = firstMisread();
        for (int group = 0; group < groups.size(); group++) {
            String rule = unreadBy(group);
            if (rule != null) {
                Findings.Draft draft = findings.found(rule, first(group))
                        .stop(stop)
                        .moment(stop)
                        .errno(Errno.EINVAL);
                if (rule.equals("R130")) {
                    draft.mend("W01");
                }
                draft.say(
                        "no restart reads the queues of %s; what stands behind them is read as something else",
                        restart.definitionAt(owners.get(group)));
            }
        }
        owners = new IntChunks();
        groups = new IntChunks();
        items.clear();
        queues.clear();
    }

    /** The first record of a group. */
    private At first(int group) {
        return restart.at(restart.image().records().get(groups.get(group)));
    }

    /** Where the first record stands that a restart reads as something that it is not. */
    private long firstMisread() {
        int read = -1;
        for (int group = 0; group < groups.size(); group++) {
            do {
                read++;
            } while (read < groups.size() && unreadBy(read) != null);
            if (read >= groups.size() || owners.get(read) < 0 != owners.get(group) < 0) {
                return first(group).offset();
            }
        }
        return Long.MAX_VALUE;
    }

    /** R136: sockets are joined to peers that are there by now. */
    private void join(Definition table) {
        for (int i = 0; i < joins.size(); i++) {
            Definition sock = restart.definitionAt(joins.get(i));
            Sockets.unix(sock).filter(unix -> unix.s32("peer") > 0).ifPresent(unix -> {
                int peer = unix.s32("peer");
                Definition found = restart.known(peer).orElse(null);
                if (found == null || !found.is(ObjectType.SOCK)) {
                    findings.found("R136", unix, "peer")
                            .say(
                                    "%s has the peer #%d, %s",
                                    sock,
                                    peer,
                                    found == null
                                            ? "which is not defined by the end of the file table"
                                            : "which is a " + found.type());
                }
            });
        }
        joins = new IntChunks();
    }
}
