package org.ckptimage.image;

import org.ckptimage.format.ImageFormat;
import org.ckptimage.format.RecordType;
import org.ckptimage.format.StructLayout;
import org.ckptimage.io.OrderedBytes;
import org.ckptimage.record.TaskPids;

/**
 * The array of the process tree: entry k belongs to task k. In the later dialects its values are tags of pid objects,
 * which are translated here into the pids of the root's namespace.
 */
final class PidArray {
    private static final int HEAD = 8;
    /** As many pid objects are looked at, and one for each record: more than any kernel has processes for an image. */
    private static final int MOST_PIDS = 1 << 20;
    /** The ids of an entry, in the order of the struct. */
    enum Id {
        VPID,
        VPPID,
        VTGID,
        VPGID,
        VSID
    }

    private final OrderedBytes bytes;
    private final long start;
    private final int entrySize;
    private final int size;
    private final int firstTag;
    /** Pid in the root's namespace by tag; null where the array holds pids. */
    private final int[] pidOfTag;

    private PidArray(OrderedBytes bytes, long start, int entrySize, int size, int firstTag, int[] pidOfTag) {
        this.bytes = bytes;
        this.start = start;
        this.entrySize = entrySize;
        this.size = size;
        this.firstTag = firstTag;
        this.pidOfTag = pidOfTag;
    }

    static PidArray of(RecordIndex index, OrderedBytes bytes, ImageFormat format) {
        if (index.pidsEntry == RecordIndex.NONE) {
            return new PidArray(bytes, 0, 24, 0, 0, null);
        }
        long payload = index.length(index.pidsEntry) - HEAD;
        StructLayout layout = format.pidEntry();
        // A snapshot of March 2010 had 32 bytes an entry; the ids are the same.
        boolean wide = index.announcedTasks > 0 && payload == 32L * index.announcedTasks;
        int entrySize = wide ? 32 : layout.size();
        int size = (int) (payload / entrySize);
        long start = index.offset(index.pidsEntry) + HEAD;
        if (index.pidObjectsEntry == RecordIndex.NONE) {
            return new PidArray(bytes, start, entrySize, size, 0, null);
        }
        long record = index.offset(index.pidObjectsEntry - 1);
        int firstTag = bytes.s32(record + format.layout(RecordType.PIDS).offset("offset"));
        int announced = bytes.s32(record + format.layout(RecordType.PIDS).offset("nr_pids"));
        return new PidArray(bytes, start, entrySize, size, firstTag, pidObjects(index, bytes, announced));
    }

    /** The pids of the pid objects: packed entries of a depth and 1 + depth numbers, the outermost first. */
    private static int[] pidObjects(RecordIndex index, OrderedBytes bytes, int announced) {
        long at = index.offset(index.pidObjectsEntry) + HEAD;
        long end = index.offset(index.pidObjectsEntry + 1);
        int room = (int) Math.min(Integer.MAX_VALUE, (end - at) / 8);
        int most = Math.min(Math.max(announced, 0), Math.min(room, MOST_PIDS + index.size()));
        int[] pids = new int[most];
        for (int i = 0; i < most && at + 8 <= end; i++) {
            pids[i] = bytes.s32(at + 4);
            at += 8 + 4 * bytes.u32(at);
        }
        return pids;
    }

    /** Number of entries. */
    int size() {
        return size;
    }

    int pid(int task) {
        return id(task, Id.VPID);
    }

    /** One of a task's ids, translated; 0: outside of what the image sees. */
    int id(int task, Id id) {
        int raw = raw(task, id);
        if (pidOfTag == null) {
            return raw;
        }
        if (raw == TaskPids.ROOT_PID && task > 0) {
            return id(0, id);
        }
        int at = raw - firstTag;
        if (raw == TaskPids.NO_PID || raw <= 0 || at < 0 || at >= pidOfTag.length) {
            return raw == TaskPids.NO_PID ? -1 : 0;
        }
        return pidOfTag[at];
    }

    /** The value as it stands in the image: a pid, or a tag. */
    int raw(int task, Id id) {
        return bytes.s32(start + (long) task * entrySize + 4L * id.ordinal());
    }
}
