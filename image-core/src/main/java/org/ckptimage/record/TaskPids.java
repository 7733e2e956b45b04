package org.ckptimage.record;

import io.netty.buffer.ByteBuf;
import java.util.List;
import org.ckptimage.format.ImageFormat;

/**
 * The ids of one task; an entry in the BUFFER behind TREE, from v23-rc1-pids on. The values are tags: tag offset + k is
 * entry k of the {@link PidNumbers}, 0 a pid of an ancestor namespace, and {@link #NO_PID} and {@link #ROOT_PID} are
 * special. Entry k belongs to task k.
 *
 * @param vpid tag of the pid
 * @param vppid tag of the parent's thread-group id
 * @param vtgid tag of the thread-group id; a thread if it is not {@code vpid}
 * @param vpgid tag of the process group
 * @param vsid tag of the session
 * @param depth how many pid namespaces below the root task's it lives
 */
public record TaskPids(int vpid, int vppid, int vtgid, int vpgid, int vsid, long depth) {
    /** The tag that stands for no pid at all. */
    public static final int NO_PID = -4096;
    /** The tag that stands for the root task's pid. */
    public static final int ROOT_PID = -4097;

    private static final String STRUCT = "task_pids";

    static final Shape<TaskPids> SHAPE = Shape.of(
            in -> new TaskPids(in.integer(), in.integer(), in.integer(), in.integer(), in.integer(), in.number()),
            (r, out) -> out.number(r.vpid)
                    .number(r.vppid)
                    .number(r.vtgid)
                    .number(r.vpgid)
                    .number(r.vsid)
                    .number(r.depth),
            "vpid",
            "vppid",
            "vtgid",
            "vpgid",
            "vsid",
            "depth");

    /** Whether this is a thread that is not the first of its process. */
    public boolean isThread() {
        return vpid != vtgid;
    }

    /**
     * All whole entries of a payload, as a view; bytes left over are passed over.
     *
     * @throws IllegalArgumentException if the dialect has {@link PidsEntry} instead
     */
    public static List<TaskPids> readAll(ImageFormat format, ByteBuf payload) {
        return Elements.read(format, SHAPE, STRUCT, payload);
    }

    /**
     * The payload with these entries.
     *
     * @throws IllegalArgumentException if the dialect has {@link PidsEntry} instead
     */
    public static ByteBuf writeAll(ImageFormat format, List<TaskPids> entries) {
        return Elements.write(format, SHAPE, STRUCT, entries);
    }
}
