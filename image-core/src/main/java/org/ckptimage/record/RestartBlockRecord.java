package org.ckptimage.record;

import java.time.Duration;
import java.util.Optional;
import org.ckptimage.format.FlagKind;
import org.ckptimage.format.Flags;
import org.ckptimage.format.RestartBlockType;

/**
 * RESTART_BLOCK: how to continue an interrupted system call; in every live task, used only when the task's return value
 * is -516. What the arguments are depends on the type.
 *
 * @param functionType kind of the interrupted call: {@link #type}
 * @param arg0 clock id, user address, or 0
 * @param arg1 a user or kernel address, a number of descriptors, or a futex value
 * @param arg2 a user address, whether poll has a timeout, or flags of a futex wait
 * @param arg3 bit set of a futex wait
 * @param arg4 nanoseconds left, 0 over or none: {@link #remaining}
 * @param padding what no field covers
 */
public record RestartBlockRecord(
        long functionType, long arg0, long arg1, long arg2, long arg3, long arg4, Padding padding)
        implements CkptRecord {
    static final Shape<RestartBlockRecord> SHAPE = Shape.of(
            in -> new RestartBlockRecord(
                    in.number(), in.number(), in.number(), in.number(), in.number(), in.number(), in.padding()),
            (r, out) -> out.number(r.functionType)
                    .number(r.arg0)
                    .number(r.arg1)
                    .number(r.arg2)
                    .number(r.arg3)
                    .number(r.arg4)
                    .padding(r.padding),
            "function_type",
            "arg_0",
            "arg_1",
            "arg_2",
            "arg_3",
            "arg_4");

    /** The kind of the interrupted call, or empty for a number that no kernel writes. */
    public Optional<RestartBlockType> type() {
        return Optional.ofNullable(RestartBlockType.of(functionType));
    }

    /** The time left. */
    public Duration remaining() {
        return Times.unsignedNanos(arg4);
    }

    /** {@link #arg2} of an interrupted futex wait. */
    public Flags futexFlags() {
        return Flags.of(FlagKind.FUTEX_FLAGS, arg2);
    }
}
