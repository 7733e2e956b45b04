package org.ckptimage.record;

import io.netty.buffer.ByteBuf;
import java.util.List;
import org.ckptimage.format.ImageFormat;
import org.ckptimage.format.RecordType;

/**
 * SIGPENDING: a queue of pending signals. The one that the threads of a process share stands behind SIGNAL, the task's
 * own one before SIGNAL_TASK.
 *
 * @param nrPending number of queued signals, as the record says
 * @param signal the pending signals; may hold some without an entry in the queue
 * @param siginfo the queue: as many entries as the record has room for
 * @param padding what no field covers
 */
public record SigPendingRecord(long nrPending, SignalSet signal, List<SigInfo> siginfo, Padding padding)
        implements CkptRecord {
    private static final String STRUCT = "siginfo";

    static final Shape<SigPendingRecord> SHAPE = Shape.of(
            in -> new SigPendingRecord(
                    in.number(), in.signalSet(), in.restElements(shape(in.format()), STRUCT), in.padding()),
            (r, out) -> out.number(r.nrPending)
                    .signalSet(r.signal)
                    .restElements(shape(out.format()), STRUCT, r.siginfo)
                    .padding(r.padding),
            "nr_pending",
            "signal",
            "siginfo");

    /**
     * The queue of a record, as a view: each entry is read when it is looked at, since there may be millions.
     *
     * @param record all of its bytes, head included; at least those in front of the queue
     */
    public static List<SigInfo> queue(ImageFormat format, ByteBuf record) {
        int start = format.layout(RecordType.SIGPENDING).offset("siginfo");
        return Elements.read(format, shape(format), STRUCT, record.slice().skipBytes(start));
    }

    /** The record without its queue: as if it ended in front of it. */
    public static SigPendingRecord withoutQueue(ImageFormat format, ByteBuf record) {
        int size = format.layout(RecordType.SIGPENDING).size();
        return (SigPendingRecord) RecordCodec.of(format).decode(RecordType.SIGPENDING, record.slice(0, size));
    }

    private static Shape<SigInfo> shape(ImageFormat format) {
        return format.element(STRUCT).offset("csi_signo") >= 0 ? SigInfo.Wide.SHAPE : SigInfo.Narrow.SHAPE;
    }
}
