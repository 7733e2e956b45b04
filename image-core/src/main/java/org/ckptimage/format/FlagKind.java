package org.ckptimage.format;

/**
 * The sets of named bits that fields of an image hold. Their names and bits are in the resource {@code flags.table};
 * nothing is read before somebody asks for a name.
 */
public enum FlagKind {
    /** FILE.f_flags: the flags of open(2). Some bits differ by architecture. */
    F_FLAGS(true),
    /** FILE.f_mode: the kernel's own view of what may be done with a file. */
    F_MODE,
    /** HEADER.uflags: the flags of checkpoint(2). */
    CHECKPOINT_FLAGS,
    /** TASK.flags, from v23 on. */
    TASK_FLAGS,
    /** THREAD.thread_info_flags; numbered differently by x86 and s390. */
    THREAD_INFO_FLAGS(true),
    /** VMA.vm_flags and MM.def_flags. */
    VM_FLAGS,
    /** MM.flags: dumpable, and what goes into a core file. */
    MM_FLAGS,
    /** SOCKET.socket.flags: of the file side of a socket. */
    SOCKET_FLAGS,
    /** SOCKET.sock.flags: of the network side of a socket. */
    SOCK_FLAGS,
    /** SOCKET.sock.shutdown: directions that are shut. */
    SOCK_SHUTDOWN,
    /** SOCKET.sock.userlocks: what the program has set itself. */
    SOCK_USERLOCKS,
    /** SOCKET_UNIX.flags. */
    UNIX_SOCKET_FLAGS,
    /** Events of an epoll item. */
    EPOLL_EVENTS,
    /** The flags of an eventfd. */
    EVENTFD_FLAGS,
    /** TTY.flags. */
    TTY_FLAGS,
    /** The flags of a signal action. */
    SA_FLAGS,
    /** Capabilities, as one 64-bit set. */
    CAPABILITIES,
    /** The upper 32 capabilities, as a field of their own: bit 0 is capability 32. */
    CAPABILITIES_HIGH,
    /** CRED.cap_s.securebits. */
    SECUREBITS,
    /** IPC_SHM.flags. */
    SHM_FLAGS,
    /** RESTART_BLOCK.arg_2 of an interrupted futex wait. */
    FUTEX_FLAGS,
    /** CPU.features_used of powerpc. */
    POWERPC_FEATURES,
    /** NETDEV.flags: the interface flags of ifconfig(8). */
    NETDEV_FLAGS;

    private final FlagTable[] tables;

    FlagKind() {
        this(false);
    }

    FlagKind(boolean perArchitecture) {
        Architecture[] architectures = Architecture.values();
        tables = new FlagTable[perArchitecture ? architectures.length : 1];
        for (int i = 0; i < tables.length; i++) {
            tables[i] = new FlagTable(this, architectures[i]);
        }
    }

    /** The names of the bits on one architecture: always the same object. */
    public FlagTable table(Architecture architecture) {
        return tables[tables.length == 1 ? 0 : architecture.ordinal()];
    }
}
