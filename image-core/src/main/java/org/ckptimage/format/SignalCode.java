package org.ckptimage.format;

/**
 * What a pending signal comes from: the class that the kernel keeps in the upper 16 bits of siginfo's code. It decides
 * which of the fields of a siginfo mean something.
 */
public enum SignalCode {
    /** kill(2) and the like: sender's pid and uid. */
    KILL,
    /** A POSIX timer: its id, overrun and value. */
    TIMER,
    /** A file is ready: band and descriptor. */
    POLL,
    /** A fault of the program: address. */
    FAULT,
    /** A child changed its state: pid, uid, status and times. */
    CHLD,
    /** sigqueue(3): pid, uid and value. */
    RT,
    /** A message queue: pid, uid and value. */
    MESGQ;

    private static final SignalCode[] VALUES = values();
    private static final int CLASS_SHIFT = 16;

    /**
     * The class of a code, or null for one that no kernel makes.
     *
     * @param code as in the image, as a signed number. Negative ones come from user space and are laid out like
     *     {@link #RT}
     */
    public static SignalCode of(int code) {
        int number = code >> CLASS_SHIFT;
        if (number < 0) {
            return RT;
        }
        return number < VALUES.length ? VALUES[number] : null;
    }
}
