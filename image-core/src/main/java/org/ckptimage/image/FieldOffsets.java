package org.ckptimage.image;

import org.ckptimage.format.FileType;
import org.ckptimage.format.ImageFormat;
import org.ckptimage.format.RecordType;
import org.ckptimage.format.StructLayout;

/** Where the fields lie that decide which records follow; looked up once per image. -1: the dialect has none. */
final class FieldOffsets {
    final int treeNrTasks;
    final int taskState;
    final int cpuUsedMath;
    final int taskObjsSignal;
    final int securityPtrref;
    final int fdtNfds;
    final int fileType;
    final int pipeObjref;
    final int numItems;
    final int epfileObjref;
    final int ttyFileObjref;
    final int ttyFlags;
    final int ldiscDatalen;
    final int sockFamily;
    final int sockState;
    final int sockFlags;
    final int sockHasBuffers;
    final int unixLaddrLen;
    final int unixLaddrPath;
    final int skbCount;
    final int skbFragments;
    final int mapCount;
    final int vmaType;
    final int vmaIno;
    final int nrPages;
    final int ipcCount;
    final int shmObjref;
    final int qnum;
    final int msgSize;
    final int undoCount;
    final int tailMagic;

    private final ImageFormat format;

    FieldOffsets(ImageFormat format) {
        this.format = format;
        treeNrTasks = at(RecordType.TREE, "nr_tasks");
        taskState = at(RecordType.TASK, "state");
        cpuUsedMath = at(RecordType.CPU, "used_math");
        taskObjsSignal = at(RecordType.TASK_OBJS, "signal_objref");
        securityPtrref = at(RecordType.SECURITY, "ptrref");
        fdtNfds = at(RecordType.FILE_TABLE, "fdt_nfds");
        fileType = at(RecordType.FILE, "f_type");
        pipeObjref = format.layout(FileType.PIPE).offset("pipe_objref");
        numItems = at(RecordType.EPOLL_ITEMS, "num_items");
        epfileObjref = at(RecordType.EPOLL_ITEMS, "epfile_objref");
        ttyFileObjref = at(RecordType.TTY, "file_objref");
        ttyFlags = at(RecordType.TTY, "flags");
        ldiscDatalen = at(RecordType.TTY_LDISC, "datalen");
        sockFamily = at(RecordType.SOCKET, "sock_common.family");
        sockState = at(RecordType.SOCKET, "sock.state");
        sockFlags = at(RecordType.SOCKET, "sock.flags");
        sockHasBuffers = at(RecordType.SOCKET, "has_buffers");
        unixLaddrLen = at(RecordType.SOCKET_UNIX, "laddr_len");
        unixLaddrPath = at(RecordType.SOCKET_UNIX, "laddr.sun_path");
        skbCount = at(RecordType.SOCKET_QUEUE, "skb_count");
        skbFragments = at(RecordType.SOCKET_BUFFER, "nr_frags");
        mapCount = at(RecordType.MM, "map_count");
        vmaType = at(RecordType.VMA, "vma_type");
        vmaIno = at(RecordType.VMA, "ino_objref");
        nrPages = at(RecordType.PGARR, "nr_pages");
        ipcCount = at(RecordType.IPC, "ipc_count");
        shmObjref = at(RecordType.IPC_SHM, "objref");
        qnum = at(RecordType.IPC_MSG, "q_qnum");
        msgSize = at(RecordType.IPC_MSG_MSG, "m_ts");
        undoCount = at(RecordType.TASK_SEM_UNDO_LIST, "count");
        tailMagic = at(RecordType.TAIL, "magic");
    }

    private int at(RecordType type, String field) {
        StructLayout layout = format.layout(type);
        return layout == null ? -1 : layout.offset(field);
    }
}
