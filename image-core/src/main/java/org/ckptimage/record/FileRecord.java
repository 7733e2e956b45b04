package org.ckptimage.record;

import org.ckptimage.format.FlagKind;
import org.ckptimage.format.Flags;

/**
 * FILE: an open file (the kernel's struct file). Seven kinds, told apart by {@link FileCommon#fType}; nested
 * definitions (SOCK, TTYs, CRED, SECURITY) stand before it, the name of a GENERIC file or FIFO behind it, and behind
 * the first end of a pipe its contents.
 *
 * <p>Immutable; may be used by many threads.
 */
public sealed interface FileRecord extends CkptRecord {

    /** The fields that all kinds share. */
    FileCommon common();

    /**
     * A regular file, directory or simple device; FILE_NAME follows.
     *
     * @param common what all kinds have
     * @param padding what no field covers
     */
    record Generic(FileCommon common, Padding padding) implements FileRecord {
        static final Shape<Generic> SHAPE = Shape.of(
                in -> new Generic(FileCommon.read(in), in.padding()),
                (r, out) -> r.common.write(out).padding(r.padding),
                FileCommon.fieldsAnd());
    }

    /**
     * An epoll set; its watches are among the deferred records of the file table.
     *
     * @param common what all kinds have
     * @param padding what no field covers
     */
    record Epoll(FileCommon common, Padding padding) implements FileRecord {
        static final Shape<Epoll> SHAPE = Shape.of(
                in -> new Epoll(FileCommon.read(in), in.padding()),
                (r, out) -> r.common.write(out).padding(r.padding),
                FileCommon.fieldsAnd());
    }

    /**
     * An end of a pipe, or a FIFO.
     *
     * @param common what all kinds have
     * @param pipeObjref the same at both ends; a hidden number. PIPE_BUF follows the first FILE that has it
     * @param padding what no field covers
     */
    record Pipe(FileCommon common, ObjRef pipeObjref, Padding padding) implements FileRecord {
        static final Shape<Pipe> SHAPE = Shape.of(
                in -> new Pipe(FileCommon.read(in), in.objref(), in.padding()),
                (r, out) -> r.common.write(out).objref(r.pipeObjref).padding(r.padding),
                FileCommon.fieldsAnd("pipe_objref"));
    }

    /**
     * A socket.
     *
     * @param common what all kinds have
     * @param sockObjref the SOCK behind it
     * @param padding what no field covers
     */
    record Socket(FileCommon common, ObjRef sockObjref, Padding padding) implements FileRecord {
        static final Shape<Socket> SHAPE = Shape.of(
                in -> new Socket(FileCommon.read(in), in.objref(), in.padding()),
                (r, out) -> r.common.write(out).objref(r.sockObjref).padding(r.padding),
                FileCommon.fieldsAnd("sock_objref"));
    }

    /**
     * An end of a pseudo terminal.
     *
     * @param common what all kinds have
     * @param ttyObjref the TTY behind it; which end it is, the TTY tells
     * @param padding what no field covers
     */
    record Tty(FileCommon common, ObjRef ttyObjref, Padding padding) implements FileRecord {
        static final Shape<Tty> SHAPE = Shape.of(
                in -> new Tty(FileCommon.read(in), in.objref(), in.padding()),
                (r, out) -> r.common.write(out).objref(r.ttyObjref).padding(r.padding),
                FileCommon.fieldsAnd("tty_objref"));
    }

    /**
     * An eventfd.
     *
     * @param common what all kinds have
     * @param count the counter, unsigned; a restart keeps 32 bits of it
     * @param flags semaphore, non-blocking and close-on-exec
     * @param padding what no field covers
     */
    record Eventfd(FileCommon common, long count, Flags flags, Padding padding) implements FileRecord {
        static final Shape<Eventfd> SHAPE = Shape.of(
                in -> new Eventfd(FileCommon.read(in), in.number(), in.flags(FlagKind.EVENTFD_FLAGS), in.padding()),
                (r, out) -> r.common.write(out).number(r.count).flags(r.flags).padding(r.padding),
                FileCommon.fieldsAnd("count", "flags"));
    }
}
