package org.ckptimage.image;

import java.util.ArrayList;
import java.util.List;
import org.ckptimage.format.ImageFormat;
import org.ckptimage.format.RecordType;

/** What follows a task's TASK record: comm, and unless it is a zombie its whole live part. */
final class TaskProduction extends Production {
    private static final int ZOMBIE = 64;

    private final List<RecordType> types = new ArrayList<>();
    private final int cpu;
    private final int objects;
    private final int sharedSignals;

    TaskProduction(ImageFormat format) {
        super(
                "task",
                RecordType.RESTART_BLOCK,
                RecordType.THREAD,
                RecordType.CPU,
                RecordType.CPU_FPU,
                RecordType.TASK_CREDS,
                RecordType.TASK_NS,
                RecordType.TASK_OBJS,
                RecordType.SIGNAL,
                RecordType.SIGPENDING,
                RecordType.SIGNAL_TASK);
        types.add(RecordType.STRING);
        if (format.hasThreadRecord()) {
            types.add(RecordType.THREAD);
        }
        types.add(RecordType.RESTART_BLOCK);
        cpu = add(RecordType.CPU);
        if (format.has(RecordType.CPU_FPU)) {
            types.add(RecordType.CPU_FPU);
        }
        types.add(RecordType.TASK_CREDS);
        types.add(RecordType.TASK_NS);
        objects = add(RecordType.TASK_OBJS);
        types.add(RecordType.SIGNAL);
        sharedSignals = add(RecordType.SIGPENDING);
        types.add(RecordType.SIGPENDING);
        types.add(RecordType.SIGNAL_TASK);
    }

    private int add(RecordType type) {
        types.add(type);
        return types.size() - 1;
    }

    @Override
    RecordType expected(ImageParser in) {
        return types.get(in.state());
    }

    @Override
    int consume(ImageParser in) {
        int at = in.state();
        int next = at + 1;
        if (at == 0) {
            in.role(Role.COMM);
            if (in.sections().taskState() == ZOMBIE) {
                return DONE;
            }
        } else if (at == cpu && types.get(next) == RecordType.CPU_FPU && in.u32(in.fields().cpuUsedMath) == 0) {
            next++;
        } else if (at == objects && !in.defineFirst(in.s32(in.fields().taskObjsSignal))) {
            next = sharedSignals + 1;
        } else if (at == sharedSignals) {
            in.role(Role.SHARED_PENDING);
        } else if (at == sharedSignals + 1) {
            in.role(Role.PRIVATE_PENDING);
        }
        in.state(next);
        return next == types.size() ? DONE : MORE;
    }

    @Override
    boolean skipTo(ImageParser in, RecordType type) {
        int found = types.subList(in.state(), types.size()).indexOf(type);
        in.state(in.state() + Math.max(found, 0));
        return found >= 0;
    }
}
