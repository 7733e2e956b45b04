package org.ckptimage.testing;

import java.util.ArrayList;
import java.util.List;
import org.ckptimage.format.FileType;
import org.ckptimage.format.RecordType;

/** The kinds of made-up files, as far as they need no class of their own. */
final class FileKinds {
    private static final long REGULAR_READ = 0x1d;
    private static final long READ = 1;
    private static final long WRITE = 2;

    private FileKinds() {}

    /** A regular file, directory or simple device. */
    static final class Generic extends MadeUpFile {
        private final String path;

        Generic(String path) {
            super(FileType.GENERIC, REGULAR_READ, 0);
            this.path = path;
        }

        @Override
        void behind(ImageWriter out) {
            out.fileName(path);
        }
    }

    /** A pipe itself: its identity, and the bytes that nobody has read yet. */
    static final class PipeContents {
        private final byte[] bytes;

        PipeContents(byte[] bytes) {
            this.bytes = bytes.clone();
        }
    }

    /** An end of a pipe, or with a path a FIFO. */
    static final class PipeEnd extends MadeUpFile {
        private final PipeContents pipe;
        private final String path;
        private boolean first;

        PipeEnd(PipeContents pipe, boolean reads) {
            super(FileType.PIPE, reads ? READ : WRITE, reads ? 0 : 1);
            this.pipe = pipe;
            this.path = null;
        }

        PipeEnd(PipeContents pipe, String path) {
            super(FileType.FIFO, READ | WRITE, 2);
            this.pipe = pipe;
            this.path = path;
        }

        /** Another open file for the same FIFO. */
        PipeEnd again() {
            return new PipeEnd(pipe, path);
        }

        @Override
        int nested(ImageWriter out, MadeUpCreds task) {
            first = !out.knows(pipe);
            return out.hidden(pipe);
        }

        @Override
        void own(RecordFields f, int number) {
            f.set("pipe_objref", number);
        }

        @Override
        void behind(ImageWriter out) {
            if (path != null) {
                out.fileName(path);
            }
            if (first) {
                out.payload(RecordType.PIPE_BUF, pipe.bytes);
            }
        }
    }

    /** An eventfd. */
    static final class Eventfd extends MadeUpFile {
        private final long count;

        Eventfd(long count) {
            super(FileType.EVENTFD, READ | WRITE, 2);
            this.count = count;
        }

        @Override
        void own(RecordFields f, int number) {
            f.set("count", count);
        }
    }

    /** A socket's file. */
    static final class Socket extends MadeUpFile {
        private final MadeUpSocket socket;

        Socket(MadeUpSocket socket) {
            super(FileType.SOCKET, READ | WRITE, 2);
            this.socket = socket;
        }

        @Override
        int nested(ImageWriter out, MadeUpCreds task) {
            return socket.write(out, task);
        }

        @Override
        void own(RecordFields f, int number) {
            f.set("sock_objref", number);
        }
    }

    /** An end of a pseudo terminal. */
    static final class Tty extends MadeUpFile {
        private final MadeUpPty pty;
        private final boolean master;

        Tty(MadeUpPty pty, boolean master) {
            super(FileType.TTY, READ | WRITE, 2);
            this.pty = pty;
            this.master = master;
        }

        @Override
        int nested(ImageWriter out, MadeUpCreds task) {
            return number(out);
        }

        /** The number of this end's TTY; both ends are defined here if they are new. */
        int number(ImageWriter out) {
            int masterNumber = pty.writeMaster(out);
            int slaveNumber = pty.writeSlave(out);
            return master ? masterNumber : slaveNumber;
        }

        @Override
        void own(RecordFields f, int number) {
            f.set("tty_objref", number);
        }
    }

    /** A watch of an epoll set. */
    record Watch(int fd, MadeUpFile target, long events, long data) {}

    /** An epoll set. */
    static final class Epoll extends MadeUpFile {
        private final List<Watch> watches = new ArrayList<>();
        private MadeUpCreds creds;

        Epoll() {
            super(FileType.EPOLL, READ | WRITE, 2);
        }

        void watch(int fd, MadeUpFile target, long events, long data) {
            watches.add(new Watch(fd, target, events, data));
        }

        @Override
        int nested(ImageWriter out, MadeUpCreds task) {
            creds = task;
            return 0;
        }

        @Override
        void afterwards(ImageWriter out, int number) {
            out.defer(() -> {
                List<byte[]> items = new ArrayList<>();
                for (Watch watch : watches) {
                    int target = watch.target.write(out, creds);
                    items.add(out.element(
                            "eventpoll_item",
                            f -> f.set("data", watch.data)
                                    .set("fd", watch.fd)
                                    .set("file_objref", target)
                                    .set("events", watch.events)));
                }
                out.record(
                        RecordType.EPOLL_ITEMS,
                        f -> f.set("epfile_objref", number).set("num_items", items.size()));
                if (!items.isEmpty()) {
                    out.buffer(ImageWriter.concat(items));
                }
            });
        }
    }
}
