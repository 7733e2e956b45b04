package org.ckptimage.compare;

/** What part of the meaning of an image a {@link Difference} concerns. */
public enum DifferenceKind {
    /** The kernel that the image is for, its form, whether it is complete. */
    HEADER,
    /** A task that is gone or new, its ids, its command name, its state. */
    TASK,
    /** Registers, thread-local storage, floating point, an interrupted system call. */
    REGISTERS,
    /** User and group ids, groups, capabilities, the security label. */
    CREDENTIALS,
    /** Host names, network devices. */
    NAMESPACE,
    /** Limits and objects of SysV IPC. */
    IPC,
    /** Working directory, root, umask. */
    DIRECTORIES,
    /** Handlers, masks, pending signals, limits, timers, the controlling terminal, semaphores to be undone. */
    SIGNALS,
    /** A descriptor that is gone or new, or its close-on-exec flag. */
    DESCRIPTOR,
    /** An open file that nobody holds any more, or holds for the first time; its name, flags, mode and position. */
    FILE,
    /** What a pipe or FIFO holds. */
    PIPE,
    /** A watch of an epoll set. */
    WATCH,
    /** The settings and the unread input of a terminal. */
    TERMINAL,
    /** A socket's state, options, addresses and peer. */
    SOCKET,
    /** A message, or a piece of a stream, that a socket has received or is to send. */
    QUEUE,
    /** Areas of memory, what is mapped there, and the tables that belong to an address space. */
    MEMORY,
    /** The contents of memory: which pages differ. */
    PAGES,
    /** That things are one and the same: on one side two names stand for one object, on the other for two. */
    SHARING,
    /** What could not be read on one of the sides, or on both, but differs. */
    UNREADABLE
}
