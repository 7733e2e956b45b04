package org.ckptimage.check;

import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.ckptimage.format.Dialect;
import org.ckptimage.format.RecordType;
import org.ckptimage.image.Role;
import org.ckptimage.image.Task;

/**
 * What user-cr's {@code restart} demands of the head, before the kernel sees anything: it reads the process tree and
 * makes the processes. Ids that name nobody it makes up; parents and sessions it must be able to make.
 */
final class RestartToolRules {
    private static final int MOST_LSM_INFO = 200;
    private static final int MOST_TASKS = 1 << 16;
    private static final int MOST_ANCESTORS = 1000;

    private final Restart restart;
    private final Findings findings;

    RestartToolRules(Restart restart, RuleSet on) {
        this.restart = restart;
        this.findings = restart.findings();
        on.record(RecordType.LSM_INFO, this::securityModuleInformation);
        on.record(RecordType.HEADER, this::noLonger);
        on.record(RecordType.HEADER_ARCH, this::noLonger);
        on.record(RecordType.CONTAINER, this::noLonger);
        on.record(RecordType.TREE, this::noLonger);
        on.record(RecordType.BUFFER, this::pidArray);
    }

    /** U1: LSM_INFO fits into the tool's own buffer. */
    private void securityModuleInformation(At at) {
        if (at.length() > MOST_LSM_INFO) {
            findings.found("U1", at).say("LSM_INFO has %d bytes; restart(1) reads %d", at.length(), MOST_LSM_INFO);
        }
    }

    /** U1: the fixed records of the head are no longer than their structs. */
    private void noLonger(At at) {
        int size = restart.format().layout(at.type()).size();
        if (at.length() > size) {
            findings.found("U1", at).say("%s has %d bytes, its struct %d", at.name(), at.length(), size);
        }
    }

    private void pidArray(At at) {
        if (at.role() != Role.PIDS) {
            return;
        }
        long tasks = restart.headRecord(RecordType.TREE)
                .map(tree -> tree.number("nr_tasks"))
                .orElse(0L);
        int entry = restart.format().pidEntry().size();
        if (tasks > 0 && at.payload() > tasks * entry) {
            findings.found("U2", at).say("the pid array has %d bytes for %d tasks", at.payload(), tasks);
        }
        if (!restart.atLeast(Dialect.V23_RC1_PIDS)) {
            List<Task> tasksOfImage = restart.image().tasks();
            List<Task> all = tasksOfImage.subList(0, (int) Math.min(tasksOfImage.size(), at.payload() / entry));
            negative(at, all);
            if (all.size() < MOST_TASKS) {
                parents(at, all);
                sessions(at, all);
            }
        }
    }

    private static long place(At at, int task, int id) {
        return at.offset() + At.HEAD + 24L * task + 4L * id;
    }

    /** U3: ids are not negative. */
    private void negative(At at, List<Task> tasks) {
        for (Task task : tasks) {
            int[] ids = {task.pid(), task.ppid(), task.threadGroup(), task.processGroup(), task.session()};
            for (int id = 0; id < ids.length; id++) {
                if (ids[id] < 0 && id != 1) {
                    findings.found("U3", at)
                            .offset(place(at, task.number(), id))
                            .say("entry %d of the pid array has the negative id %d", task.number(), ids[id]);
                }
            }
        }
    }

    private static Set<Integer> known(List<Task> tasks) {
        Set<Integer> known = new HashSet<>();
        for (Task task : tasks) {
            known.add(task.pid());
            // restart(1) makes up whoever leads a session, a group or a process.
            known.add(task.session());
            known.add(task.threadGroup());
            known.add(task.processGroup());
        }
        return known;
    }

    /** U4: every process but the first has a parent in the image. */
    private void parents(At at, List<Task> tasks) {
        Set<Integer> known = known(tasks);
        int root = tasks.isEmpty() ? 0 : tasks.get(0).threadGroup();
        for (Task task : tasks) {
            if (task.number() == 0 || task.isThread() || task.threadGroup() == root) {
                continue;
            }
            if (task.ppid() == 0 || !known.contains(task.ppid())) {
                findings.found("U4", at)
                        .offset(place(at, task.number(), 1))
                        .say("task %d has the parent %d, which is not in the image", task.pid(), task.ppid());
            }
        }
    }

    /** U7: a session other than the parent's was made by the task, or is an ancestor's. */
    private void sessions(At at, List<Task> tasks) {
        Map<Integer, Task> byPid = new HashMap<>();
        tasks.forEach(task -> byPid.putIfAbsent(task.pid(), task));
        for (Task task : tasks) {
            Task parent = byPid.get(task.ppid());
            if (task.number() == 0 || task.isThread() || parent == null || task.session() == task.pid()) {
                continue;
            }
            if (task.session() != parent.session() && !forkedBefore(task, parent, byPid)) {
                findings.found("U7", at)
                        .offset(place(at, task.number(), 4))
                        .say(
                                "task %d is in session %d, its parent %d in session %d, and no ancestor was in the"
                                        + " former",
                                task.pid(), task.session(), parent.pid(), parent.session());
            }
        }
    }

    /** Whether the parent can have forked the task before it left the task's session, or an ancestor of it. */
    private static boolean forkedBefore(Task task, Task parent, Map<Integer, Task> byPid) {
        Task at = parent;
        for (int steps = 0; at != null && steps < MOST_ANCESTORS; steps++) {
            if (at.session() == task.session() || at.number() == 0 && at.session() != at.pid()) {
                return true;
            }
            if (at.session() != at.pid()) {
                return !byPid.containsKey(task.session());
            }
            at = byPid.get(at.ppid());
        }
        return !byPid.containsKey(task.session());
    }
}
