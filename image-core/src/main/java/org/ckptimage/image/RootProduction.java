package org.ckptimage.image;

import org.ckptimage.format.RecordType;

/** The image behind its head: the tasks' sections and TAIL. */
final class RootProduction extends Production {
    private static final int HEAD = 0;
    private static final int TASKS = 1;

    RootProduction() {
        super("image", RecordType.TASK, RecordType.TAIL);
    }

    @Override
    RecordType expected(ImageParser in) {
        return in.count() > 0 ? RecordType.TASK : RecordType.TAIL;
    }

    @Override
    int consume(ImageParser in) {
        if (in.type() == RecordType.TASK) {
            in.count(in.count() - 1);
            in.sections().beginTask();
            in.push(in.grammar().task);
            return MORE;
        }
        in.sections().tail();
        return DONE;
    }

    @Override
    int partDone(ImageParser in) {
        if (in.state() == HEAD) {
            in.state(TASKS);
            in.sections().endHead();
        } else {
            in.sections().endTask();
        }
        return MORE;
    }

    @Override
    boolean skipTo(ImageParser in, RecordType type) {
        in.state(TASKS);
        in.count(type == RecordType.TASK ? Math.max(1, in.count()) : 0);
        return true;
    }
}
