package org.ckptimage.format;

import java.util.Arrays;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * One of the eight known dialects of the image format: a set of record numbers and struct layouts that kernels of some
 * months shared. The header's {@code rev} does not identify a dialect: rev 6 stands for five of them.
 *
 * <p>Only {@link #V20} is known from kernel code and real images; the others come from headers.
 */
public enum Dialect {
    /** Sep-Nov 2009, Linux 2.6.31: no labels, no cwd/root, no connected INET sockets, no x86_64. */
    V18("v18", 3),
    /** Dec 2009, Linux 2.6.32: labels, x86_64, connected INET sockets. */
    V19_RC2("v19-rc2", 4),
    /** Feb-Mar 2010, Linux 2.6.33: v19 and v20; cwd and root. */
    V20("v20", 5),
    /** Apr-Jun 2010, Linux 2.6.34: v21 and v22; network namespaces and devices. */
    V21("v21", 6),
    /** Jan 2011, Linux 2.6.37: semaphore undo, alternate stack, umask, wide siginfo. */
    V23_RC1("v23-rc1", 6),
    /** Jan-Feb 2011, Linux 2.6.37: pid objects, which renumber half of all types. */
    V23_RC1_PIDS("v23-rc1-pids", 6),
    /** Apr 2011, Linux 2.6.38: v23-rc2; huge pages, task flags. */
    V23("v23", 6),
    /** Mar 2012, Linux 3.0: as v23, and ARM. */
    V23_3_0("v23-3.0", 6);

    private final String id;
    private final int rev;

    Dialect(String id, int rev) {
        this.id = id;
        this.rev = rev;
    }

    /** The dialect's name in text, options and JSON, such as {@code v23-rc1-pids}. */
    public String id() {
        return id;
    }

    /** The value of the header's {@code rev} field: 3 to 6. */
    public int rev() {
        return rev;
    }

    /** Whether this dialect is {@code other} or a later one. */
    public boolean atLeast(Dialect other) {
        return compareTo(other) >= 0;
    }

    /** The dialect with this {@link #id}, if there is one. */
    public static Optional<Dialect> named(String id) {
        return Arrays.stream(values()).filter(dialect -> dialect.id.equals(id)).findFirst();
    }

    /** All ids, separated by commas, for messages and usage texts. */
    public static String ids() {
        return Arrays.stream(values()).map(Dialect::id).collect(Collectors.joining(", "));
    }

    @Override
    public String toString() {
        return id;
    }
}
