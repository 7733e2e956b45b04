package org.ckptimage.check;

import org.ckptimage.format.Dialect;
import org.ckptimage.format.ObjectType;
import org.ckptimage.format.RecordType;
import org.ckptimage.image.NumberTable;
import org.ckptimage.image.Role;
import org.ckptimage.image.Task;

/** The end of a task: limits, timers, the controlling terminal, signals. */
final class SignalRules {
    private static final int LIMITS = 16;
    private static final int LIMIT = 16;
    private static final int FIRST_LIMIT = 8;
    private static final int NOFILE = 7;
    private static final long USUAL_MOST_DESCRIPTORS = 1 << 20;
    private static final int SIGNALS = 64;
    private static final int MOST_ERROR = 4094;
    private static final int MOST_CLASS = 6;
    private static final String[] TIMERS = {
        "it_real_value", "it_real_incr", "it_virt_value", "it_virt_incr", "it_prof_value", "it_prof_incr"
    };

    private final Restart restart;
    private final Findings findings;
    private final NumberTable ids = new NumberTable();
    private final Pairs groupsInSessions = new Pairs();

    SignalRules(Restart restart, RuleSet on) {
        this.restart = restart;
        this.findings = restart.findings();
        on.record(RecordType.SIGHAND, this::handlers);
        on.record(RecordType.SIGNAL, this::limits);
        on.record(RecordType.SIGPENDING, this::length);
        on.record(RecordType.SIGPENDING, this::pending);
        on.record(RecordType.SIGPENDING, this::afterShared);
    }

    /** R008: one entry for each signal. */
    private void handlers(At at) {
        long size = At.HEAD + 32L * SIGNALS;
        if (at.length() != size) {
            findings.found("R008", at).say("SIGHAND has %d bytes, not %d", at.length(), size);
        }
    }

    /** R174: limits. */
    private void limits(At at) {
        long most = restart.target()
                .map(target -> target.limit(Target.Limit.OPEN_FILES_OF_SYSTEM).orElse(USUAL_MOST_DESCRIPTORS))
                .orElse(USUAL_MOST_DESCRIPTORS);
        for (int i = 0; i < LIMITS; i++) {
            long place = FIRST_LIMIT + (long) i * LIMIT;
            long soft = at.u64At(place);
            long hard = at.u64At(place + 8);
            if (Long.compareUnsigned(soft, hard) > 0) {
                findings.found("R174", at)
                        .offset(at.offset() + place)
                        .say(
                                "limit %d is %s, its maximum %s",
                                i, Long.toUnsignedString(soft), Long.toUnsignedString(hard));
            }
            if (i == NOFILE && Long.compareUnsigned(hard, most) > 0) {
                findings.found("R174", at)
                        .offset(at.offset() + place + 8)
                        .errno(Errno.EPERM)
                        .say("%s open files, the kernel allows %d", Long.toUnsignedString(hard), most);
            }
        }
    }

    private int entrySize() {
        return restart.format().element("siginfo").size();
    }

    /** R175: as long as its entries need. */
    private void length(At at) {
        int start = restart.format().layout(RecordType.SIGPENDING).size();
        long count = at.number("nr_pending");
        if (at.length() != start + count * entrySize()) {
            findings.found("R175", at).say("SIGPENDING has %d bytes for %d signals", at.length(), count);
        }
    }

    /** R176: the entries. */
    private void pending(At at) {
        if (restart.atLeast(Dialect.V23_RC1)) {
            return;
        }
        int start = restart.format().layout(RecordType.SIGPENDING).size();
        long count = Math.min(at.number("nr_pending"), (at.length() - start) / entrySize());
        boolean user = false;
        for (long i = 0; i < count; i++) {
            long place = start + i * entrySize();
            long signal = at.u32At(place);
            int error = at.s32At(place + 4);
            int code = at.s32At(place + 8);
            if (signal > SIGNALS || error < 0 || error > MOST_ERROR || code >> 16 > MOST_CLASS) {
                findings.found("R176", at)
                        .offset(at.offset() + place)
                        .say("signal %d with the error %d and the code 0x%x", signal, error, code);
            } else if (code < 0) {
                user = true;
            }
        }
        if (user) {
            findings.found("R176", at)
                    .as(Severity.NOTE)
                    .mend("W19")
                    .say("a queued signal has the code of sigqueue or tgkill, which older kernels refuse");
        }
        if (count > 1) {
            findings.found("R176", at)
                    .as(Severity.NOTE)
                    .mend("W20")
                    .say("%d queued signals, of which older kernels restore the last alone", count);
        }
    }

    /** What a restart does when it has read the signals of a process: terminal, then timers. */
    private void afterShared(At at) {
        if (at.role() != Role.SHARED_PENDING) {
            return;
        }
        restart.taskRecord(RecordType.SIGNAL).ifPresent(signal -> {
            terminal(signal);
            formerGroup(signal);
            timers(signal);
        });
    }

    /** R178, R179: the controlling terminal and its foreground group. */
    private void terminal(At at) {
        int number = at.s32("tty_objref");
        if (number == 0) {
            return;
        }
        restart.refer("R013", at, "tty_objref", ObjectType.TTY, true);
        Task task = restart.currentTask().orElse(null);
        if (task != null && task.session() != task.threadGroup()) {
            findings.found("R178", at, "tty_objref")
                    .say("task %d has a controlling terminal and is in the session %d", task.pid(), task.session());
        }
        int group = at.s32("tty_pgrp");
        if (group < 0) {
            findings.found("R179", at, "tty_pgrp")
                    .mend("W17")
                    .errno(Errno.EINVAL)
                    .say("the foreground group is %d", group);
        } else if (group > 0) {
            foreground(at, task, group);
        }
    }

    private void foreground(At at, Task task, int group) {
        if (restart.options().pids() == CheckOptions.Pids.NEW) {
            findings.found("R179", at, "tty_pgrp")
                    .mend("W27")
                    .say("the foreground group %d is a pid that the tasks do not get again without --pidns", group);
            return;
        }
        if (!exists(group)) {
            findings.found("R179", at, "tty_pgrp").say("the foreground group %d is no task's", group);
        } else if (task != null && !inSession(group, task.session())) {
            findings.found("R179", at, "tty_pgrp")
                    .errno(Errno.EPERM)
                    .say("the foreground group %d is not in the session %d", group, task.session());
        }
    }

    /** Whether a pid will exist: as a task's, or as that of a process that restart(1) makes up. */
    private boolean exists(int pid) {
        gatherIds();
        return ids.contains(pid);
    }

    private boolean inSession(int group, int session) {
        gatherIds();
        return group == session || groupsInSessions.contains(group, session);
    }

    private void gatherIds() {
        if (ids.size() > 0) {
            return;
        }
        for (Task task : restart.image().tasks()) {
            ids.putIfAbsent(task.pid(), 0);
            ids.putIfAbsent(task.threadGroup(), 0);
            ids.putIfAbsent(task.processGroup(), 0);
            ids.putIfAbsent(task.session(), 0);
            groupsInSessions.add(task.pid(), task.session());
            groupsInSessions.add(task.processGroup(), task.session());
        }
    }

    /** R180: the group that had the terminal before. */
    private void formerGroup(At at) {
        int group = at.s32("tty_old_pgrp");
        boolean leader = restart.currentTask()
                .map(task -> task.session() == task.threadGroup())
                .orElse(false);
        if (!leader || group <= 0) {
            return;
        }
        boolean lost = restart.options().pids() == CheckOptions.Pids.NEW || !exists(group);
        if (lost) {
            findings.found("R180", at, "tty_old_pgrp")
                    .mend(restart.options().pids() == CheckOptions.Pids.NEW ? "W27" : "W18")
                    .say("the former foreground group %d does not exist", group);
        }
    }

    /** R181: timers. */
    private void timers(At at) {
        for (String timer : TIMERS) {
            if (at.number(timer) < 0) {
                findings.found("R181", at, timer).say("%s is %d", timer, at.number(timer));
            }
        }
    }
}
