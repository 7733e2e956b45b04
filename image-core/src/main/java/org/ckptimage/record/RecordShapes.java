package org.ckptimage.record;

import com.google.common.collect.ImmutableMap;
import java.util.EnumMap;
import java.util.Map;
import org.ckptimage.format.Architecture;
import org.ckptimage.format.FileType;
import org.ckptimage.format.ImageFormat;
import org.ckptimage.format.RecordType;

/** Which Java record stands for which record type: the same everywhere, but for the records of a CPU architecture. */
final class RecordShapes {
    /** The kinds of FILE records. */
    static final Map<FileType, Shape<? extends CkptRecord>> OF_FILES =
            ImmutableMap.<FileType, Shape<? extends CkptRecord>>builder()
                    .put(FileType.GENERIC, FileRecord.Generic.SHAPE)
                    .put(FileType.PIPE, FileRecord.Pipe.SHAPE)
                    .put(FileType.FIFO, FileRecord.Pipe.SHAPE)
                    .put(FileType.SOCKET, FileRecord.Socket.SHAPE)
                    .put(FileType.TTY, FileRecord.Tty.SHAPE)
                    .put(FileType.EPOLL, FileRecord.Epoll.SHAPE)
                    .put(FileType.EVENTFD, FileRecord.Eventfd.SHAPE)
                    .buildOrThrow();

    private static final Map<RecordType, Shape<? extends CkptRecord>> COMMON =
            ImmutableMap.<RecordType, Shape<? extends CkptRecord>>builder()
                    .put(RecordType.HEADER, HeaderRecord.SHAPE)
                    .put(RecordType.CONTAINER, ContainerRecord.SHAPE)
                    .put(RecordType.BUFFER, BufferRecord.SHAPE)
                    .put(RecordType.STRING, StringRecord.SHAPE)
                    .put(RecordType.OBJREF, ObjrefRecord.SHAPE)
                    .put(RecordType.LSM_INFO, LsmInfoRecord.SHAPE)
                    .put(RecordType.SECURITY, SecurityRecord.SHAPE)
                    .put(RecordType.PIDS, PidsRecord.SHAPE)
                    .put(RecordType.TREE, TreeRecord.SHAPE)
                    .put(RecordType.TASK, TaskRecord.SHAPE)
                    .put(RecordType.TASK_NS, TaskNsRecord.SHAPE)
                    .put(RecordType.TASK_OBJS, TaskObjsRecord.SHAPE)
                    .put(RecordType.RESTART_BLOCK, RestartBlockRecord.SHAPE)
                    .put(RecordType.NS, NsRecord.SHAPE)
                    .put(RecordType.UTS_NS, UtsNsRecord.SHAPE)
                    .put(RecordType.IPC_NS, IpcNsRecord.SHAPE)
                    .put(RecordType.USER_NS, UserNsRecord.SHAPE)
                    .put(RecordType.CRED, CredRecord.SHAPE)
                    .put(RecordType.USER, UserRecord.SHAPE)
                    .put(RecordType.GROUPINFO, GroupInfoRecord.SHAPE)
                    .put(RecordType.TASK_CREDS, TaskCredsRecord.SHAPE)
                    .put(RecordType.CPU_FPU, CpuFpuRecord.SHAPE)
                    .put(RecordType.MM_CONTEXT_LDT, MmContextLdtRecord.SHAPE)
                    .put(RecordType.FILE_TABLE, FileTableRecord.SHAPE)
                    .put(RecordType.FILE_DESC, FileDescRecord.SHAPE)
                    .put(RecordType.FILE_NAME, FileNameRecord.SHAPE)
                    .put(RecordType.PIPE_BUF, PipeBufRecord.SHAPE)
                    .put(RecordType.TTY, TtyRecord.SHAPE)
                    .put(RecordType.TTY_LDISC, TtyLdiscRecord.SHAPE)
                    .put(RecordType.EPOLL_ITEMS, EpollItemsRecord.SHAPE)
                    .put(RecordType.MM, MmRecord.SHAPE)
                    .put(RecordType.VMA, VmaRecord.SHAPE)
                    .put(RecordType.PGARR, PgArrRecord.SHAPE)
                    .put(RecordType.HPAGE, HpageRecord.SHAPE)
                    .put(RecordType.FS, FsRecord.SHAPE)
                    .put(RecordType.IPC, IpcRecord.SHAPE)
                    .put(RecordType.IPC_SHM, IpcShmRecord.SHAPE)
                    .put(RecordType.IPC_MSG, IpcMsgRecord.SHAPE)
                    .put(RecordType.IPC_MSG_MSG, IpcMsgMsgRecord.SHAPE)
                    .put(RecordType.IPC_SEM, IpcSemRecord.SHAPE)
                    .put(RecordType.TASK_SEM_UNDO_LIST, TaskSemUndoListRecord.SHAPE)
                    .put(RecordType.TASK_SEM_UNDO, TaskSemUndoRecord.SHAPE)
                    .put(RecordType.SIGHAND, SigHandRecord.SHAPE)
                    .put(RecordType.SIGNAL, SignalRecord.SHAPE)
                    .put(RecordType.SIGNAL_TASK, SignalTaskRecord.SHAPE)
                    .put(RecordType.SIGPENDING, SigPendingRecord.SHAPE)
                    .put(RecordType.SOCKET, SocketRecord.SHAPE)
                    .put(RecordType.SOCKET_QUEUE, SocketQueueRecord.SHAPE)
                    .put(RecordType.SOCKET_BUFFER, SocketBufferRecord.SHAPE)
                    .put(RecordType.SOCKET_FRAG, SocketFragRecord.SHAPE)
                    .put(RecordType.SOCKET_UNIX, SocketUnixRecord.SHAPE)
                    .put(RecordType.SOCKET_INET, SocketInetRecord.SHAPE)
                    .put(RecordType.NET_NS, NetNsRecord.SHAPE)
                    .put(RecordType.NETDEV, NetdevRecord.SHAPE)
                    .put(RecordType.TAIL, TailRecord.SHAPE)
                    .put(RecordType.ERROR, ErrorRecord.SHAPE)
                    .buildOrThrow();

    private RecordShapes() {}

    /** The shapes of all record types but FILE for a format. A type without a struct has none. */
    static Map<RecordType, Shape<? extends CkptRecord>> of(ImageFormat format) {
        Map<RecordType, Shape<? extends CkptRecord>> shapes = new EnumMap<>(COMMON);
        shapes.putAll(ofArchitecture(format.architecture()));
        return shapes;
    }

    private static Map<RecordType, Shape<? extends CkptRecord>> ofArchitecture(Architecture architecture) {
        return switch (architecture) {
            case I386, X86_64 ->
                ImmutableMap.of(
                        RecordType.HEADER_ARCH, HeaderArchRecord.X86.SHAPE,
                        RecordType.THREAD, ThreadRecord.X86.SHAPE,
                        RecordType.CPU, X86CpuRecord.SHAPE,
                        RecordType.MM_CONTEXT, MmContextRecord.X86.SHAPE);
            case S390X ->
                ImmutableMap.of(
                        RecordType.HEADER_ARCH, HeaderArchRecord.S390.SHAPE,
                        RecordType.THREAD, ThreadRecord.S390.SHAPE,
                        RecordType.CPU, S390CpuRecord.SHAPE,
                        RecordType.MM_CONTEXT, MmContextRecord.S390.SHAPE);
            case PPC32, PPC64 ->
                ImmutableMap.of(
                        RecordType.HEADER_ARCH, HeaderArchRecord.PowerPc.SHAPE, RecordType.CPU, PpcCpuRecord.SHAPE);
            case ARM ->
                ImmutableMap.of(
                        RecordType.HEADER_ARCH, HeaderArchRecord.Arm.SHAPE,
                        RecordType.THREAD, ThreadRecord.Arm.SHAPE,
                        RecordType.CPU, ArmCpuRecord.SHAPE,
                        RecordType.MM_CONTEXT, MmContextRecord.Arm.SHAPE);
        };
    }
}
