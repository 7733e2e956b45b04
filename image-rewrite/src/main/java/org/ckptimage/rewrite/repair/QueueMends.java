package org.ckptimage.rewrite.repair;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;
import org.ckptimage.check.Finding;
import org.ckptimage.format.RecordType;
import org.ckptimage.format.SocketType;
import org.ckptimage.image.ImageObject;
import org.ckptimage.image.ImageRecord;
import org.ckptimage.image.Role;
import org.ckptimage.image.Sock;
import org.ckptimage.image.SocketBuffer;
import org.ckptimage.record.SocketRecord;
import org.ckptimage.rewrite.draft.Draft;

/** Queued data of sockets that a restart would send wrongly, or not at all. */
final class QueueMends {
    private static final int CLOSE = 7;
    private static final int DEAD = 1;
    private static final int NAMELESS = 2;
    private static final long LINKED = 1;
    /** What the kernel keeps of four pages for itself. */
    private static final int KEPT_64 = 512;

    private static final int KEPT_32 = 256;

    private final RepairRound round;

    QueueMends(RepairRound round) {
        this.round = round;
    }

    void register() {
        round.on("W03", finding -> queue(finding).ifPresent(sock -> cutWhatWasRead(finding, sock)));
        round.on("W04", finding -> queue(finding).ifPresent(sock -> tooLong(finding, sock)));
        round.on("W05", finding -> queue(finding).ifPresent(sock -> unreachable(finding, sock)));
        round.on("W05b", finding -> owner(finding).ifPresent(sock -> badLength(finding, sock)));
        round.on("W06", finding -> queue(finding).ifPresent(sock -> fromClosed(finding, sock)));
        round.on("R142", finding -> queue(finding).ifPresent(sock -> sum(finding, sock)));
    }

    /** The socket in whose queue the record of a finding stands. */
    private Optional<Sock> queue(Finding finding) {
        List<ImageRecord> records = round.image().records();
        for (int at = finding.record().orElseThrow().number(); at >= 0; at--) {
            ImageRecord record = records.get(at);
            if (record.is(RecordType.SOCKET_QUEUE)) {
                ImageRecord first = record.role() == Role.WRITE_QUEUE ? firstQueue(at) : record;
                return first.deferredOwner().flatMap(object -> Sock.of(round.image(), object));
            }
        }
        return Optional.empty();
    }

    private ImageRecord firstQueue(int second) {
        int at = second - 1;
        while (at > 0
                && round.image()
                        .records()
                        .get(at)
                        .type()
                        .filter(t -> t == RecordType.SOCKET_QUEUE)
                        .isEmpty()) {
            at--;
        }
        return round.image().records().get(at);
    }

    /** The socket that the record of a finding belongs to. */
    private Optional<Sock> owner(Finding finding) {
        return finding.record().flatMap(ImageRecord::definition).flatMap(object -> Sock.of(round.image(), object));
    }

    private static boolean isInet(Sock sock) {
        return sock.inet().isPresent();
    }

    private static SocketType type(Sock sock) {
        return sock.record().flatMap(SocketRecord::socketType).orElse(null);
    }

    /** A length of a buffer; in a dialect that does not write it, what the data behind it tells. */
    private long number(SocketBuffer buffer, String field) {
        if (hasLengths()) {
            return round.draft().get(buffer.definedBy(), field);
        }
        ImageRecord data = data(buffer);
        boolean whole = field.equals("lin_len") || field.equals("skb_len");
        return whole && data != null ? data.payload().readableBytes() : 0;
    }

    private boolean hasLengths() {
        return round.image().format().layout(RecordType.SOCKET_BUFFER).offset("skb_len") >= 0;
    }

    private static ImageRecord head(Sock sock) {
        return sock.queueRecords().get(0);
    }

    /** W03: the kernel would send what was read already once more. */
    private void cutWhatWasRead(Finding finding, Sock sock) {
        if (!round.first("W03", head(sock))) {
            return;
        }
        int cut = 0;
        for (SocketBuffer buffer : sock.receiveQueue()) {
            ImageRecord data = data(buffer);
            long lin = number(buffer, "lin_len");
            long skip = number(buffer, "data_offset");
            long unread = number(buffer, "skb_len");
            if (skip == 0) {
                continue;
            }
            if (data == null || lin - skip != unread || data.length() != 8 + lin || number(buffer, "nr_frags") != 0) {
                round.refuse(finding, "the lengths of a buffer that was read in part do not agree");
                return;
            }
            ByteBuf rest = data.payload().slice((int) skip, (int) unread);
            round.draft().replacePayload(data, Unpooled.copiedBuffer(rest));
            round.draft().set(buffer.definedBy(), "lin_len", unread);
            round.draft().set(buffer.definedBy(), "hdr_len", 0);
            round.draft().set(buffer.definedBy(), "data_offset", 0);
            cut++;
        }
        if (cut == 0) {
            writeSum(finding, sock);
        } else {
            round.mended(finding, "the buffers begin behind what was read of them already: " + cut, "");
        }
    }

    private static ImageRecord data(SocketBuffer buffer) {
        return buffer.records().stream()
                .filter(record -> record.role() == Role.SOCKET_DATA)
                .findFirst()
                .orElse(null);
    }

    /** R142: the queue announces what its buffers have, if that is what shall be sent. */
    private void sum(Finding finding, Sock sock) {
        boolean readInPart = sock.receiveQueue().stream().anyMatch(buffer -> number(buffer, "data_offset") > 0);
        if (!isInet(sock) && readInPart) {
            cutWhatWasRead(finding, sock);
        } else {
            writeSum(finding, sock);
        }
    }

    private void writeSum(Finding finding, Sock sock) {
        ImageRecord record = finding.record().orElseThrow();
        boolean receives = sock.receiveQueue().stream()
                .anyMatch(buffer -> buffer.definedBy().number() == record.number());
        List<SocketBuffer> buffers = receives ? sock.receiveQueue() : sock.writeQueue();
        List<ImageRecord> heads = sock.queueRecords().stream()
                .filter(r -> r.is(RecordType.SOCKET_QUEUE))
                .toList();
        ImageRecord head = heads.get(receives ? 0 : heads.size() - 1);
        if (!round.first("R142", head)) {
            return;
        }
        long total = 0;
        for (SocketBuffer buffer : buffers) {
            total += number(buffer, isInet(sock) ? "skb_len" : "lin_len");
        }
        round.draft().set(head, "total_bytes", total);
        round.mended(finding, "total_bytes of the queue is the sum of its buffers, " + total, "");
    }

    /** W04: longer than can be sent at once. */
    private void tooLong(Finding finding, Sock sock) {
        long most = most();
        if (type(sock) != SocketType.STREAM) {
            drop(
                    finding,
                    sock,
                    "W04",
                    buffer -> number(buffer, "lin_len") > most,
                    "for it is longer than a restart can send");
            return;
        }
        if (!round.first("W04", head(sock))) {
            return;
        }
        int more = 0;
        for (SocketBuffer buffer : sock.receiveQueue()) {
            if (number(buffer, "lin_len") > most) {
                more += split(buffer, (int) most);
            }
        }
        if (more > 0) {
            ImageRecord head = head(sock);
            round.draft().set(head, "skb_count", round.draft().get(head, "skb_count") + more);
            round.mended(finding, "buffers of the stream are split: " + more + " more", "");
        }
    }

    private long most() {
        boolean wide = round.image().format().architecture().wordSize() == Long.BYTES;
        return 4L * round.image().detection().pageSize() - (wide ? KEPT_64 : KEPT_32);
    }

    private int split(SocketBuffer buffer, int most) {
        ImageRecord record = buffer.definedBy();
        ImageRecord data = data(buffer);
        if (data == null) {
            return 0;
        }
        int skip = (int) Math.min(number(buffer, "data_offset"), data.length() - 8);
        ByteBuf bytes = data.payload().skipBytes(skip).slice();
        Draft draft = round.draft();
        if (hasLengths()) {
            draft.set(record, "hdr_len", 0);
            draft.set(record, "data_offset", 0);
        }
        int parts = 0;
        for (int from = 0; from < bytes.readableBytes(); from += most) {
            int length = Math.min(most, bytes.readableBytes() - from);
            ByteBuf part = Unpooled.copiedBuffer(bytes.slice(bytes.readerIndex() + from, length));
            setLength(record, length);
            if (from > 0) {
                draft.addBehind(data, Unpooled.copiedBuffer(draft.bytes(record)));
                draft.addBehind(data, draft.encode(RecordType.BUFFER, part));
            } else {
                draft.replacePayload(data, part);
            }
            parts++;
        }
        int first = Math.min(most, bytes.readableBytes());
        setLength(record, first);
        return parts - 1;
    }

    private void setLength(ImageRecord record, int length) {
        if (hasLengths()) {
            round.draft().set(record, "lin_len", length);
            round.draft().set(record, "skb_len", length);
        }
    }

    /** W05: the name leads nowhere. A name that others can still use is worth more than what waits at it. */
    private void unreachable(Finding finding, Sock sock) {
        if (linked(sock)) {
            drop(
                    finding,
                    sock,
                    "W05",
                    buffer -> true,
                    "for a restart could not deliver it by the socket's relative name");
        } else {
            makeNameless(finding, sock);
        }
    }

    /** W05b: a length at which the kernel writes one byte too far. */
    private void badLength(Finding finding, Sock sock) {
        if (linked(sock)) {
            drop(finding, sock, "W05b", buffer -> true, "for the kernel would deliver it through a buffer too short");
        } else {
            makeNameless(finding, sock);
        }
    }

    private static boolean linked(Sock sock) {
        return sock.unix().filter(unix -> (unix.flags().raw() & LINKED) != 0).isPresent();
    }

    private void makeNameless(Finding finding, Sock sock) {
        if (!round.first("W05", sock.object().definedBy())) {
            return;
        }
        for (ImageRecord record : sock.object().records()) {
            if (record.is(RecordType.SOCKET_UNIX)) {
                round.draft().set(record, "laddr_len", NAMELESS);
            } else if (record.role() == Role.SOCKET_CWD) {
                round.draft().delete(record);
            }
        }
        round.mended(
                finding,
                "socket " + sock.object().ref() + " becomes nameless",
                "its name, which nobody could reach: " + sock.local().orElse("") + " was unlinked");
    }

    /** W06: what a closed seqpacket socket sent cannot be sent once more. */
    private void fromClosed(Finding finding, Sock sock) {
        drop(
                finding,
                sock,
                "W06",
                buffer -> buffer.sender().filter(QueueMends::isClosed).isPresent(),
                "for a closed socket sent it");
    }

    private static boolean isClosed(Sock sender) {
        return sender.record()
                .filter(r -> (r.sockFlags().raw() & DEAD) != 0 || r.sockState() == CLOSE)
                .isPresent();
    }

    /** Drops messages of a receive queue. */
    private void drop(Finding finding, Sock sock, String id, Predicate<SocketBuffer> which, String what) {
        ImageRecord head = head(sock);
        if (!round.first(id, head)) {
            return;
        }
        long messages = 0;
        long bytes = 0;
        for (SocketBuffer buffer : sock.receiveQueue()) {
            if (which.test(buffer)) {
                buffer.records().forEach(round.draft()::delete);
                messages++;
                bytes += number(buffer, "skb_len");
            }
        }
        long total = round.draft().get(head, "total_bytes");
        round.draft().set(head, "skb_count", round.draft().get(head, "skb_count") - messages);
        round.draft().set(head, "total_bytes", Math.max(0, total - bytes));
        ImageObject object = sock.object();
        round.mended(
                finding,
                "what waits at socket " + object.ref() + " is dropped, " + what,
                (messages == 1 ? "an unread message of " : messages + " unread messages of ") + bytes + " bytes");
    }
}
