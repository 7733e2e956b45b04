package org.ckptimage.record;

import java.time.Duration;
import java.util.List;
import org.ckptimage.format.ResourceLimit;

/**
 * SIGNAL: what the threads of a process share; behind the TASK_OBJS of the first task with its signal_objref, followed
 * by SIGPENDING.
 *
 * @param rlim the 16 resource limits: {@link #limit}
 * @param itRealValue nanoseconds until the real-time timer runs out, 0 off; 0 with an interval: its SIGALRM is pending
 * @param itRealIncr nanoseconds of its interval
 * @param itVirtValue the same for the time that the process runs
 * @param itVirtIncr nanoseconds of its interval
 * @param itProfValue the same for the time that the process and the kernel for it run
 * @param itProfIncr nanoseconds of its interval
 * @param ttyObjref controlling terminal (TTY); 0 what is inherited at restart
 * @param ttyPgrp foreground process group of the terminal; 0 outside, -1 none
 * @param ttyOldPgrp of a session leader: process group to be told of a hang-up; 0 outside, -1 none
 * @param padding what no field covers
 */
public record SignalRecord(
        List<Rlimit> rlim,
        long itRealValue,
        long itRealIncr,
        long itVirtValue,
        long itVirtIncr,
        long itProfValue,
        long itProfIncr,
        ObjRef ttyObjref,
        int ttyPgrp,
        int ttyOldPgrp,
        Padding padding)
        implements CkptRecord {
    static final Shape<SignalRecord> SHAPE = Shape.of(
            in -> new SignalRecord(
                    in.elements(Rlimit.SHAPE, Rlimit.STRUCT),
                    in.number(),
                    in.number(),
                    in.number(),
                    in.number(),
                    in.number(),
                    in.number(),
                    in.objref(),
                    in.integer(),
                    in.integer(),
                    in.padding()),
            (r, out) -> out.elements(Rlimit.SHAPE, Rlimit.STRUCT, r.rlim)
                    .number(r.itRealValue)
                    .number(r.itRealIncr)
                    .number(r.itVirtValue)
                    .number(r.itVirtIncr)
                    .number(r.itProfValue)
                    .number(r.itProfIncr)
                    .objref(r.ttyObjref)
                    .number(r.ttyPgrp)
                    .number(r.ttyOldPgrp)
                    .padding(r.padding),
            "rlim",
            "it_real_value",
            "it_real_incr",
            "it_virt_value",
            "it_virt_incr",
            "it_prof_value",
            "it_prof_incr",
            "tty_objref",
            "tty_pgrp",
            "tty_old_pgrp");

    /** The limit of a resource. */
    public Rlimit limit(ResourceLimit resource) {
        return rlim.get(resource.number());
    }

    /** The timer of ITIMER_REAL. */
    public IntervalTimer realTimer() {
        return IntervalTimer.ofNanos(itRealValue, itRealIncr);
    }

    /** The timer of ITIMER_VIRTUAL. */
    public IntervalTimer virtualTimer() {
        return IntervalTimer.ofNanos(itVirtValue, itVirtIncr);
    }

    /** The timer of ITIMER_PROF. */
    public IntervalTimer profilingTimer() {
        return IntervalTimer.ofNanos(itProfValue, itProfIncr);
    }

    /**
     * A timer of setitimer(2).
     *
     * @param value time until it runs out, 0 off
     * @param interval time after which it runs out again, 0 never
     */
    public record IntervalTimer(Duration value, Duration interval) {
        static IntervalTimer ofNanos(long value, long interval) {
            return new IntervalTimer(Times.unsignedNanos(value), Times.unsignedNanos(interval));
        }
    }
}
