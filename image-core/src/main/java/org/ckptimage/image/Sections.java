package org.ckptimage.image;

/** The parts of an image one behind the other while it is read: its head, its tasks, and what stands behind them. */
final class Sections {
    private static final long TAIL_MAGIC = 0x002d2a0cc0deef00L;

    private final ImageParser in;
    private final RecordIndex index;
    private final Frames frames;
    private int taskState;

    Sections(ImageParser in, RecordIndex index, Frames frames) {
        this.in = in;
        this.index = index;
        this.frames = frames;
    }

    /** Sets the number of tasks that the image announces. */
    void taskCount(int announced) {
        frames.outermostCount(Math.max(0, announced));
        index.announcedTasks = announced;
    }

    void endHead() {
        index.headEnd = index.size();
        index.tasksEnd = index.size();
    }

    /** Begins the task whose TASK is the record at hand. */
    void beginTask() {
        taskState = in.s32(in.fields().taskState);
        index.taskStarts.add(index.tasksEnd);
        index.taskRecords.add(in.entry());
    }

    void endTask() {
        index.tasksEnd = index.size();
    }

    /** The state field of the current task's TASK record. */
    int taskState() {
        return taskState;
    }

    /** Takes note of TAIL, which is the record at hand. */
    void tail() {
        long magic = in.u64(in.fields().tailMagic);
        if (magic == TAIL_MAGIC) {
            index.complete = index.announcedTasks == index.taskRecords.size();
        } else {
            in.damage(
                    Damage.Kind.TAIL_MAGIC,
                    "TAIL has the magic 0x" + Long.toHexString(magic) + ", expected 0x" + Long.toHexString(TAIL_MAGIC));
        }
    }

    /** The place that is being read, in words. */
    String place() {
        Places places = new Places(index, in.bytes, in.format);
        boolean inTask = frames.top() > 0 && frames.at(1) == in.grammar().task;
        int task = inTask ? index.taskRecords.size() - 1 : RecordIndex.NONE;
        String section = inTask
                ? places.task(task)
                : frames.at(Math.max(0, Math.min(frames.top(), 1))).name();
        return places.chain(section, in.definition());
    }
}
