package org.ckptimage.format;

/**
 * The types of shared objects (the kernel's {@code CKPT_OBJ_*}); their numbers depend on the dialect:
 * {@link ImageFormat#objectType(int)}.
 */
public enum ObjectType {
    IGNORE(false),
    PID(false),
    INODE(false),
    FILE_TABLE(true),
    FILE(true),
    MM(true),
    FS(true),
    SIGHAND(true),
    /** Hidden: defined by TASK_OBJS.signal_objref of the first task that has it. */
    SIGNAL(false),
    NS(true),
    UTS_NS(true),
    IPC_NS(true),
    MNT_NS(false),
    USER_NS(true),
    CRED(true),
    USER(true),
    GROUPINFO(true),
    SOCK(true),
    TTY(true),
    SECURITY_PTR(false),
    SECURITY(true),
    NET_NS(true),
    NETDEV(true),
    SEM_UNDO(true);

    private static final ObjectType[] VALUES = values();

    private final boolean definable;

    ObjectType(boolean definable) {
        this.definable = definable;
    }

    /** Whether an OBJREF record may define such an object: the others are refused at restart, or have no body. */
    public boolean isDefinable() {
        return definable;
    }

    /** The type with this ordinal; cheaper than {@code values()[ordinal]}. */
    public static ObjectType of(int ordinal) {
        return VALUES[ordinal];
    }
}
