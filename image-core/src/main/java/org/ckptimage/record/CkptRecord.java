package org.ckptimage.record;

/**
 * A record of an image, decoded. One Java record per struct; match on the type.
 *
 * <p>Components carry the struct's field names in camel case. Payload bytes are views of the image, valid for as long
 * as it may be read. Fields that a dialect lacks are empty optionals or {@link ObjRef#NONE}.
 *
 * <p>Immutable; may be used by many threads.
 */
public sealed interface CkptRecord
        permits HeaderRecord,
                ContainerRecord,
                BufferRecord,
                StringRecord,
                ObjrefRecord,
                LsmInfoRecord,
                SecurityRecord,
                PidsRecord,
                TreeRecord,
                TaskRecord,
                TaskNsRecord,
                TaskObjsRecord,
                RestartBlockRecord,
                NsRecord,
                UtsNsRecord,
                IpcNsRecord,
                UserNsRecord,
                CredRecord,
                UserRecord,
                GroupInfoRecord,
                TaskCredsRecord,
                CpuFpuRecord,
                MmContextLdtRecord,
                FileTableRecord,
                FileDescRecord,
                FileNameRecord,
                PipeBufRecord,
                TtyRecord,
                TtyLdiscRecord,
                EpollItemsRecord,
                MmRecord,
                VmaRecord,
                PgArrRecord,
                HpageRecord,
                FsRecord,
                IpcRecord,
                IpcShmRecord,
                IpcMsgRecord,
                IpcMsgMsgRecord,
                IpcSemRecord,
                TaskSemUndoListRecord,
                TaskSemUndoRecord,
                SigHandRecord,
                SignalRecord,
                SignalTaskRecord,
                SigPendingRecord,
                SocketRecord,
                SocketQueueRecord,
                SocketBufferRecord,
                SocketFragRecord,
                SocketUnixRecord,
                SocketInetRecord,
                NetNsRecord,
                NetdevRecord,
                TailRecord,
                ErrorRecord,
                FileRecord,
                HeaderArchRecord,
                ThreadRecord,
                CpuRecord,
                MmContextRecord,
                OpaqueRecord {

    /** What no field covers; {@link Padding#NONE} in records made by hand. */
    Padding padding();
}
