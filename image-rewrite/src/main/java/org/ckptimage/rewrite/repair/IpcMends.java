package org.ckptimage.rewrite.repair;

import java.util.List;
import java.util.Optional;
import org.ckptimage.check.Finding;
import org.ckptimage.format.RecordType;
import org.ckptimage.image.ImageRecord;
import org.ckptimage.image.Role;
import org.ckptimage.rewrite.draft.Draft;

/** System V messages and semaphores that no restart survives. */
final class IpcMends {
    private final RepairRound round;

    IpcMends(RepairRound round) {
        this.round = round;
    }

    void register() {
        round.on("W09", this::dropMessage);
        round.on("W10", this::dropSemaphores);
        round.on("R079", this::sum);
    }

    /** The last record of a type in front of another. */
    private Optional<ImageRecord> before(ImageRecord record, RecordType type) {
        List<ImageRecord> records = round.image().records();
        for (int at = record.number() - 1; at >= 0; at--) {
            if (records.get(at).is(type)) {
                return Optional.of(records.get(at));
            }
        }
        return Optional.empty();
    }

    /** Deletes a record and the BUFFERs of a role that belong to it; definitions between them stay. */
    private void deleteWith(ImageRecord record, Role role) {
        Draft draft = round.draft();
        draft.delete(record);
        List<ImageRecord> records = round.image().records();
        for (int at = record.number() + 1;
                at < records.size() && records.get(at).role() == role;
                at++) {
            draft.delete(records.get(at));
        }
    }

    /** W09: the kernel crashes on a message without a text. */
    private void dropMessage(Finding finding) {
        ImageRecord message = finding.record().orElseThrow();
        Optional<ImageRecord> queue = before(message, RecordType.IPC_MSG);
        if (queue.isEmpty()) {
            round.refuse(finding, "the message belongs to no queue");
        } else if (round.first("W09", message)) {
            deleteWith(message, Role.MESSAGE_TEXT);
            round.draft().set(queue.get(), "q_qnum", round.draft().get(queue.get(), "q_qnum") - 1);
            long type = round.draft().get(message, "m_type");
            round.mended(finding, "the empty message is dropped", "an empty message of the type " + type);
        }
    }

    /** W10: a restored set holds pointers of the kernel that wrote it. */
    private void dropSemaphores(Finding finding) {
        ImageRecord set = finding.record().orElseThrow();
        Optional<ImageRecord> list = before(set, RecordType.IPC);
        if (list.isEmpty()) {
            round.refuse(finding, "the set belongs to no list of sets");
        } else if (round.first("W10", set)) {
            deleteWith(set, Role.SEMAPHORES);
            round.draft().set(list.get(), "ipc_count", round.draft().get(list.get(), "ipc_count") - 1);
            round.mended(
                    finding,
                    "the semaphore set " + (int) round.draft().get(set, "perms.id") + " is dropped",
                    "its " + round.draft().get(set, "sem_nsems") + " semaphores: operations on them give EINVAL");
        }
    }

    /** R079: q_cbytes is the sum of the messages. */
    private void sum(Finding finding) {
        ImageRecord queue =
                finding.record().filter(record -> record.is(RecordType.IPC_MSG)).orElse(null);
        if (queue == null || !round.first("R079", queue)) {
            return;
        }
        long sum = 0;
        List<ImageRecord> records = round.image().records();
        for (int at = queue.number() + 1; at < records.size(); at++) {
            ImageRecord record = records.get(at);
            if (record.is(RecordType.IPC_MSG) || record.is(RecordType.IPC) || record.is(RecordType.NS)) {
                break;
            }
            if (record.is(RecordType.IPC_MSG_MSG)) {
                sum += round.draft().get(record, "m_ts");
            }
        }
        round.draft().set(queue, "q_cbytes", sum);
        round.mended(finding, "q_cbytes is the sum of the messages, " + sum, "");
    }
}
