package org.ckptimage.format;

/**
 * The record types of all dialects (the kernel's {@code CKPT_HDR_*}). Which number a type has, and whether it exists at
 * all, depends on the dialect: {@link ImageFormat#number(RecordType)}, {@link ImageFormat#recordType(int)}.
 */
public enum RecordType {
    HEADER,
    HEADER_ARCH,
    CONTAINER,
    /** Bytes whose meaning only their place tells. */
    BUFFER,
    /** A string with its final NUL, whose meaning only its place tells. */
    STRING,
    /** Begins the definition of a shared object; the object's body follows. */
    OBJREF,
    LSM_INFO,
    SECURITY,
    PIDS,
    TREE,
    TASK,
    TASK_NS,
    TASK_OBJS,
    RESTART_BLOCK,
    THREAD,
    CPU,
    NS,
    UTS_NS,
    IPC_NS,
    MNT_NS,
    CAPABILITIES,
    USER_NS,
    CRED,
    USER,
    GROUPINFO,
    TASK_CREDS,
    CPU_FPU,
    MM_CONTEXT_LDT,
    FILE_TABLE,
    FILE_DESC,
    FILE_NAME,
    FILE,
    PIPE_BUF,
    TTY,
    TTY_LDISC,
    EPOLL_ITEMS,
    MM,
    VMA,
    PGARR,
    HPAGE,
    MM_CONTEXT,
    FS,
    IPC,
    IPC_SHM,
    IPC_MSG,
    IPC_MSG_MSG,
    IPC_SEM,
    TASK_SEM_UNDO_LIST,
    TASK_SEM_UNDO,
    SIGHAND,
    SIGNAL,
    SIGNAL_TASK,
    SIGPENDING,
    SOCKET,
    SOCKET_QUEUE,
    SOCKET_BUFFER,
    /** Followed by one raw page that belongs to no record. */
    SOCKET_FRAG,
    SOCKET_UNIX,
    SOCKET_INET,
    NET_NS,
    NETDEV,
    NETDEV_ADDR,
    TAIL,
    ERROR;

    private static final RecordType[] VALUES = values();

    /** The type with this ordinal; cheaper than {@code values()[ordinal]}. */
    public static RecordType of(int ordinal) {
        return VALUES[ordinal];
    }
}
