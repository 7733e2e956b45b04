package org.ckptimage.check;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.ckptimage.format.FileType;
import org.ckptimage.format.ObjectType;
import org.ckptimage.format.RecordType;
import org.ckptimage.image.ImageObject;
import org.ckptimage.image.ImageRecord;
import org.ckptimage.image.Role;

/**
 * What file tables owe behind their last descriptor: the items of epoll sets, the queues of sockets.
 *
 * <p>A restart keeps its own queue of what is owed. Its entries name nobody: the next one takes the next group. Some of
 * what a kernel writes no restart reads, so that the groups behind are read as those of others, until one is left over.
 */
final class DeferredRules {

    /** A group that stands in the image. */
    private record Group(ImageObject owner, boolean epoll, ImageRecord first, String unreadBy) {}

    private final Restart restart;
    private final Findings findings;
    /** Who is owed a group, in the order in which it became due: files of epoll sets, and sockets. */
    private final Set<ImageObject> owedItems = new LinkedHashSet<>();

    private final Set<ImageObject> owedQueues = new LinkedHashSet<>();
    private final Deque<ImageObject> joins = new ArrayDeque<>();
    private final List<Group> groups = new ArrayList<>();

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
        restart.enclosing().ifPresent(file -> owedItems.add(file.object()));
    }

    private void socketOwes(Definition sock) {
        Sockets.socket(sock)
                .filter(socket -> SocketRules.writesQueues(restart, socket))
                .ifPresent(socket -> {
                    owedQueues.add(sock.object());
                    if (Sockets.isUnix(socket)) {
                        joins.add(sock.object());
                    }
                });
    }

    private void begin(At at, boolean epoll) {
        if (!epoll && at.role() != Role.RECEIVE_QUEUE) {
            return;
        }
        Set<ImageObject> owed = epoll ? owedItems : owedQueues;
        ImageObject owner = at.record()
                .deferredOwner()
                .filter(owed::contains)
                .orElseGet(() -> owed.stream().findFirst().orElse(null));
        if (owner != null) {
            owed.remove(owner);
            groups.add(new Group(owner, epoll, at.record(), epoll ? null : unreadBy(new Definition(restart, owner))));
        }
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
        for (Group group : groups) {
            if (group.unreadBy != null) {
                Findings.Draft draft = findings.found(group.unreadBy, restart.at(group.first))
                        .stop(stop)
                        .moment(stop)
                        .errno(Errno.EINVAL);
                if (group.unreadBy.equals("R130")) {
                    draft.mend("W01");
                }
                draft.say(
                        "no restart reads the queues of %s; what stands behind them is read as something else",
                        group.owner);
            }
        }
        groups.clear();
        owedItems.clear();
        owedQueues.clear();
    }

    /** Where the first record stands that a restart reads as something that it is not. */
    private long firstMisread() {
        List<Group> read =
                groups.stream().filter(group -> group.unreadBy == null).toList();
        for (int i = 0; i < groups.size(); i++) {
            if (i >= read.size() || read.get(i).epoll != groups.get(i).epoll) {
                return groups.get(i).first.offset();
            }
        }
        return Long.MAX_VALUE;
    }

    /** R136: sockets are joined to peers that are there by now. */
    private void join(Definition table) {
        for (ImageObject object : joins) {
            Definition sock = new Definition(restart, object);
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
        joins.clear();
    }
}
