package org.ckptimage.format;

/** What an interrupted system call needs to be continued (RESTART_BLOCK.function_type). */
public enum RestartBlockType {
    NONE,
    HRTIMER_NANOSLEEP,
    POSIX_CPU_NANOSLEEP,
    COMPAT_NANOSLEEP,
    COMPAT_CLOCK_NANOSLEEP,
    POLL,
    FUTEX;

    private static final RestartBlockType[] VALUES = values();

    /** The value of RESTART_BLOCK.function_type: 1 to 7. */
    public int number() {
        return ordinal() + 1;
    }

    /** The type with this number, or null: an image may hold any. */
    public static RestartBlockType of(long number) {
        return number >= 1 && number <= VALUES.length ? VALUES[(int) number - 1] : null;
    }
}
