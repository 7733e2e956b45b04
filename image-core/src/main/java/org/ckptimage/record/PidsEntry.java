package org.ckptimage.record;

import io.netty.buffer.ByteBuf;
import java.util.List;
import java.util.OptionalInt;
import org.ckptimage.format.ImageFormat;

/**
 * The ids of one task; an entry in the BUFFER behind TREE, up to v23-rc1. Ids are those that the root task's pid
 * namespace shows, 0 where it shows none. Entry k belongs to task k.
 *
 * @param vpid pid
 * @param vppid thread-group id of the parent
 * @param vtgid thread-group id; a thread if it is not {@code vpid}
 * @param vpgid process group
 * @param vsid session
 * @param depth how many pid namespaces below the root task's it lives, from v21 on
 * @param padding what no field covers
 */
public record PidsEntry(int vpid, int vppid, int vtgid, int vpgid, int vsid, OptionalInt depth, Padding padding) {
    private static final String STRUCT = "pids";

    static final Shape<PidsEntry> SHAPE = Shape.of(
            in -> new PidsEntry(
                    in.integer(),
                    in.integer(),
                    in.integer(),
                    in.integer(),
                    in.integer(),
                    in.optionalInteger(),
                    in.padding()),
            (r, out) -> out.number(r.vpid)
                    .number(r.vppid)
                    .number(r.vtgid)
                    .number(r.vpgid)
                    .number(r.vsid)
                    .number(r.depth)
                    .padding(r.padding),
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
     * @throws IllegalArgumentException if the dialect has {@link TaskPids} instead
     */
    public static List<PidsEntry> readAll(ImageFormat format, ByteBuf payload) {
        checkDialect(format);
        return Elements.read(format, SHAPE, STRUCT, payload);
    }

    /**
     * The payload with these entries.
     *
     * @throws IllegalArgumentException if the dialect has {@link TaskPids} instead
     */
    public static ByteBuf writeAll(ImageFormat format, List<PidsEntry> entries) {
        checkDialect(format);
        return Elements.write(format, SHAPE, STRUCT, entries);
    }

    // The later dialects gave the name pids to the struct of PidNumbers.
    private static void checkDialect(ImageFormat format) {
        if (format.element(STRUCT).offset("vpid") < 0) {
            throw new IllegalArgumentException(format + " has TaskPids, not PidsEntry");
        }
    }
}
