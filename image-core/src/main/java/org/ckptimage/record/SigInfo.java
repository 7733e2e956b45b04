package org.ckptimage.record;

import java.util.Optional;
import org.ckptimage.format.SignalCode;

/**
 * A queued signal; an element of SIGPENDING. Which fields mean something depends on where the signal came from; the
 * others may hold leftovers of the kernel's memory.
 *
 * <p>Immutable; may be used by many threads.
 */
public sealed interface SigInfo {
    /** The signal: 1 to 64; 0 is possible. */
    long signo();

    /** An error number, usually 0. */
    long errno();

    /** The kernel's own code, signed: the class in its upper 16 bits, or negative as user space gave it. */
    int siCode();

    /** The sender's pid, where {@link #source} has a sender. */
    long pid();

    /** Where the signal came from, or empty for a code that no kernel makes. */
    default Optional<SignalCode> source() {
        return Optional.ofNullable(SignalCode.of(siCode()));
    }

    /**
     * The 48 bytes of dialects up to v21, in which fields share their place.
     *
     * @param signo the signal
     * @param errno an error number
     * @param code class and code: {@link #siCode}
     * @param pid sender's pid; id of a timer; band of a file
     * @param uid sender's user id; overrun of a timer
     * @param sigvalInt value of a timer; descriptor of a file; status of a child
     * @param sigvalPtr address of a fault; value of a sender
     * @param utime user time of a child in the kernel's ticks; private number of a timer
     * @param stime system time of a child in the kernel's ticks
     * @param padding what no field covers
     */
    record Narrow(
            long signo,
            long errno,
            long code,
            long pid,
            int uid,
            long sigvalInt,
            long sigvalPtr,
            long utime,
            long stime,
            Padding padding)
            implements SigInfo {
        static final Shape<SigInfo> SHAPE = Shape.of(
                in -> new Narrow(
                        in.number(),
                        in.number(),
                        in.number(),
                        in.number(),
                        in.integer(),
                        in.number(),
                        in.number(),
                        in.number(),
                        in.number(),
                        in.padding()),
                (info, out) -> {
                    Narrow r = (Narrow) info;
                    out.number(r.signo)
                            .number(r.errno)
                            .number(r.code)
                            .number(r.pid)
                            .number(r.uid)
                            .number(r.sigvalInt)
                            .number(r.sigvalPtr)
                            .number(r.utime)
                            .number(r.stime)
                            .padding(r.padding);
                },
                "signo",
                "_errno",
                "code",
                "pid",
                "uid",
                "sigval_int",
                "sigval_ptr",
                "utime",
                "stime");

        @Override
        public int siCode() {
            return (int) code;
        }
    }

    /**
     * The 88 bytes of dialects from v23-rc1 on, in which every field has its own place.
     *
     * @param csiSigno the signal
     * @param csiErrno an error number
     * @param csiCode class and code
     * @param csiPid sender's pid
     * @param csiUid sender's user id
     * @param csiFd descriptor of a file
     * @param csiTid id of a timer
     * @param csiBand band of a file
     * @param csiOverrun overrun of a timer
     * @param csiTrapno number of a trap
     * @param csiStatus status of a child
     * @param csiInt value, as a number
     * @param csiPtr value, as an address
     * @param csiUtime user time of a child
     * @param csiStime system time of a child
     * @param csiAddr address of a fault
     * @param csiSysPrivate private number of a timer
     * @param padding what no field covers
     */
    record Wide(
            long csiSigno,
            int csiErrno,
            int csiCode,
            long csiPid,
            long csiUid,
            int csiFd,
            long csiTid,
            long csiBand,
            long csiOverrun,
            long csiTrapno,
            int csiStatus,
            int csiInt,
            long csiPtr,
            long csiUtime,
            long csiStime,
            long csiAddr,
            int csiSysPrivate,
            Padding padding)
            implements SigInfo {
        static final Shape<SigInfo> SHAPE = Shape.of(
                in -> new Wide(
                        in.number(),
                        in.integer(),
                        in.integer(),
                        in.number(),
                        in.number(),
                        in.integer(),
                        in.number(),
                        in.number(),
                        in.number(),
                        in.number(),
                        in.integer(),
                        in.integer(),
                        in.number(),
                        in.number(),
                        in.number(),
                        in.number(),
                        in.integer(),
                        in.padding()),
                (info, out) -> {
                    Wide r = (Wide) info;
                    out.number(r.csiSigno)
                            .number(r.csiErrno)
                            .number(r.csiCode)
                            .number(r.csiPid)
                            .number(r.csiUid)
                            .number(r.csiFd)
                            .number(r.csiTid)
                            .number(r.csiBand)
                            .number(r.csiOverrun)
                            .number(r.csiTrapno)
                            .number(r.csiStatus)
                            .number(r.csiInt)
                            .number(r.csiPtr)
                            .number(r.csiUtime)
                            .number(r.csiStime)
                            .number(r.csiAddr)
                            .number(r.csiSysPrivate)
                            .padding(r.padding);
                },
                "csi_signo",
                "csi_errno",
                "csi_code",
                "csi_pid",
                "csi_uid",
                "csi_fd",
                "csi_tid",
                "csi_band",
                "csi_overrun",
                "csi_trapno",
                "csi_status",
                "csi_int",
                "csi_ptr",
                "csi_utime",
                "csi_stime",
                "csi_addr",
                "csi_sys_private");

        @Override
        public long signo() {
            return csiSigno;
        }

        @Override
        public long errno() {
            return csiErrno;
        }

        @Override
        public int siCode() {
            return csiCode;
        }

        @Override
        public long pid() {
            return csiPid;
        }
    }
}
