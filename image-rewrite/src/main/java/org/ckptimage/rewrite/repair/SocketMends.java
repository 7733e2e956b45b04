package org.ckptimage.rewrite.repair;

import java.util.List;
import java.util.Optional;
import org.ckptimage.check.Finding;
import org.ckptimage.format.RecordType;
import org.ckptimage.image.ImageObject;
import org.ckptimage.image.ImageRecord;
import org.ckptimage.image.Sock;
import org.ckptimage.record.CredRecord;

/** Sockets that a kernel writes in a state that none restores. Their queues are mended by {@link QueueMends}. */
final class SocketMends {
    /** DESTROY 5, DONE 1, QUEUE_SHRUNK 14, TIMESTAMPING_* 15 to 21, FASYNC 22, RXQ_OVFL 23. */
    private static final long CANNOT_BE_SET = 1L << 1 | 1L << 5 | 1L << 14 | 0x7fL << 15 | 1L << 22 | 1L << 23;

    private static final int ACKNOWLEDGEMENTS = 24;
    private static final long NOBODY = 0xffffffffL;

    private final RepairRound round;

    SocketMends(RepairRound round) {
        this.round = round;
    }

    void register() {
        round.on("W01", this::dropQueues);
        round.on("W02", this::zeroAcknowledgements);
        round.on("W07", this::clearFlags);
        round.on("R133", this::clearFlags);
        round.on("R126", this::nameItself);
        round.on("R136", this::forgetPeer);
        if (round.options().asksFor("W08", "R125")) {
            setPeerCredentials();
        }
    }

    /** W01: no restart reads the queues of an internet socket in CLOSE. */
    private void dropQueues(Finding finding) {
        Sock sock = finding.record()
                .flatMap(ImageRecord::deferredOwner)
                .flatMap(object -> Sock.of(round.image(), object))
                .orElse(null);
        if (sock == null) {
            round.refuse(finding, "nobody knows whose queues these are");
            return;
        }
        if (!round.first("W01", sock.object().definedBy())) {
            return;
        }
        int messages = sock.receiveQueue().size();
        long bytes = sock.receivedBytes();
        sock.queueRecords().forEach(round.draft()::delete);
        round.mended(
                finding,
                "the two queues of the closed socket " + sock.object().ref() + " are dropped",
                messages == 0
                        ? ""
                        : (messages == 1 ? "an unread message of " : messages + " unread messages of ") + bytes
                                + " bytes");
    }

    /** W02: what a kernel writes there of a UDP socket lies behind the socket in its memory. */
    private void zeroAcknowledgements(Finding finding) {
        ImageRecord record = finding.record().orElseThrow();
        if (round.first("W02", record)) {
            int from = round.image()
                    .format()
                    .layout(RecordType.SOCKET_INET)
                    .field("icsk_ack.timeout")
                    .orElseThrow()
                    .offset();
            round.draft().bytes(record).setZero(from, ACKNOWLEDGEMENTS);
            round.mended(finding, "the acknowledgement state of a UDP socket, which means nothing, is zeroed", "");
        }
    }

    /** W07: bits of the moment, and options that no restart sets again. */
    private void clearFlags(Finding finding) {
        ImageRecord record = finding.record().orElseThrow();
        if (record.is(RecordType.SOCKET_INET)) {
            if (round.first("urgent", record)) {
                round.draft().set(record, "tcp.urg_data", 0);
                round.mended(finding, "urg_data is zeroed", "a byte of urgent data, if it was not read");
            }
            return;
        }
        long flags = round.draft().get(record, "sock.flags");
        long wrong = flags & CANNOT_BE_SET;
        if (wrong == 0) {
            round.refuse(finding, "the flags 0x" + Long.toHexString(flags) + " may not be cleared unseen");
        } else if (round.first("flags", record)) {
            round.draft().set(record, "sock.flags", flags & ~wrong);
            boolean timestamps = (wrong & 0x7fL << 15) != 0;
            round.mended(
                    finding,
                    "the bits 0x" + Long.toHexString(wrong) + " of sock.flags are cleared",
                    timestamps ? "the options of SO_TIMESTAMPING" : "");
        }
    }

    /** R126: the socket's own number. */
    private void nameItself(Finding finding) {
        ImageRecord record = finding.record().orElseThrow();
        Optional<ImageObject> sock = record.definition();
        if (sock.isPresent() && round.first("this", record)) {
            round.draft().set(record, "this", sock.get().ref().number());
            round.mended(
                    finding,
                    "SOCKET_UNIX.this names its own socket " + sock.get().ref(),
                    "");
        }
    }

    /** R136: a peer that is nowhere. */
    private void forgetPeer(Finding finding) {
        ImageRecord record = finding.record().orElseThrow();
        ImageObject sock = record.definition().orElse(null);
        Optional<ImageRecord> socket = sock == null ? Optional.empty() : sock.record(RecordType.SOCKET);
        if (socket.isPresent() && round.first("peer", record)) {
            round.draft().set(record, "peer", 0);
            round.draft().set(socket.get(), "sock.shutdown", 3);
            round.mended(
                    finding,
                    "socket " + sock.ref() + " has no peer any more, and is shut down",
                    "the connection: it reads what is queued, then the end of the stream");
        }
    }

    /** W08: who never was connected saw credentials of nobody, which only root may set. */
    private void setPeerCredentials() {
        Optional<CredRecord> restarter = round.image().tasks().stream()
                .flatMap(task -> task.credentials().stream())
                .flatMap(credentials -> credentials.record().stream())
                .findFirst();
        List<ImageObject> objects = round.image().objects().definitions();
        boolean hasIds = round.image()
                .format()
                .layout(RecordType.SOCKET_UNIX)
                .field("peercred_uid")
                .isPresent();
        if (restarter.isEmpty() || !hasIds) {
            return;
        }
        for (ImageObject object : objects) {
            for (ImageRecord record : object.records()) {
                if (record.is(RecordType.SOCKET_UNIX) && round.draft().get(record, "peercred_uid") == NOBODY) {
                    round.draft().set(record, "peercred_uid", restarter.get().uid());
                    round.draft().set(record, "peercred_gid", restarter.get().gid());
                    round.mended(
                            "W08",
                            record,
                            "the peer's credentials become those of the first task, "
                                    + restarter.get().uid() + ":"
                                    + restarter.get().gid(),
                            "that nobody was the peer");
                }
            }
        }
    }
}
