package org.ckptimage.benchmarks.generate;

import java.io.IOException;
import java.nio.file.Path;
import org.ckptimage.format.ObjectType;
import org.ckptimage.format.RecordType;
import org.ckptimage.format.StructLayout;
import org.ckptimage.record.RecordCodec;

/** Writes the image that an {@link ImageSpec} describes, as an x86_64 kernel of dialect v20 would. */
public final class ImageGenerator {
    private static final int FIRST_PID = 1000;
    private static final int OUTSIDE = 999;

    private final ImageSpec spec;
    private final Skeleton skeleton;
    private final ImageOut out;
    private final MemoryWriter memory;
    private int nextNumber = Skeleton.FIRST_FREE_NUMBER;

    private ImageGenerator(ImageSpec spec, Skeleton skeleton, ImageOut out) {
        this.spec = spec;
        this.skeleton = skeleton;
        this.out = out;
        this.memory = new MemoryWriter(spec, skeleton, out);
    }

    /**
     * Writes an image and brings it to the disk. A file that is there is overwritten.
     *
     * @throws IOException if writing fails
     * @throws IllegalArgumentException if there can be no such image
     */
    public static void write(ImageSpec spec, Path target) throws IOException {
        spec.validate();
        try (ImageOut out = new ImageOut(target)) {
            new ImageGenerator(spec, Skeleton.read(), out).image();
            out.force();
        }
    }

    /** The pid of a task. @param task 0 is the first */
    public static int pid(int task) {
        return FIRST_PID + task;
    }

    private void image() throws IOException {
        copy(skeleton.head());
        out.copy(skeleton.tree()).set("nr_tasks", spec.tasks());
        pids();
        for (int task = 0; task < spec.tasks(); task++) {
            task(task);
        }
        out.copy(skeleton.tail());
    }

    private void copy(Iterable<Skeleton.Part> parts) throws IOException {
        for (Skeleton.Part part : parts) {
            out.copy(part);
        }
    }

    private void pids() throws IOException {
        StructLayout entry = ImageOut.FORMAT.element("pids");
        out.head(RecordType.BUFFER, RecordCodec.HEAD + spec.tasks() * entry.size());
        for (int task = 0; task < spec.tasks(); task++) {
            out.element(entry)
                    .set("vpid", pid(task))
                    .set("vppid", task == 0 ? OUTSIDE : FIRST_PID)
                    .set("vtgid", pid(task))
                    .set("vpgid", FIRST_PID)
                    .set("vsid", FIRST_PID);
        }
    }

    private void task(int task) throws IOException {
        copy(skeleton.task());
        if (task == 0) {
            copy(skeleton.credentials());
        }
        out.copy(skeleton.taskCreds());
        if (task == 0) {
            copy(skeleton.namespaces());
        }
        out.copy(skeleton.taskNs());

        int table = nextNumber++;
        nextNumber = new FileTableWriter(spec, out, task, nextNumber).write(table);
        int mm = nextNumber++;
        memory.write(mm, task);
        int fs = define(ObjectType.FS, skeleton.fs());
        int handlers = define(ObjectType.SIGHAND, skeleton.handlers());
        out.copy(skeleton.objects())
                .set("files_objref", table)
                .set("mm_objref", mm)
                .set("fs_objref", fs)
                .set("sighand_objref", handlers)
                .set("signal_objref", nextNumber++);
        copy(skeleton.signals());
    }

    /** Defines an object of this task's own by the parts of the real one, its OBJREF first. */
    private int define(ObjectType type, java.util.List<Skeleton.Part> parts) throws IOException {
        int number = nextNumber++;
        out.objref(type, number);
        copy(parts.subList(1, parts.size()));
        return number;
    }
}
