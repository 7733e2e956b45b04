package org.ckptimage.check;

import com.google.common.collect.ImmutableBiMap;

/**
 * An error number of Linux, as a failing restart returns it.
 *
 * @param number 1 to 4095
 */
public record Errno(int number) {
    private static final ImmutableBiMap<String, Integer> NAMES = ImmutableBiMap.<String, Integer>builder()
            .put("EPERM", 1)
            .put("ENOENT", 2)
            .put("ESRCH", 3)
            .put("EINTR", 4)
            .put("EIO", 5)
            .put("ENXIO", 6)
            .put("E2BIG", 7)
            .put("ENOEXEC", 8)
            .put("EBADF", 9)
            .put("ECHILD", 10)
            .put("EAGAIN", 11)
            .put("ENOMEM", 12)
            .put("EACCES", 13)
            .put("EFAULT", 14)
            .put("EBUSY", 16)
            .put("EEXIST", 17)
            .put("ENODEV", 19)
            .put("ENOTDIR", 20)
            .put("EISDIR", 21)
            .put("EINVAL", 22)
            .put("ENFILE", 23)
            .put("EMFILE", 24)
            .put("EFBIG", 27)
            .put("ENOSPC", 28)
            .put("ESPIPE", 29)
            .put("EROFS", 30)
            .put("EPIPE", 32)
            .put("ENAMETOOLONG", 36)
            .put("ENOSYS", 38)
            .put("ELOOP", 40)
            .put("ENOMSG", 42)
            .put("EPROTONOSUPPORT", 93)
            .put("ESOCKTNOSUPPORT", 94)
            .put("EAFNOSUPPORT", 97)
            .put("EADDRINUSE", 98)
            .put("EADDRNOTAVAIL", 99)
            .buildOrThrow();

    /** Operation not permitted. */
    public static final Errno EPERM = named("EPERM");
    /** No such file or directory. */
    public static final Errno ENOENT = named("ENOENT");
    /** No such process. */
    public static final Errno ESRCH = named("ESRCH");
    /** Too big. */
    public static final Errno E2BIG = named("E2BIG");
    /** Out of memory. */
    public static final Errno ENOMEM = named("ENOMEM");
    /** Permission denied. */
    public static final Errno EACCES = named("EACCES");
    /** Busy. */
    public static final Errno EBUSY = named("EBUSY");
    /** It exists. */
    public static final Errno EEXIST = named("EEXIST");
    /** Not a directory. */
    public static final Errno ENOTDIR = named("ENOTDIR");
    /** Invalid: what most broken images end with. */
    public static final Errno EINVAL = named("EINVAL");
    /** Bad address. */
    public static final Errno EFAULT = named("EFAULT");
    /** File too large. */
    public static final Errno EFBIG = named("EFBIG");
    /** No space left. */
    public static final Errno ENOSPC = named("ENOSPC");
    /** The image ends too early. */
    public static final Errno EPIPE = named("EPIPE");
    /** This kernel cannot. */
    public static final Errno ENOSYS = named("ENOSYS");
    /** No such message. */
    public static final Errno ENOMSG = named("ENOMSG");

    /**
     * The error with this name.
     *
     * @throws IllegalArgumentException if there is none
     */
    public static Errno named(String name) {
        Integer number = NAMES.get(name);
        if (number == null) {
            throw new IllegalArgumentException("unknown error " + name);
        }
        return new Errno(number);
    }

    /** Its name as {@code EINVAL}; {@code errno N} for one that no rule knows. */
    public String name() {
        return NAMES.inverse().getOrDefault(number, "errno " + number);
    }

    @Override
    public String toString() {
        return name();
    }
}
