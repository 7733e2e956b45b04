package org.ckptimage.format;

import java.util.Locale;

/** The seven kinds of open files (FILE.f_type). The numbers are the same in all dialects. */
public enum FileType {
    /** A regular file, a directory, or a simple device: reopened by name. */
    GENERIC(1),
    PIPE(2),
    FIFO(3),
    SOCKET(4),
    TTY(5),
    EPOLL(6),
    EVENTFD(7);

    private static final FileType[] VALUES = values();

    private final int number;

    FileType(int number) {
        this.number = number;
    }

    /** The value of FILE.f_type. */
    public int number() {
        return number;
    }

    /** The name in text and JSON: generic, pipe, fifo, socket, tty, epoll, eventfd. */
    public String id() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** The kind with this number, or null: an image may hold any. */
    public static FileType of(int number) {
        return number >= 1 && number <= VALUES.length ? VALUES[number - 1] : null;
    }
}
