package org.ckptimage.format;

/** The resources with a limit, in the order of the 16 limits of a SIGNAL record. */
public enum ResourceLimit {
    CPU,
    FSIZE,
    DATA,
    STACK,
    CORE,
    RSS,
    NPROC,
    NOFILE,
    MEMLOCK,
    AS,
    LOCKS,
    SIGPENDING,
    MSGQUEUE,
    NICE,
    RTPRIO,
    RTTIME;

    private static final ResourceLimit[] VALUES = values();

    /** The index in SIGNAL.rlim: 0 to 15. */
    public int number() {
        return ordinal();
    }

    /** The resource with this number, or null if there is none. */
    public static ResourceLimit of(long number) {
        return number >= 0 && number < VALUES.length ? VALUES[(int) number] : null;
    }
}
