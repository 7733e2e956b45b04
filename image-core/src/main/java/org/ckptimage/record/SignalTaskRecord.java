package org.ckptimage.record;

/**
 * SIGNAL_TASK: last record of a task's group, its blocked signals.
 *
 * @param blocked blocked signals; a restart drops KILL and STOP silently
 * @param padding what no field covers
 */
public record SignalTaskRecord(SignalSet blocked, Padding padding) implements CkptRecord {
    static final Shape<SignalTaskRecord> SHAPE = Shape.of(
            in -> new SignalTaskRecord(in.signalSet(), in.padding()),
            (r, out) -> out.signalSet(r.blocked).padding(r.padding),
            "blocked");
}
