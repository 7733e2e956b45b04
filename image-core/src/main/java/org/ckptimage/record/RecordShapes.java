package org.ckptimage.record;

import org.ckptimage.format.Architecture;
import org.ckptimage.format.FileType;
import org.ckptimage.format.RecordType;

/**
 * Which Java record stands for which record type: the same everywhere, but for the records of a CPU architecture.
 *
 * <p>Look-ups and no table: a shape comes to life with its record's class, and most images hold few of all types.
 * Making all of them took a sixth of the time of a short command.
 */
final class RecordShapes {
    private RecordShapes() {}

    /** The shape of a kind of FILE records. */
    static Shape<? extends CkptRecord> of(FileType type) {
        return switch (type) {
            case GENERIC -> FileRecord.Generic.SHAPE;
            case PIPE -> FileRecord.Pipe.SHAPE;
            case FIFO -> FileRecord.Pipe.SHAPE;
            case SOCKET -> FileRecord.Socket.SHAPE;
            case TTY -> FileRecord.Tty.SHAPE;
            case EPOLL -> FileRecord.Epoll.SHAPE;
            case EVENTFD -> FileRecord.Eventfd.SHAPE;
        };
    }

    /** The shape of a record type other than FILE, or null for one without a struct. */
    static Shape<? extends CkptRecord> of(RecordType type, Architecture architecture) {
        return switch (type) {
            case HEADER -> HeaderRecord.SHAPE;
            case CONTAINER -> ContainerRecord.SHAPE;
            case BUFFER -> BufferRecord.SHAPE;
            case STRING -> StringRecord.SHAPE;
            case OBJREF -> ObjrefRecord.SHAPE;
            case LSM_INFO -> LsmInfoRecord.SHAPE;
            case SECURITY -> SecurityRecord.SHAPE;
            case PIDS -> PidsRecord.SHAPE;
            case TREE -> TreeRecord.SHAPE;
            case TASK -> TaskRecord.SHAPE;
            case TASK_NS -> TaskNsRecord.SHAPE;
            case TASK_OBJS -> TaskObjsRecord.SHAPE;
            case RESTART_BLOCK -> RestartBlockRecord.SHAPE;
            case NS -> NsRecord.SHAPE;
            case UTS_NS -> UtsNsRecord.SHAPE;
            case IPC_NS -> IpcNsRecord.SHAPE;
            case USER_NS -> UserNsRecord.SHAPE;
            case CRED -> CredRecord.SHAPE;
            case USER -> UserRecord.SHAPE;
            case GROUPINFO -> GroupInfoRecord.SHAPE;
            case TASK_CREDS -> TaskCredsRecord.SHAPE;
            case CPU_FPU -> CpuFpuRecord.SHAPE;
            case MM_CONTEXT_LDT -> MmContextLdtRecord.SHAPE;
            case FILE_TABLE -> FileTableRecord.SHAPE;
            case FILE_DESC -> FileDescRecord.SHAPE;
            case FILE_NAME -> FileNameRecord.SHAPE;
            case PIPE_BUF -> PipeBufRecord.SHAPE;
            case TTY -> TtyRecord.SHAPE;
            case TTY_LDISC -> TtyLdiscRecord.SHAPE;
            case EPOLL_ITEMS -> EpollItemsRecord.SHAPE;
            case MM -> MmRecord.SHAPE;
            case VMA -> VmaRecord.SHAPE;
            case PGARR -> PgArrRecord.SHAPE;
            case HPAGE -> HpageRecord.SHAPE;
            case FS -> FsRecord.SHAPE;
            case IPC -> IpcRecord.SHAPE;
            case IPC_SHM -> IpcShmRecord.SHAPE;
            case IPC_MSG -> IpcMsgRecord.SHAPE;
            case IPC_MSG_MSG -> IpcMsgMsgRecord.SHAPE;
            case IPC_SEM -> IpcSemRecord.SHAPE;
            case TASK_SEM_UNDO_LIST -> TaskSemUndoListRecord.SHAPE;
            case TASK_SEM_UNDO -> TaskSemUndoRecord.SHAPE;
            case SIGHAND -> SigHandRecord.SHAPE;
            case SIGNAL -> SignalRecord.SHAPE;
            case SIGNAL_TASK -> SignalTaskRecord.SHAPE;
            case SIGPENDING -> SigPendingRecord.SHAPE;
            case SOCKET -> SocketRecord.SHAPE;
            case SOCKET_QUEUE -> SocketQueueRecord.SHAPE;
            case SOCKET_BUFFER -> SocketBufferRecord.SHAPE;
            case SOCKET_FRAG -> SocketFragRecord.SHAPE;
            case SOCKET_UNIX -> SocketUnixRecord.SHAPE;
            case SOCKET_INET -> SocketInetRecord.SHAPE;
            case NET_NS -> NetNsRecord.SHAPE;
            case NETDEV -> NetdevRecord.SHAPE;
            case TAIL -> TailRecord.SHAPE;
            case ERROR -> ErrorRecord.SHAPE;
            case HEADER_ARCH, THREAD, CPU, MM_CONTEXT -> ofArchitecture(type, architecture);
            default -> null;
        };
    }

    private static Shape<? extends CkptRecord> ofArchitecture(RecordType type, Architecture architecture) {
        return switch (architecture) {
            case I386, X86_64 ->
                switch (type) {
                    case HEADER_ARCH -> HeaderArchRecord.X86.SHAPE;
                    case THREAD -> ThreadRecord.X86.SHAPE;
                    case CPU -> X86CpuRecord.SHAPE;
                    default -> MmContextRecord.X86.SHAPE;
                };
            case S390X ->
                switch (type) {
                    case HEADER_ARCH -> HeaderArchRecord.S390.SHAPE;
                    case THREAD -> ThreadRecord.S390.SHAPE;
                    case CPU -> S390CpuRecord.SHAPE;
                    default -> MmContextRecord.S390.SHAPE;
                };
            case PPC32, PPC64 ->
                switch (type) {
                    case HEADER_ARCH -> HeaderArchRecord.PowerPc.SHAPE;
                    case CPU -> PpcCpuRecord.SHAPE;
                    default -> null;
                };
            case ARM ->
                switch (type) {
                    case HEADER_ARCH -> HeaderArchRecord.Arm.SHAPE;
                    case THREAD -> ThreadRecord.Arm.SHAPE;
                    case CPU -> ArmCpuRecord.SHAPE;
                    default -> MmContextRecord.Arm.SHAPE;
                };
        };
    }
}
