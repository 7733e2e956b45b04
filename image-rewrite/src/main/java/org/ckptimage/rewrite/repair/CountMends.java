package org.ckptimage.rewrite.repair;

import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import org.ckptimage.check.Finding;
import org.ckptimage.format.RecordType;
import org.ckptimage.image.Image;
import org.ckptimage.image.ImageRecord;

/**
 * Counts that the records behind them contradict. What a count counts is counted in the flat sequence, up to where the
 * next thing of that kind begins; the corrected image is read once more, and the correction stands if less is wrong
 * then.
 */
final class CountMends {
    private static final int HEAD = 8;
    private static final int ITEM = 24;
    /** Counts that are tried, the nearest first: each reads the whole image anew. */
    private static final int MOST_TRIALS = 64;

    private static final Set<RecordType> TASK_LEVEL =
            EnumSet.of(RecordType.TASK, RecordType.TASK_OBJS, RecordType.TASK_NS, RecordType.TAIL);

    /** A count that should be another. */
    private record Wrong(ImageRecord record, String field, long stated, long counted) {}

    private final RepairRound round;
    private final Image image;
    private final List<ImageRecord> records;

    CountMends(RepairRound round) {
        this.round = round;
        this.image = round.image();
        this.records = image.records();
    }

    /** Corrects the counts that explain a damage. Tells whether it did. */
    boolean mend(Finding finding) {
        Trial trial = new Trial(image);
        for (Wrong wrong : wrong(finding.offset())) {
            if (trial.helps(draft -> draft.set(wrong.record, wrong.field, wrong.counted))) {
                round.draft().set(wrong.record, wrong.field, wrong.counted);
                round.mended(
                        finding,
                        wrong.field + " of " + wrong.record + " becomes " + wrong.counted + " instead of "
                                + Long.toUnsignedString(wrong.stated),
                        "");
                return true;
            }
        }
        return false;
    }

    /** The counts in front of a place that their records contradict, the nearest first. */
    private List<Wrong> wrong(long offset) {
        List<Wrong> wrong = new ArrayList<>();
        for (int at = records.size() - 1; at >= 0 && wrong.size() < MOST_TRIALS; at--) {
            ImageRecord record = records.get(at);
            RecordType type = record.type().orElse(null);
            // One that is too short may lack the field that counts; its length is another damage.
            if (type == null || record.offset() > offset || !record.isWhole()) {
                continue;
            }
            switch (type) {
                case FILE_TABLE:
                    compare(wrong, record, "fdt_nfds", count(at, RecordType.FILE_DESC, RecordType.FILE_TABLE));
                    break;
                case MM:
                    compare(wrong, record, "map_count", count(at, RecordType.VMA, RecordType.MM));
                    break;
                case EPOLL_ITEMS:
                    compare(wrong, record, "num_items", units(at, ITEM));
                    break;
                case PGARR:
                    compare(wrong, record, "nr_pages", units(at, pageSize()));
                    break;
                case SOCKET_QUEUE:
                    compare(
                            wrong,
                            record,
                            "skb_count",
                            count(at, RecordType.SOCKET_BUFFER, RecordType.SOCKET_QUEUE, RecordType.EPOLL_ITEMS));
                    break;
                case IPC:
                    ipc(wrong, record);
                    break;
                case IPC_MSG:
                    compare(
                            wrong,
                            record,
                            "q_qnum",
                            count(at, RecordType.IPC_MSG_MSG, RecordType.IPC_MSG, RecordType.IPC));
                    break;
                case TREE:
                    tasks(wrong, record);
                    break;
                default:
            }
        }
        return wrong;
    }

    private int pageSize() {
        return image.detection().pageSize() + image.format().architecture().wordSize();
    }

    private void compare(List<Wrong> wrong, ImageRecord record, String field, long counted) {
        long stated = round.draft().get(record, field);
        if (counted >= 0 && counted != stated) {
            wrong.add(new Wrong(record, field, stated, counted));
        }
    }

    /** Records of a type behind one, up to the next of others or of the task's own. */
    private long count(int from, RecordType counted, RecordType... ends) {
        Set<RecordType> stop = EnumSet.copyOf(TASK_LEVEL);
        stop.addAll(List.of(ends));
        long count = 0;
        for (int at = from + 1; at < records.size(); at++) {
            RecordType type = records.get(at).type().orElse(null);
            if (type != null && stop.contains(type)) {
                break;
            }
            count += type == counted ? 1 : 0;
        }
        return count;
    }

    /** How many units the BUFFER behind a record has; 0 if none follows, -1 if they are not whole. */
    private long units(int from, int size) {
        ImageRecord next = from + 1 < records.size() ? records.get(from + 1) : null;
        if (next == null || next.type().filter(t -> t == RecordType.BUFFER).isEmpty()) {
            return 0;
        }
        long bytes = next.length() - HEAD;
        return bytes % size == 0 ? bytes / size : -1;
    }

    private void ipc(List<Wrong> wrong, ImageRecord record) {
        RecordType counted = image.format().recordType((int) round.draft().get(record, "ipc_type"));
        if (counted != null) {
            compare(
                    wrong,
                    record,
                    "ipc_count",
                    count(record.number(), counted, RecordType.IPC, RecordType.NS, RecordType.IPC_NS));
        }
    }

    /** The number of tasks, if the pid array and the tasks themselves agree on another. */
    private void tasks(List<Wrong> wrong, ImageRecord tree) {
        int entry = image.format().element("pids").size();
        long entries = units(tree.number(), entry);
        long tasks = records.stream().filter(r -> r.is(RecordType.TASK)).count();
        if (entries == tasks && tasks > 0) {
            compare(wrong, tree, "nr_tasks", tasks);
        }
    }
}
