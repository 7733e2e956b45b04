package org.ckptimage.record;

import java.util.Optional;
import java.util.OptionalLong;
import org.ckptimage.format.FlagKind;
import org.ckptimage.format.Flags;

/**
 * TASK: first record of a task's group; a STRING with its command name follows, and unless the task is a zombie its
 * live part. A zombie has only state, exit_state and exit_code.
 *
 * @param flags bits of the kernel's task flags, from v23 on
 * @param state 64 for a zombie, 2 in frozen tasks; only 64 matters
 * @param exitState 16 for a zombie, else 0
 * @param exitCode wait status: bits 8-15 the exit code, the lower ones the signal that ended it; 0 if alive
 * @param exitSignal signal for the parent, usually 17; 0xffffffff for threads
 * @param pdeathSignal signal at the parent's death, 0 none
 * @param setChildTid user address, 0 none
 * @param clearChildTid user address that is cleared at exit, 0 none
 * @param sasSsSp address of the alternate signal stack, from v23-rc1 on
 * @param sasSsSize its size in bytes, from v23-rc1 on
 * @param compatRobustFutexHeadLen bytes of a 32-bit program's list head: 12, or 0 without 32-bit support
 * @param compatRobustFutexList user address, 0 none
 * @param robustFutexHeadLen bytes of the list head: 24 on 64-bit kernels, 12 on 32-bit ones
 * @param robustFutexList user address, 0 none
 * @param padding what no field covers
 */
public record TaskRecord(
        Optional<Flags> flags,
        long state,
        long exitState,
        long exitCode,
        long exitSignal,
        long pdeathSignal,
        long setChildTid,
        long clearChildTid,
        OptionalLong sasSsSp,
        OptionalLong sasSsSize,
        long compatRobustFutexHeadLen,
        long compatRobustFutexList,
        long robustFutexHeadLen,
        long robustFutexList,
        Padding padding)
        implements CkptRecord {
    /** The {@link #state} of a zombie. */
    public static final int DEAD = 64;

    static final Shape<TaskRecord> SHAPE = Shape.of(
            in -> new TaskRecord(
                    in.optionalFlags(FlagKind.TASK_FLAGS),
                    in.number(),
                    in.number(),
                    in.number(),
                    in.number(),
                    in.number(),
                    in.number(),
                    in.number(),
                    in.optionalNumber(),
                    in.optionalNumber(),
                    in.number(),
                    in.number(),
                    in.number(),
                    in.number(),
                    in.padding()),
            (r, out) -> out.flags(r.flags)
                    .number(r.state)
                    .number(r.exitState)
                    .number(r.exitCode)
                    .number(r.exitSignal)
                    .number(r.pdeathSignal)
                    .number(r.setChildTid)
                    .number(r.clearChildTid)
                    .number(r.sasSsSp)
                    .number(r.sasSsSize)
                    .number(r.compatRobustFutexHeadLen)
                    .number(r.compatRobustFutexList)
                    .number(r.robustFutexHeadLen)
                    .number(r.robustFutexList)
                    .padding(r.padding),
            "flags",
            "state",
            "exit_state",
            "exit_code",
            "exit_signal",
            "pdeath_signal",
            "set_child_tid",
            "clear_child_tid",
            "sas_ss_sp",
            "sas_ss_size",
            "compat_robust_futex_head_len",
            "compat_robust_futex_list",
            "robust_futex_head_len",
            "robust_futex_list");

    /** Whether the task is a zombie: its group ends behind the command name. */
    public boolean isZombie() {
        return state == DEAD;
    }

    /** The exit code of a zombie that exited by itself: 0 to 255. */
    public int exitStatus() {
        return (int) (exitCode >> 8 & 0xff);
    }

    /** The signal that ended a zombie, or 0. */
    public int terminatingSignal() {
        return (int) (exitCode & 0x7f);
    }
}
