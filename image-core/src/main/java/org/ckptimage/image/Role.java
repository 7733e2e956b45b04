package org.ckptimage.image;

/**
 * What a record is at its place, where its type alone does not tell: a BUFFER may be a page chunk, a message or the pid
 * array.
 */
public enum Role {
    /** The type says it all. */
    PLAIN,
    UTS_RELEASE,
    UTS_VERSION,
    UTS_MACHINE,
    LSM_NAME,
    /** The pid objects of the later dialects. */
    PID_OBJECTS,
    /** The array of the process tree. */
    PIDS,
    COMM,
    AUXV,
    /** Keys and contents of pages. */
    PAGES,
    EPOLL_ITEMS,
    SOCKET_DATA,
    /** Directory in which a unix socket with a relative name was bound. */
    SOCKET_CWD,
    MESSAGE_TEXT,
    SEMAPHORES,
    SEMAPHORE_UNDO,
    TERMINAL_INPUT,
    LABEL,
    /** The name of an open file. */
    PATH,
    CWD,
    ROOT,
    RECEIVE_QUEUE,
    WRITE_QUEUE,
    SHARED_PENDING,
    PRIVATE_PENDING,
    DEVICE_NAME,
    HUGE_PAGE,
    ERROR_TEXT;

    private static final Role[] VALUES = values();

    /** Whether a BUFFER in this role holds text. */
    boolean isText() {
        return this == UTS_RELEASE || this == UTS_VERSION || this == UTS_MACHINE || this == LSM_NAME;
    }

    static Role of(int ordinal) {
        return VALUES[ordinal];
    }
}
