package org.ckptimage.check;

import java.util.List;
import org.ckptimage.format.Architecture;
import org.ckptimage.format.Dialect;
import org.ckptimage.format.ObjectType;
import org.ckptimage.format.RecordType;
import org.ckptimage.image.NumberTable;
import org.ckptimage.image.Role;
import org.ckptimage.image.Task;

/** A task's own records, without processor state, credentials and signals; and what it names at its end. */
final class TaskRules {
    private static final int DEAD = 64;
    private static final int ZOMBIE = 16;
    private static final int SIGNALS = 64;
    private static final long NO_SIGNAL = 0xffffffffL;
    private static final int COMM = 16;
    private static final int CORE_DUMP = 0x80;

    private final Restart restart;
    private final Findings findings;
    private final NumberTable groupOfSignals;
    /** The first task of each pid, by its number. */
    private NumberTable leaders;

    TaskRules(Restart restart, RuleSet on) {
        this.restart = restart;
        this.findings = restart.findings();
        this.groupOfSignals = new NumberTable();
        on.record(RecordType.BUFFER, this::pids);
        on.record(RecordType.TASK, this::zombie);
        on.record(RecordType.TASK, this::exitCode);
        on.record(RecordType.TASK, this::exitSignal);
        on.record(RecordType.TASK, this::parentDeathSignal);
        on.record(RecordType.TASK, this::robustList);
        on.record(RecordType.STRING, this::commandName);
        on.record(RecordType.STRING, this::processGroup);
        on.record(RecordType.TASK_OBJS, this::objects);
        on.record(RecordType.TASK_OBJS, this::signals);
    }

    private static boolean lives(At at) {
        return at.number("state") != DEAD;
    }

    /** R037: every pid is above 0 and stands once. */
    private void pids(At at) {
        if (at.role() != Role.PIDS) {
            return;
        }
        int entry = restart.atLeast(Dialect.V23_RC1_PIDS) ? 0 : 24;
        NumberTable seen = new NumberTable();
        for (Task task : restart.image().tasks()) {
            int pid = task.pid();
            long place = at.offset() + At.HEAD + (long) entry * task.number();
            if (place + Integer.BYTES <= at.end() && (pid <= 0 || seen.putIfAbsent(pid, 0) != NumberTable.ABSENT)) {
                findings.found("R037", at)
                        .offset(place)
                        .say(
                                "entry %d of the pid array has %s",
                                task.number(), pid <= 0 ? "no pid" : "the pid " + pid + " again");
            }
        }
    }

    /** R039: a dead task is a zombie. */
    private void zombie(At at) {
        if (!lives(at) && at.number("exit_state") != ZOMBIE) {
            findings.found("R039", at, "exit_state")
                    .say("a dead task has the exit_state %d, not %d", at.number("exit_state"), ZOMBIE);
        }
    }

    /** R040, R041: a zombie's exit code is one that a restart can set; a living task has none. */
    private void exitCode(At at) {
        long code = at.number("exit_code");
        if (lives(at)) {
            if (code != 0) {
                findings.found("R041", at, "exit_code").mend("W15").say("a living task has the exit code 0x%x", code);
            }
            return;
        }
        long signal = code & 0xff;
        if (code >= 0x10000 || signal != 0 && (code >> 8 != 0 || signal > SIGNALS)) {
            Findings.Draft draft = findings.found("R040", at, "exit_code");
            if (code < 0x100 && (code & CORE_DUMP) != 0 && (code & 0x7f) <= SIGNALS) {
                draft.mend("W14");
            }
            draft.say("a zombie has the exit code 0x%x", code);
        }
    }

    /** R042: the signal that the parent gets. */
    private void exitSignal(At at) {
        if (!lives(at)) {
            return;
        }
        boolean thread = restart.currentTask().map(Task::isThread).orElse(false);
        long signal = at.number("exit_signal");
        if (thread ? signal != NO_SIGNAL : signal > SIGNALS) {
            findings.found("R042", at, "exit_signal")
                    .say("a %s has the exit_signal 0x%x", thread ? "thread" : "process", signal);
        }
    }

    /** R043: the signal at the parent's death. */
    private void parentDeathSignal(At at) {
        if (lives(at) && at.number("pdeath_signal") > SIGNALS) {
            findings.found("R043", at, "pdeath_signal").say("pdeath_signal is %d", at.number("pdeath_signal"));
        }
    }

    /** R044: robust futex lists. */
    private void robustList(At at) {
        if (!lives(at)) {
            return;
        }
        long expected = 3L * restart.wordSize();
        if (at.number("robust_futex_list") != 0 && at.number("robust_futex_head_len") != expected) {
            findings.found("R044", at, "robust_futex_head_len")
                    .mend("W28")
                    .say(
                            "the robust list's head has %d bytes, the kernel's %d",
                            at.number("robust_futex_head_len"), expected);
        }
        if (restart.architecture() == Architecture.X86_64
                && at.number("compat_robust_futex_list") != 0
                && at.number("compat_robust_futex_head_len") != 12) {
            findings.found("R044", at, "compat_robust_futex_head_len")
                    .say(
                            "the 32-bit robust list's head has %d bytes, not 12",
                            at.number("compat_robust_futex_head_len"));
        }
    }

    /** R045: the command name. */
    private void commandName(At at) {
        if (at.role() == Role.COMM && at.payload() != COMM) {
            findings.found("R045", at).say("the command name has %d bytes, not %d", at.payload(), COMM);
        }
    }

    /** R046: the process group can be joined. */
    private void processGroup(At at) {
        Task task = restart.currentTask().orElse(null);
        if (at.role() != Role.COMM || task == null || task.isThread() || isZombie()) {
            return;
        }
        int group = task.processGroup();
        if (task.session() == task.pid()) {
            if (group != task.pid() && group != 0) {
                findings.found("R046", at)
                        .say("task %d leads its session and cannot be in the process group %d", task.pid(), group);
            }
            return;
        }
        Task leader = leader(group);
        if (leader != null && leader.session() != task.session() && group != task.pid()) {
            findings.found("R046", at)
                    .say(
                            "task %d of session %d is in the process group %d, which belongs to session %d",
                            task.pid(), task.session(), group, leader.session());
        }
    }

    private boolean isZombie() {
        return restart.taskRecord(RecordType.TASK).filter(TaskRules::lives).isEmpty();
    }

    private Task leader(int group) {
        List<Task> tasks = restart.image().tasks();
        if (leaders == null) {
            leaders = new NumberTable();
            tasks.forEach(task -> leaders.putIfAbsent(task.pid(), task.number()));
        }
        int leader = leaders.get(group);
        return leader == NumberTable.ABSENT ? null : tasks.get(leader);
    }

    /** R172: the task's objects, in the kernel's order. */
    private void objects(At at) {
        restart.refer("R172", at, "files_objref", ObjectType.FILE_TABLE, false);
        restart.refer("R172", at, "mm_objref", ObjectType.MM, false);
        restart.refer("R172", at, "fs_objref", ObjectType.FS, false);
        restart.refer("R172", at, "sighand_objref", ObjectType.SIGHAND, false);
    }

    /** R173: shared signals are those of one process. */
    private void signals(At at) {
        int number = at.s32("signal_objref");
        if (number <= 0) {
            findings.found("R173", at, "signal_objref").say("signal_objref is %d", number);
            return;
        }
        int group = restart.currentTask().map(Task::threadGroup).orElse(0);
        int first = groupOfSignals.putIfAbsent(number, group);
        restart.known(number).ifPresent(known -> {
            if (!known.is(ObjectType.SIGNAL)) {
                findings.found("R173", at, "signal_objref")
                        .errno(Errno.ENOMSG)
                        .say("signal_objref names #%d, which is a %s", number, known.type());
            } else if (first != NumberTable.ABSENT && first != group) {
                findings.found("R173", at, "signal_objref")
                        .say("the signals #%d are those of process %d already", number, first);
            }
        });
    }
}
