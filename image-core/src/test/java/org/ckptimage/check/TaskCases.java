package org.ckptimage.check;

import static org.ckptimage.check.RuleCase.fatal;
import static org.ckptimage.check.RuleCase.loss;

import java.util.List;
import org.ckptimage.check.CheckOptions.Pids;
import org.ckptimage.format.ObjectType;
import org.ckptimage.format.RecordType;
import org.ckptimage.image.Role;

/** Images with a broken task: its own records, credentials, signals. */
final class TaskCases {
    private static final CheckOptions KEEP = CheckOptions.DEFAULT.withPids(Pids.KEEP);

    private TaskCases() {}

    /** A field of the nth record of a type set to a value. */
    static RuleCase field(String rule, String image, RecordType type, int nth, String field, long value) {
        return fatal(
                rule,
                image,
                type + "." + field + " = 0x" + Long.toHexString(value),
                p -> set(p, type, nth, field, value));
    }

    static long set(ImagePatch p, RecordType type, int nth, String field, long value) {
        ImagePatch.Place place = p.at(type, nth);
        p.set(place, field, value);
        return place.field(field);
    }

    static RuleCase longer(String rule, String image, RecordType type, int nth, int more) {
        return fatal(rule, image, type + " of another length", p -> {
            ImagePatch.Place place = p.at(type, nth);
            p.resize(place, place.length() + more);
            return place.offset();
        });
    }

    private static long zombie(ImagePatch p, String field, long value) {
        ImagePatch.Place task = p.where(RecordType.TASK, "state", 64, 0);
        p.set(task, field, value);
        return task.field(field);
    }

    static List<RuleCase> all() {
        return List.of(
                longer("R038", "v20/plain", RecordType.TASK, 0, 8),
                fatal("R039", "v20/tree", "a dead task that is no zombie", p -> zombie(p, "exit_state", 32)),
                fatal("R040", "v20/tree", "a zombie that left a core", p -> zombie(p, "exit_code", 0x8b)),
                field("R041", "v20/plain", RecordType.TASK, 0, "exit_code", 0x137f),
                field("R042", "v20/plain", RecordType.TASK, 0, "exit_signal", 65),
                field("R042", "v20/thr", RecordType.TASK, 1, "exit_signal", 17),
                field("R043", "v20/plain", RecordType.TASK, 0, "pdeath_signal", 65),
                loss("R044", "v20/plain", "another robust list", p -> {
                    set(p, RecordType.TASK, 0, "robust_futex_list", 0x1000);
                    return set(p, RecordType.TASK, 0, "robust_futex_head_len", 12);
                }),
                fatal("R045", "v20/plain", "a command name of 15 bytes", p -> {
                    ImagePatch.Place comm = p.at(Role.COMM, 0);
                    p.resize(comm, 23);
                    return comm.offset();
                }),
                longer("R047", "v20/plain", RecordType.THREAD, 0, 8),
                field("R048", "v20/plain", RecordType.THREAD, 0, "thread_info_flags", 1 << 8),
                field("R049", "v20/plain", RecordType.THREAD, 0, "gdt_entry_tls_entries", 2),
                fatal("R049", "v20/plain", "a TLS descriptor of the kernel", p -> {
                    ImagePatch.Place thread = p.at(RecordType.THREAD, 0);
                    p.put(thread.offset() + 24, 8, 0x00cf92000000ffffL);
                    return thread.offset() + 24;
                }),
                field("R051", "v20/plain", RecordType.RESTART_BLOCK, 0, "function_type", 8),
                field("R051", "v20-i386/plain", RecordType.RESTART_BLOCK, 0, "function_type", 4),
                fatal("R052", "v20/plain", "a sleep on a thread's clock", p -> {
                    set(p, RecordType.RESTART_BLOCK, 0, "function_type", 3);
                    return set(p, RecordType.RESTART_BLOCK, 0, "arg_0", 0xfffffffeL);
                }),
                longer("R053", "v20/plain", RecordType.CPU, 0, 8),
                field("R054", "v20/plain", RecordType.CPU, 0, "cs", 0),
                field("R054", "v20-i386/plain", RecordType.CPU, 0, "ss", 3),
                field("R054", "v20/plain", RecordType.CPU, 0, "fsindex", 0x4003),
                field("R055", "v20/plain", RecordType.CPU, 0, "flags", 0x3202),
                longer("R056", "v20/plain", RecordType.CPU_FPU, 0, 16),
                fatal("R056", "v20/plain", "CPU_FPU though used_math is 0", p -> {
                    set(p, RecordType.CPU, 0, "used_math", 0);
                    return p.at(RecordType.CPU_FPU, 0).offset();
                }),
                field("R058", "v20/plain", RecordType.GROUPINFO, 0, "ngroups", 65537),
                loss(
                        "R058",
                        "v20/plain",
                        "more groups than there are",
                        p -> set(p, RecordType.GROUPINFO, 0, "ngroups", 9)),
                fatal("R059", "v20/cred", "groups that do not ascend", p -> {
                    ImagePatch.Place groups = p.where(RecordType.GROUPINFO, "ngroups", 3, 0);
                    p.put(groups.offset() + 16, 4, 0);
                    return groups.offset() + 16;
                }),
                field("R062", "v20/plain", RecordType.CRED, 0, "user_ref", 4711),
                field("R062", "v20/plain", RecordType.CRED, 0, "groupinfo_ref", 3)
                        .with(Errno.ENOMSG),
                fatal("R066", "v20/plain", "a label that is too long", p -> {
                    long at = p.at(RecordType.TASK_NS, 0).offset();
                    byte[] label = ImagePatch.join(
                            p.objref(ObjectType.SECURITY, 901),
                            p.zeros(RecordType.SECURITY, 16),
                            p.zeros(RecordType.STRING, 1100));
                    p.insert(at, label).put(at + 24, 4, 900);
                    return at + 32;
                }),
                loss("R066", "v20/plain", "a label without a number", p -> {
                    long at = p.at(RecordType.TASK_NS, 0).offset();
                    p.insert(
                            at,
                            ImagePatch.join(
                                    p.objref(ObjectType.SECURITY, 901),
                                    p.zeros(RecordType.SECURITY, 16),
                                    p.zeros(RecordType.STRING, 11)));
                    return at + 24;
                }),
                field("R068", "v20/plain", RecordType.TASK_CREDS, 0, "ecred_ref", 0),
                field("R068", "v20/plain", RecordType.TASK_CREDS, 0, "cred_ref", 2)
                        .with(Errno.ENOMSG),
                field("R090", "v20/plain", RecordType.TASK_NS, 0, "ns_objref", 0),
                field("R172", "v20/plain", RecordType.TASK_OBJS, 0, "mm_objref", 0),
                field("R172", "v20/plain", RecordType.TASK_OBJS, 0, "sighand_objref", 1)
                        .with(Errno.ENOMSG),
                field("R173", "v20/plain", RecordType.TASK_OBJS, 0, "signal_objref", -1),
                fatal("R173", "v20/tree", "two processes with the same signals", p -> {
                    long number = p.get(p.at(RecordType.TASK_OBJS, 0), "signal_objref");
                    return set(p, RecordType.TASK_OBJS, 1, "signal_objref", number);
                }),
                fatal("R174", "v20/plain", "a limit above its maximum", p -> {
                    ImagePatch.Place signal = p.at(RecordType.SIGNAL, 0);
                    p.put(signal.offset() + 8 + 16 * 7, 8, 1 << 20);
                    p.put(signal.offset() + 8 + 16 * 7 + 8, 8, 1024);
                    return signal.offset() + 8 + 16 * 7;
                }),
                fatal("R174", "v20/plain", "more open files than a kernel allows", p -> {
                            ImagePatch.Place signal = p.at(RecordType.SIGNAL, 0);
                            p.put(signal.offset() + 8 + 16 * 7 + 8, 8, -1);
                            return signal.offset() + 8 + 16 * 7 + 8;
                        })
                        .with(Errno.EPERM),
                fatal("R175", "v20/plain", "a SIGPENDING that lacks its signal", p -> {
                    ImagePatch.Place pending = p.at(RecordType.SIGPENDING, 0);
                    p.set(pending, "nr_pending", 1);
                    return pending.offset();
                }),
                fatal("R176", "v20/sig", "a signal 65", p -> {
                    ImagePatch.Place pending = p.where(RecordType.SIGPENDING, "nr_pending", 2, 0);
                    p.put(pending.offset() + 24, 4, 65);
                    return pending.offset() + 24;
                }),
                fatal("R178", "v20/pty", "a terminal of a task that leads no session", p -> {
                            ImagePatch.Place pids = p.at(Role.PIDS, 0);
                            p.put(pids.offset() + 8 + 24 + 16, 4, 278);
                            return p.where(RecordType.SIGNAL, "tty_pgrp", 281, 0)
                                    .field("tty_objref");
                        })
                        .with(KEEP)
                        .notFirst(),
                fatal("R179", "v20/pty", "a foreground group of nobody", p -> {
                            ImagePatch.Place signal = p.where(RecordType.SIGNAL, "tty_pgrp", 281, 0);
                            p.set(signal, "tty_pgrp", 4711);
                            return signal.field("tty_pgrp");
                        })
                        .with(KEEP),
                fatal("R179", "v20/pty", "no foreground group", p -> {
                            ImagePatch.Place signal = p.where(RecordType.SIGNAL, "tty_pgrp", 281, 0);
                            p.set(signal, "tty_pgrp", -1);
                            return signal.field("tty_pgrp");
                        })
                        .with(KEEP)
                        .with(Errno.EINVAL),
                loss("R180", "v20/pty", "a former foreground group of nobody", p -> {
                            ImagePatch.Place signal = p.where(RecordType.SIGNAL, "tty_pgrp", 281, 0);
                            p.set(signal, "tty_old_pgrp", 4711);
                            return signal.field("tty_old_pgrp");
                        })
                        .with(KEEP),
                field("R181", "v20/plain", RecordType.SIGNAL, 0, "it_real_value", -1),
                longer("R183", "v20/plain", RecordType.SIGNAL_TASK, 0, 8));
    }
}
