package org.ckptimage.testing;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.ckptimage.format.Dialect;
import org.ckptimage.format.ObjectType;
import org.ckptimage.format.RecordType;

/** The made-up SysV objects of the IPC namespace that all tasks share. */
public final class MadeUpIpc {
    private record Shm(int id, List<byte[]> pages) {}

    private record Text(long type, byte[] bytes, String label) {}

    private record Msg(int id, List<Text> messages) {}

    private record Sem(int id, int[] values) {}

    private final List<Shm> segments = new ArrayList<>();
    private final List<Msg> queues = new ArrayList<>();
    private final List<Sem> sets = new ArrayList<>();

    MadeUpIpc() {}

    /** A shared memory segment. @param pages first bytes of its pages; null: not in the image */
    public MadeUpIpc shm(int id, byte[]... pages) {
        segments.add(new Shm(id, Arrays.asList(pages)));
        return this;
    }

    /** An empty message queue; {@link #message} fills it. */
    public MadeUpIpc msg(int id) {
        queues.add(new Msg(id, new ArrayList<>()));
        return this;
    }

    /** A message in the queue that was added last. @param type at least 1 */
    public MadeUpIpc message(long type, String text) {
        return message(type, text.getBytes(StandardCharsets.UTF_8), null);
    }

    /** A message in the queue that was added last. @param label its security label, or null */
    public MadeUpIpc message(long type, byte[] text, String label) {
        queues.get(queues.size() - 1).messages.add(new Text(type, text.clone(), label));
        return this;
    }

    /** A set of semaphores with these values. */
    public MadeUpIpc sem(int id, int... values) {
        sets.add(new Sem(id, values.clone()));
        return this;
    }

    /** What stands for a segment in {@link MadeUpMemory}. */
    static Object segment(int id) {
        return new MadeUpMemory.Segment("SysV " + id);
    }

    /** The number of the IPC namespace, defined here if it is new. */
    int write(ImageWriter out) {
        return out.object(ObjectType.IPC_NS, this, number -> {
            out.record(
                    RecordType.IPC_NS,
                    f -> f.set("shm_ctlmax", 33554432)
                            .set("shm_ctlall", 2097152)
                            .set("msg_ctlmax", 8192));
            group(out, RecordType.IPC_SHM, segments.size());
            segments.forEach(shm -> shm(out, shm));
            group(out, RecordType.IPC_MSG, queues.size());
            queues.forEach(msg -> msg(out, msg));
            group(out, RecordType.IPC_SEM, sets.size());
            sets.forEach(sem -> sem(out, sem));
        });
    }

    private static void group(ImageWriter out, RecordType type, int count) {
        out.record(
                RecordType.IPC,
                f -> f.set("ipc_type", out.format().number(type)).set("ipc_count", count));
    }

    private static void shm(ImageWriter out, Shm shm) {
        int number = out.hidden(segment(shm.id));
        out.record(
                RecordType.IPC_SHM,
                f -> f.set("perms.id", shm.id)
                        .set("perms.mode", 0600)
                        .set("shm_segsz", (long) shm.pages.size() * out.pageSize())
                        .set("mlock_uid", 0xffffffffL)
                        .set("objref", number));
        MadeUpMemory.pages(out, 0, false, shm.pages, 0);
    }

    private static void msg(ImageWriter out, Msg msg) {
        long total = msg.messages.stream().mapToLong(m -> m.bytes.length).sum();
        out.record(
                RecordType.IPC_MSG,
                f -> f.set("perms.id", msg.id)
                        .set("perms.mode", 0600)
                        .set("q_qnum", msg.messages.size())
                        .set("q_cbytes", total)
                        .set("q_qbytes", 65536));
        for (Text text : msg.messages) {
            int label = MadeUpLabel.write(out, text.label, MadeUpLabel.MESSAGE);
            out.record(
                    RecordType.IPC_MSG_MSG,
                    f -> f.set("m_type", text.type)
                            .set("m_ts", text.bytes.length)
                            .setIfPresent("sec_ref", label));
            pieces(out, text.bytes);
        }
    }

    /** The kernel keeps a text in pages with a small head each, and writes it in these pieces. */
    private static void pieces(ImageWriter out, byte[] text) {
        int word = out.format().architecture().wordSize();
        int room = out.pageSize() - 6 * word;
        int at = 0;
        do {
            int length = Math.min(room, text.length - at);
            out.buffer(Arrays.copyOfRange(text, at, at + length));
            at += length;
            room = out.pageSize() - word;
        } while (at < text.length);
    }

    private static void sem(ImageWriter out, Sem sem) {
        out.record(
                RecordType.IPC_SEM,
                f -> f.set("perms.id", sem.id).set("perms.mode", 0600).set("sem_nsems", sem.values.length));
        List<byte[]> structs = new ArrayList<>();
        boolean pointers = out.format().dialect().atLeast(Dialect.V20);
        for (int value : sem.values) {
            structs.add(out.number(4, value));
            structs.add(new byte[4]);
            structs.add(new byte[pointers ? 2 * out.format().architecture().wordSize() : 0]);
        }
        out.buffer(ImageWriter.concat(structs));
    }
}
