package org.ckptimage.record;

/**
 * FILE: an open file (the kernel's struct file). Seven kinds, told apart by {@link FileCommon#fType}; nested
 * definitions (SOCK, TTYs, CRED, SECURITY) stand before it, the name of a GENERIC file or FIFO behind it, and behind
 * the first end of a pipe its contents. [records.md 7]
 */
public sealed interface FileRecord extends CkptRecord {

    /** The fields that all kinds share. */
    FileCommon common();

    /** A regular file, directory or simple device; FILE_NAME follows. */
    record Generic(FileCommon common, Padding padding) implements FileRecord {
        static final Shape<Generic> SHAPE = Shape.of(
                in -> new Generic(FileCommon.read(in), in.padding()),
                (r, out) -> r.common.write(out).padding(r.padding),
                FileCommon.fieldsAnd());
    }

    /** An epoll set; its watches are among the deferred records of the file table. */
    record Epoll(FileCommon common, Padding padding) implements FileRecord {
        static final Shape<Epoll> SHAPE = Shape.of(
                in -> new Epoll(FileCommon.read(in), in.padding()),
                (r, out) -> r.common.write(out).padding(r.padding),
                FileCommon.fieldsAnd());
    }

    /**
     * An end of a pipe, or a FIFO.
     *
     * @param pipeObjref the same at both ends; a hidden number. PIPE_BUF follows the first FILE that has it
     */
    record Pipe(FileCommon common, ObjRef pipeObjref, Padding padding) implements FileRecord {
        static final Shape<Pipe> SHAPE = Shape.of(
                in -> new Pipe(FileCommon.read(in), in.objref(), in.padding()),
                (r, out) -> r.common.write(out).objref(r.pipeObjref).padding(r.padding),
                FileCommon.fieldsAnd("pipe_objref"));
    }

    /** A socket. @param sockObjref the SOCK behind it */
    record Socket(FileCommon common, ObjRef sockObjref, Padding padding) implements FileRecord {
        static final Shape<Socket> SHAPE = Shape.of(
                in -> new Socket(FileCommon.read(in), in.objref(), in.padding()),
                (r, out) -> r.common.write(out).objref(r.sockObjref).padding(r.padding),
                FileCommon.fieldsAnd("sock_objref"));
    }

    /** An end of a pseudo terminal. @param ttyObjref the TTY behind it; which end it is, the TTY tells */
    record Tty(FileCommon common, ObjRef ttyObjref, Padding padding) implements FileRecord {
        static final Shape<Tty> SHAPE = Shape.of(
                in -> new Tty(FileCommon.read(in), in.objref(), in.padding()),
                (r, out) -> r.common.write(out).objref(r.ttyObjref).padding(r.padding),
                FileCommon.fieldsAnd("tty_objref"));
    }

    /**
     * An eventfd.
     *
     * @param count the counter, unsigned; a restart keeps 32 bits of it
     * @param flags 1 semaphore, and the NONBLOCK and CLOEXEC bits of open flags
     */
    record Eventfd(FileCommon common, long count, long flags, Padding padding) implements FileRecord {
        static final Shape<Eventfd> SHAPE = Shape.of(
                in -> new Eventfd(FileCommon.read(in), in.number(), in.number(), in.padding()),
                (r, out) -> r.common.write(out).number(r.count).number(r.flags).padding(r.padding),
                FileCommon.fieldsAnd("count", "flags"));
    }
}
