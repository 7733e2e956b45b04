package org.ckptimage.check;

import static org.ckptimage.check.RuleCase.crash;
import static org.ckptimage.check.RuleCase.fatal;
import static org.ckptimage.check.TaskCases.field;
import static org.ckptimage.check.TaskCases.set;

import java.util.List;
import org.ckptimage.format.ObjectType;
import org.ckptimage.format.RecordType;
import org.ckptimage.image.Role;

/** Images with broken namespaces and System V objects. */
final class IpcCases {
    private static final String IPC = "v20/ipc";
    private static final String QUEUE = "v20/msgq";

    private IpcCases() {}

    /** A semaphore set, which no real image of ours has. */
    private static ImagePatch.Place semaphores(ImagePatch p, int count, int bytes) {
        ImagePatch.Place list = p.where(RecordType.IPC, "ipc_type", 505, 0);
        p.set(list, "ipc_count", 1);
        p.insert(list.end(), ImagePatch.join(p.zeros(RecordType.IPC_SEM, 88), p.zeros(RecordType.BUFFER, 8 + bytes)));
        ImagePatch.Place set = p.at(RecordType.IPC_SEM, 0);
        p.set(set, "sem_nsems", count);
        return set;
    }

    static List<RuleCase> all() {
        CheckOptions noNamespaces = CheckOptions.DEFAULT.withTarget(Target.builder()
                .missingNamespaces("UTS_NS")
                .missingNamespaces("IPC_NS")
                .missingNamespaces("USER_NS")
                .build());
        return List.of(
                fatal("R060", "v20/plain", "two user namespaces, and the target has none", p -> {
                            long at = p.at(RecordType.TASK_NS, 0).offset();
                            p.insert(at, p.definition(ObjectType.USER_NS, 0)).put(at + 12, 4, 900);
                            return at + 16;
                        })
                        .with(noNamespaces),
                fatal("R069", "v20/plain", "two uts namespaces, and the target has none", p -> {
                            long at = p.at(RecordType.TASK_NS, 0).offset();
                            p.insert(at, p.definition(ObjectType.UTS_NS, 0)).put(at + 12, 4, 900);
                            return at + 16;
                        })
                        .with(noNamespaces),
                fatal("R071", "v20/plain", "two IPC namespaces, and the target has none", p -> {
                            long at = p.at(RecordType.TASK_NS, 0).offset();
                            p.insert(at, p.definition(ObjectType.IPC_NS, 0)).put(at + 12, 4, 900);
                            return at + 16;
                        })
                        .with(noNamespaces),
                crash("R070", "v20/plain", "a negative limit", p -> set(p, RecordType.IPC_NS, 0, "msg_ctlmni", -1)),
                field("R072", "v20/plain", RecordType.IPC, 1, "ipc_type", 505),
                fatal("R072", IPC, "fewer segments than announced", p -> {
                    set(p, RecordType.IPC, 0, "ipc_count", 3);
                    return p.at(RecordType.IPC, 1).offset();
                }),
                field("R073", IPC, RecordType.IPC_SHM, 0, "perms.id", -1),
                field("R074", IPC, RecordType.IPC_SHM, 0, "flags", 1),
                field("R074", IPC, RecordType.IPC_SHM, 0, "flags", 04000).with(Errno.ENOSYS),
                field("R074", IPC, RecordType.IPC_SHM, 0, "mlock_uid", 0).with(Errno.ENOSYS),
                crash("R075", QUEUE, "a message of type 0", p -> set(p, RecordType.IPC_MSG_MSG, 0, "m_type", 0)),
                crash("R075", QUEUE, "a message of 9000 bytes", p -> set(p, RecordType.IPC_MSG_MSG, 0, "m_ts", 9000)),
                field("R076", QUEUE, RecordType.IPC_MSG_MSG, 0, "sec_ref", 4711),
                crash("R077", QUEUE, "a message without text", p -> {
                    p.resize(p.at(Role.MESSAGE_TEXT, 0), 8);
                    return set(p, RecordType.IPC_MSG_MSG, 0, "m_ts", 0);
                }),
                fatal("R078", QUEUE, "the first message in a shorter piece", p -> {
                    ImagePatch.Place text = p.at(Role.MESSAGE_TEXT, 0);
                    p.resize(text, text.length() - 1);
                    return text.offset();
                }),
                fatal("R079", QUEUE, "another sum of bytes", p -> set(p, RecordType.IPC_MSG, 0, "q_cbytes", 5125)),
                crash(
                        "R080",
                        "v20/plain",
                        "a set without semaphores",
                        p -> semaphores(p, 0, 0).field("sem_nsems")),
                fatal("R080", "v20/plain", "fewer semaphores than announced", p -> {
                    ImagePatch.Place set = semaphores(p, 2, 24);
                    return set.end();
                }),
                fatal("R080", "v20/plain", "a negative semaphore", p -> {
                    ImagePatch.Place set = semaphores(p, 2, 48);
                    p.put(set.end() + 8 + 24, 4, -1);
                    return set.end() + 8 + 24;
                }),
                fatal("R081", IPC, "two segments in one slot", p -> {
                    long id = p.get(p.at(RecordType.IPC_SHM, 0), "perms.id");
                    return set(p, RecordType.IPC_SHM, 1, "perms.id", id + 32768);
                }),
                fatal("R081", IPC, "two segments with one key", p -> {
                            set(p, RecordType.IPC_SHM, 0, "perms.key", 7);
                            return set(p, RecordType.IPC_SHM, 1, "perms.key", 7);
                        })
                        .with(Errno.EEXIST),
                fatal("R081", IPC, "more segments than allowed", p -> {
                            set(p, RecordType.IPC_NS, 0, "shm_ctlmni", 1);
                            return p.at(RecordType.IPC, 0).field("ipc_count");
                        })
                        .with(Errno.ENOSPC),
                field("R082", IPC, RecordType.IPC_SHM, 0, "shm_segsz", 0),
                fatal("R082", IPC, "more pages than allowed", p -> {
                            set(p, RecordType.IPC_NS, 0, "shm_ctlall", 10);
                            return p.at(RecordType.IPC_SHM, 0).field("shm_segsz");
                        })
                        .with(Errno.ENOSPC)
                        .notFirst(),
                field("R083", IPC, RecordType.IPC_SHM, 0, "perms.mode", 02000),
                field("R083", QUEUE, RecordType.IPC_MSG, 0, "perms.seq", 65535),
                field("R085", IPC, RecordType.IPC_SHM, 0, "shm_cprid", -1),
                field("R086", QUEUE, RecordType.IPC_MSG, 0, "q_lrpid", -1),
                field("R087", IPC, RecordType.IPC_SHM, 0, "objref", 0),
                field("R087", IPC, RecordType.IPC_SHM, 0, "objref", 1),
                crash(
                        "R088",
                        "v20/plain",
                        "a semaphore set",
                        p -> semaphores(p, 2, 48).offset()),
                field("R089", "v20/plain", RecordType.NS, 0, "uts_objref", 4711),
                field("R089", "v20/plain", RecordType.NS, 0, "ipc_objref", 1).with(Errno.ENOMSG),
                crash("R186", QUEUE, "the text of the second message cut", p -> {
                    ImagePatch.Place text = p.at(Role.MESSAGE_TEXT, 1);
                    p.resize(text, text.length() - 8);
                    return text.offset();
                }),
                crash("R186", QUEUE, "one message less than announced", p -> {
                    ImagePatch.Place last = p.at(RecordType.IPC_MSG_MSG, 2);
                    ImagePatch.Place text = p.at(Role.MESSAGE_TEXT, -1);
                    p.replace(last.offset(), text.end(), new byte[0]);
                    return last.offset();
                }),
                crash("R186", QUEUE, "cut in the last message", p -> {
                    ImagePatch.Place text = p.at(Role.MESSAGE_TEXT, -1);
                    p.cut(text.offset() + 10);
                    return text.offset();
                }));
    }
}
