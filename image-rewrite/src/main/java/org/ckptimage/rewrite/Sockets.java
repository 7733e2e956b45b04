package org.ckptimage.rewrite;

import com.google.common.base.Supplier;
import com.google.common.base.Suppliers;
import com.google.common.collect.ListMultimap;
import com.google.common.collect.MultimapBuilder;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Predicate;
import org.ckptimage.format.ObjectType;
import org.ckptimage.format.RecordType;
import org.ckptimage.format.SocketType;
import org.ckptimage.image.Image;
import org.ckptimage.image.ImageObject;
import org.ckptimage.image.ImageRecord;
import org.ckptimage.image.Sock;
import org.ckptimage.image.SocketBuffer;
import org.ckptimage.image.SocketFile;
import org.ckptimage.record.SocketQueueRecord;
import org.ckptimage.record.SocketRecord;
import org.ckptimage.record.SocketUnixRecord;
import org.ckptimage.rewrite.Consequence.Kind;
import org.ckptimage.rewrite.draft.Draft;

/**
 * Sockets that lose their file. One that nobody else needs goes with its queues. One that a peer or a queued message
 * still names stays in the form that the kernel gives a closed socket, so that the peer sees what it would see after a
 * real close.
 */
final class Sockets {
    private static final long DEAD = 1;
    private static final long LINKED = 1;
    private static final int CLOSE = 7;
    private static final int UNCONNECTED = 1;
    private static final int BOTH_WAYS = 3;

    private final Image image;
    private final Draft draft;
    private final List<Consequence> consequences;
    private final Definitions definitions;
    private final Set<Sock> gone = new LinkedHashSet<>();
    private final Supplier<List<Sock>> sockets = Suppliers.memoize(this::findSockets);
    /** Who is connected to whom, by the one that is connected to. */
    private final Supplier<ListMultimap<Sock, Sock>> connected = Suppliers.memoize(this::findConnected);

    Sockets(Image image, Draft draft, List<Consequence> consequences, Definitions definitions) {
        this.image = image;
        this.draft = draft;
        this.consequences = consequences;
        this.definitions = definitions;
    }

    /** Says that a file is no longer on its socket. */
    void detach(SocketFile file) {
        file.sock().ifPresent(sock -> {
            if (gone.add(sock)) {
                definitions.loosen(sock.object());
            }
        });
    }

    /** Before it is decided who stays: the queues of closed sockets go, and with them what their messages name. */
    void dropQueues() {
        for (Sock sock : gone) {
            dropQueues(sock);
        }
        if (!gone.isEmpty()) {
            sockets.get().stream().filter(Sockets::isSeqpacket).forEach(this::dropMessages);
        }
    }

    private void dropQueues(Sock sock) {
        long bytes = sock.receivedBytes();
        sock.queueRecords().forEach(draft::delete);
        if (bytes > 0) {
            consequences.add(new Consequence(
                    Kind.CONTENTS_LOST,
                    sock.object().definedBy().offset(),
                    bytes + " bytes that socket " + sock.object().ref() + " has received and not read go"));
        }
    }

    /** What closed sockets sent by SEQPACKET cannot be brought back. */
    private void dropMessages(Sock receiver) {
        if (!gone.contains(receiver)) {
            drop(
                    receiver,
                    buffer -> buffer.sender().filter(gone::contains).isPresent(),
                    "go, since a restart cannot bring back what a closed SEQPACKET socket sent");
        }
    }

    /** Takes from a socket everything that it has received and not read. */
    void dropReceived(Sock sock) {
        drop(sock, buffer -> true, "go");
    }

    private void drop(Sock receiver, Predicate<SocketBuffer> wanted, String why) {
        List<SocketBuffer> dropped =
                receiver.receiveQueue().stream().filter(wanted).toList();
        if (dropped.isEmpty()) {
            return;
        }
        long bytes = 0;
        for (SocketBuffer buffer : dropped) {
            buffer.records().forEach(draft::delete);
            bytes += buffer.record().contents().map(c -> c.skbLen()).orElse(0L);
        }
        ImageRecord head = receiver.queueRecords().get(0);
        SocketQueueRecord queue = (SocketQueueRecord) draft.current(head);
        draft.set(head, "skb_count", queue.skbCount() - dropped.size());
        draft.set(head, "total_bytes", Math.max(0, queue.totalBytes() - bytes));
        consequences.add(new Consequence(
                Kind.CONTENTS_LOST,
                head.offset(),
                (dropped.size() == 1 ? "a buffer of " + bytes : dropped.size() + " buffers of together " + bytes)
                        + " bytes that socket "
                        + receiver.object().ref() + " has received and not read " + why));
    }

    /** After it is decided who stays: closed sockets that do take the form of a closed socket. */
    void settle(java.util.Collection<ImageObject> deleted) {
        for (ImageObject object : deleted) {
            if (object.is(ObjectType.SOCK)) {
                Sock.of(image, object).ifPresent(sock -> sock.queueRecords().forEach(draft::delete));
            }
        }
        for (Sock sock : gone) {
            if (!definitions.isDying(sock.object())) {
                close(sock);
            }
        }
    }

    private void close(Sock sock) {
        ImageRecord record = own(sock, RecordType.SOCKET);
        SocketRecord old = sock.record().orElseThrow();
        draft.set(record, "sock.flags", old.sockFlags().raw() | DEAD);
        draft.set(record, "sock.state", CLOSE);
        draft.set(record, "socket.state", UNCONNECTED);
        draft.set(record, "sock.shutdown", BOTH_WAYS);
        if (old.hasBuffers().isPresent()) {
            draft.set(record, "has_buffers", 0);
        }
        sock.unix().ifPresent(unix -> closeUnix(sock, unix));
        consequences.add(new Consequence(
                Kind.SOCKET_CLOSED,
                record.offset(),
                "socket " + sock.object().ref() + " stays as a closed socket, since its peer or queued data name it"));
        for (Sock other : connected.get().get(sock)) {
            if (!gone.contains(other) && isStream(other)) {
                ImageRecord end = own(other, RecordType.SOCKET);
                draft.set(end, "sock.shutdown", BOTH_WAYS);
                consequences.add(new Consequence(
                        Kind.SOCKET_SHUT,
                        end.offset(),
                        "socket " + other.object().ref()
                                + " reads what was queued, then the end of the stream; writing gives EPIPE"));
            }
        }
    }

    private void closeUnix(Sock sock, SocketUnixRecord unix) {
        ImageRecord record = own(sock, RecordType.SOCKET_UNIX);
        draft.set(record, "peer", 0);
        draft.set(record, "flags", unix.flags().raw() & ~LINKED);
    }

    private static boolean isStream(Sock sock) {
        SocketType type = sock.record().flatMap(SocketRecord::socketType).orElse(null);
        return type == SocketType.STREAM || type == SocketType.SEQPACKET;
    }

    private static boolean isSeqpacket(Sock sock) {
        return sock.record().flatMap(SocketRecord::socketType).orElse(null) == SocketType.SEQPACKET;
    }

    private static ImageRecord own(Sock sock, RecordType type) {
        return sock.object()
                .record(type)
                .orElseThrow(() -> new RefusedException(sock.object() + " has no " + type + " record"));
    }

    private List<Sock> findSockets() {
        return image.objects().definitions().stream()
                .flatMap(object -> Sock.of(image, object).stream())
                .toList();
    }

    private ListMultimap<Sock, Sock> findConnected() {
        ListMultimap<Sock, Sock> found =
                MultimapBuilder.hashKeys().arrayListValues(1).build();
        sockets.get().forEach(sock -> sock.peer().ifPresent(peer -> found.put(peer, sock)));
        return found;
    }
}
