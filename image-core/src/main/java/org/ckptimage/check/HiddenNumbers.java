package org.ckptimage.check;

import org.ckptimage.format.FileType;
import org.ckptimage.format.ObjectType;
import org.ckptimage.format.VmaType;

/** Puts numbers into the object table that records define in passing, without an OBJREF. */
final class HiddenNumbers {
    private final Restart restart;

    HiddenNumbers(Restart restart) {
        this.restart = restart;
    }

    /** Enters what the record at hand defines; called when its rules have been evaluated. */
    void define(At at) {
        if (at.type() == null) {
            return;
        }
        switch (at.type()) {
            case FILE:
                FileType kind = at.fileType().orElse(null);
                if (kind == FileType.PIPE || kind == FileType.FIFO) {
                    restart.defineHidden(at.s32("pipe_objref"), ObjectType.FILE, at);
                }
                break;
            case VMA:
                if (at.number("vma_type") == VmaType.SHM_ANON.number()) {
                    restart.defineHidden(at.s32("ino_objref"), ObjectType.FILE, at);
                }
                break;
            case IPC_SHM:
                restart.defineHidden(at.s32("objref"), ObjectType.FILE, at);
                break;
            case TTY:
                restart.defineHidden(at.s32("file_objref"), ObjectType.FILE, at);
                break;
            case TASK_OBJS:
                restart.defineHidden(at.s32("signal_objref"), ObjectType.SIGNAL, at);
                break;
            case SECURITY:
                restart.defineHidden(at.s32("ptrref"), ObjectType.SECURITY, at);
                break;
            default:
                break;
        }
    }
}
