package org.ckptimage.compare;

import com.google.common.collect.Lists;
import java.util.List;
import java.util.Optional;
import org.ckptimage.format.RecordType;
import org.ckptimage.format.SignalCode;
import org.ckptimage.image.ImageRecord;
import org.ckptimage.record.SigInfo;
import org.ckptimage.record.SigPendingRecord;

/**
 * Queues of pending signals. Which fields of an entry mean something depends on where the signal came from; the others
 * hold what was left in the kernel's memory.
 */
final class PendingSignals {
    private final ImageRecord record;
    private final SigPendingRecord head;
    private final List<SigInfo> queue;

    private PendingSignals(Side side, ImageRecord record) {
        this.record = record;
        this.head = SigPendingRecord.withoutQueue(side.format(), record.bytes());
        this.queue = SigPendingRecord.queue(side.format(), record.bytes());
    }

    /** What a SIGPENDING record says; empty for one that is cut short. */
    static Optional<PendingSignals> of(Side side, ImageRecord record) {
        boolean whole =
                record.length() >= side.format().layout(RecordType.SIGPENDING).size();
        return whole ? Optional.of(new PendingSignals(side, record)) : Optional.empty();
    }

    /** Which signals are pending. */
    Fact fact() {
        return Fact.of(Words.signals(head.signal()), record.offset());
    }

    /** The queue, each entry read when it is looked at. */
    List<Sequences.Item> items() {
        return Lists.transform(queue, info -> {
            String text = text(info);
            return new Sequences.Item(text, Fact.of(text, record.offset()));
        });
    }

    private static String text(SigInfo info) {
        StringBuilder text = new StringBuilder(Words.signal(info.signo()));
        add(text, "errno", info.errno());
        text.append(", code ").append(Words.hex(info.siCode() & 0xffffffffL));
        if (info instanceof SigInfo.Narrow narrow) {
            addNarrow(text, narrow);
        } else if (info instanceof SigInfo.Wide wide) {
            addWide(text, wide);
        }
        return text.toString();
    }

    private static void addNarrow(StringBuilder text, SigInfo.Narrow info) {
        Optional<SignalCode> source = info.source();
        if (source.isEmpty()) {
            text.append(info);
            return;
        }
        switch (source.get()) {
            case KILL -> sender(text, info.pid(), info.uid());
            case TIMER -> {
                add(text, "timer", info.pid());
                add(text, "overrun", info.uid());
                add(text, "value", info.sigvalInt());
                add(text, "private", info.utime());
            }
            case POLL -> {
                add(text, "band", info.pid());
                add(text, "fd", info.sigvalInt());
            }
            case FAULT -> address(text, info.sigvalPtr());
            case CHLD -> {
                sender(text, info.pid(), info.uid());
                child(text, info.sigvalInt(), info.utime(), info.stime());
            }
            case RT, MESGQ -> {
                sender(text, info.pid(), info.uid());
                value(text, info.sigvalPtr());
            }
        }
    }

    private static void addWide(StringBuilder text, SigInfo.Wide info) {
        Optional<SignalCode> source = info.source();
        if (source.isEmpty()) {
            text.append(info);
            return;
        }
        switch (source.get()) {
            case KILL -> sender(text, info.csiPid(), info.csiUid());
            case TIMER -> {
                add(text, "timer", info.csiTid());
                add(text, "overrun", info.csiOverrun());
                add(text, "number", info.csiInt());
                value(text, info.csiPtr());
                add(text, "private", info.csiSysPrivate());
            }
            case POLL -> {
                add(text, "band", info.csiBand());
                add(text, "fd", info.csiFd());
            }
            case FAULT -> {
                address(text, info.csiAddr());
                add(text, "trap", info.csiTrapno());
            }
            case CHLD -> {
                sender(text, info.csiPid(), info.csiUid());
                child(text, info.csiStatus(), info.csiUtime(), info.csiStime());
            }
            case RT, MESGQ -> {
                sender(text, info.csiPid(), info.csiUid());
                add(text, "number", info.csiInt());
                value(text, info.csiPtr());
            }
        }
    }

    private static void sender(StringBuilder text, long pid, long uid) {
        add(text, "pid", pid);
        add(text, "uid", uid);
    }

    private static void child(StringBuilder text, long status, long utime, long stime) {
        add(text, "status", status);
        add(text, "utime", utime);
        add(text, "stime", stime);
    }

    private static void value(StringBuilder text, long value) {
        text.append(", value ").append(Words.hex(value));
    }

    private static void address(StringBuilder text, long address) {
        text.append(", address ").append(Words.hex(address));
    }

    private static void add(StringBuilder text, String name, long number) {
        text.append(", ").append(name).append(' ').append(number);
    }
}
