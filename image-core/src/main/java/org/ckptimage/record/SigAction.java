package org.ckptimage.record;

import org.ckptimage.format.FlagKind;
import org.ckptimage.format.Flags;

/**
 * What a process does with a signal; an element of SIGHAND.
 *
 * @param saHandler user address of the handler; {@link #DEFAULT} and {@link #IGNORE} are special
 * @param saFlags how the handler is called
 * @param saRestorer user address of the code behind the handler, 0 none
 * @param saMask signals that are blocked while the handler runs
 */
public record SigAction(long saHandler, Flags saFlags, long saRestorer, SignalSet saMask) {
    /** The {@link #saHandler} that leaves the signal to the kernel. */
    public static final long DEFAULT = 0;
    /** The {@link #saHandler} that ignores the signal. */
    public static final long IGNORE = 1;

    static final String STRUCT = "sigaction";

    static final Shape<SigAction> SHAPE = Shape.of(
            in -> new SigAction(in.number(), in.flags(FlagKind.SA_FLAGS), in.number(), in.signalSet()),
            (r, out) -> out.number(r.saHandler)
                    .flags(r.saFlags)
                    .number(r.saRestorer)
                    .signalSet(r.saMask),
            "_sa_handler",
            "sa_flags",
            "sa_restorer",
            "sa_mask");
}
