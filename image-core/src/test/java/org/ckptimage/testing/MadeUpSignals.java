package org.ckptimage.testing;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import org.ckptimage.format.Architecture;
import org.ckptimage.format.ImageFormat;
import org.ckptimage.format.ObjectType;
import org.ckptimage.format.RecordType;

/** The made-up signals of a process: handlers and what its threads share. What is a thread's own is with the task. */
public final class MadeUpSignals {
    private static final int SIGNALS = 64;

    private final Map<Integer, Long> handlers = new HashMap<>();
    private final List<Integer> pending = new ArrayList<>();
    private final Object sighand = new Object();
    private final Object signal = new Object();
    private Consumer<RecordFields> fields = f -> {};

    /** A handler. @param address where it begins; 1 ignores the signal */
    public MadeUpSignals handler(int signo, long address) {
        handlers.put(signo, address);
        return this;
    }

    /** A signal that waits for any thread of the process, with a siginfo entry. */
    public MadeUpSignals pending(int... signos) {
        for (int signo : signos) {
            pending.add(signo);
        }
        return this;
    }

    /** Sets fields of the SIGNAL record, after all defaults: limits, timers, terminal. */
    public MadeUpSignals with(Consumer<RecordFields> more) {
        fields = fields.andThen(more);
        return this;
    }

    /** The number of the SIGHAND, defined here if it is new. */
    int writeHandlers(ImageWriter out) {
        int entry = out.format().layoutNamed("sigaction").orElseThrow().size();
        return out.object(
                ObjectType.SIGHAND,
                sighand,
                number -> out.record(
                        RecordType.SIGHAND,
                        SIGNALS * entry,
                        f -> handlers.forEach((signo, address) ->
                                f.element("action", signo - 1, action -> action.set("_sa_handler", address)))));
    }

    /** What stands for the process's signal_struct, whose number is hidden. */
    Object identity() {
        return signal;
    }

    /** SIGNAL and the shared SIGPENDING. @param tty number of the controlling TTY, 0 for none */
    void writeShared(ImageWriter out, int tty, int foreground) {
        long infinite = out.format().architecture().wordSize() == 4 ? 0xffffffffL : -1L;
        out.record(RecordType.SIGNAL, f -> {
            for (int i = 0; i < 16; i++) {
                f.element("rlim", i, limit -> limit.set("rlim_cur", infinite).set("rlim_max", infinite));
            }
            f.set("tty_objref", tty).set("tty_pgrp", foreground);
            fields.accept(f);
        });
        pendingRecord(out, pending);
    }

    /** A SIGPENDING with an entry per signal. */
    static void pendingRecord(ImageWriter out, List<Integer> signos) {
        int entry = out.format().layoutNamed("siginfo").orElseThrow().size();
        out.record(RecordType.SIGPENDING, signos.size() * entry, f -> {
            f.set("nr_pending", signos.size()).set("signal", sigset(out.format(), signos));
            for (int i = 0; i < signos.size(); i++) {
                int signo = signos.get(i);
                f.element(
                        "siginfo", i, info -> info.setIfPresent("signo", signo).setIfPresent("csi_signo", signo));
            }
        });
    }

    /** The eight raw bytes of the kernel's sigset. [format README 4] */
    static byte[] sigset(ImageFormat format, List<Integer> signos) {
        long set = 0;
        for (int signo : signos) {
            set |= 1L << (signo - 1);
        }
        byte[] bytes = new byte[8];
        if (format.architecture() == Architecture.PPC32) {
            RecordFields.putNumber(bytes, 0, 4, set, false);
            RecordFields.putNumber(bytes, 4, 4, set >>> 32, false);
        } else {
            RecordFields.putNumber(bytes, 0, 8, set, format.architecture().littleEndian());
        }
        return bytes;
    }
}
