package org.ckptimage.format;

import com.google.common.base.Splitter;
import com.google.common.collect.ImmutableList;
import java.util.Optional;

/** The names of signals. All architectures that can write an image number them alike. */
public final class Signals {
    /** The lowest real-time signal, as the kernel counts; C libraries keep the first two or three for themselves. */
    public static final int FIRST_REAL_TIME = 32;
    /** The highest signal. */
    public static final int LAST = 64;

    private static final ImmutableList<String> NAMES = ImmutableList.copyOf(Splitter.on(' ')
            .splitToList("HUP INT QUIT ILL TRAP ABRT BUS FPE KILL USR1 SEGV USR2 PIPE ALRM TERM STKFLT CHLD CONT STOP"
                    + " TSTP TTIN TTOU URG XCPU XFSZ VTALRM PROF WINCH IO PWR SYS"));

    private Signals() {}

    /** The name of a signal without SIG: {@code HUP}, or {@code RT2} for 34; nothing for numbers out of 1 to 64. */
    public static Optional<String> name(long number) {
        if (number < 1 || number > LAST) {
            return Optional.empty();
        }
        int signal = (int) number;
        return Optional.of(signal < FIRST_REAL_TIME ? NAMES.get(signal - 1) : "RT" + (signal - FIRST_REAL_TIME));
    }
}
