package org.ckptimage.record;

import org.ckptimage.format.Architecture;

/**
 * A resource limit; an element of SIGNAL. Without limit: the highest number of the kernel's word, 2^64-1 or 2^32-1.
 *
 * @param rlimCur the limit in force, unsigned
 * @param rlimMax the highest limit that the process may set, unsigned
 */
public record Rlimit(long rlimCur, long rlimMax) {
    static final String STRUCT = "rlimit";

    static final Shape<Rlimit> SHAPE = Shape.of(
            in -> new Rlimit(in.number(), in.number()),
            (r, out) -> out.number(r.rlimCur).number(r.rlimMax),
            "rlim_cur",
            "rlim_max");

    /** The number that stands for no limit in images of an architecture. */
    public static long infinity(Architecture architecture) {
        return architecture.wordSize() == Integer.BYTES ? 0xffffffffL : -1;
    }
}
