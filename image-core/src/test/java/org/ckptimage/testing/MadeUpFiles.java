package org.ckptimage.testing;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Consumer;
import org.ckptimage.format.ObjectType;
import org.ckptimage.format.RecordType;

/**
 * The made-up file table of a process: descriptors by number. Methods return the table, so that a table is one
 * expression; {@link #at} gives a file to say more about it.
 */
public final class MadeUpFiles {
    private final Map<Integer, MadeUpFile> files = new TreeMap<>();
    private final List<Integer> closeOnExec = new ArrayList<>();

    /** The open file behind a descriptor. */
    public MadeUpFile at(int fd) {
        MadeUpFile file = files.get(fd);
        if (file == null) {
            throw new IllegalArgumentException("descriptor " + fd + " is not open");
        }
        return file;
    }

    /** Says more about the file behind a descriptor. */
    public MadeUpFiles at(int fd, Consumer<MadeUpFile> more) {
        more.accept(at(fd));
        return this;
    }

    /** Any file under a descriptor, also one that another table has. */
    public MadeUpFiles put(int fd, MadeUpFile file) {
        files.put(fd, file);
        return this;
    }

    /** No descriptor after all: of a pipe only one end is left, of a pair one socket. */
    public MadeUpFiles close(int fd) {
        at(fd);
        files.remove(fd);
        return this;
    }

    /** A second descriptor for the same file. */
    public MadeUpFiles dup(int fd, int copy) {
        return put(copy, at(fd));
    }

    /** Sets close-on-exec. */
    public MadeUpFiles closeOnExec(int fd) {
        closeOnExec.add(fd);
        return this;
    }

    /** A regular file, read-only at position 0. */
    public MadeUpFiles file(int fd, String path) {
        return put(fd, new FileKinds.Generic(path));
    }

    /** A pipe with these unread bytes. */
    public MadeUpFiles pipe(int readFd, int writeFd, byte[] unread) {
        FileKinds.PipeContents pipe = new FileKinds.PipeContents(unread);
        return put(readFd, new FileKinds.PipeEnd(pipe, true)).put(writeFd, new FileKinds.PipeEnd(pipe, false));
    }

    /** A pipe with this unread text. */
    public MadeUpFiles pipe(int readFd, int writeFd, String unread) {
        return pipe(readFd, writeFd, unread.getBytes(StandardCharsets.UTF_8));
    }

    /** A named pipe, open for reading and writing. */
    public MadeUpFiles fifo(int fd, String path, String unread) {
        byte[] bytes = unread.getBytes(StandardCharsets.UTF_8);
        return put(fd, new FileKinds.PipeEnd(new FileKinds.PipeContents(bytes), path));
    }

    /** A second open file for the FIFO behind {@code fd}. */
    public MadeUpFiles fifoAgain(int fd, int another) {
        return put(another, ((FileKinds.PipeEnd) at(fd)).again());
    }

    /** An eventfd. */
    public MadeUpFiles eventfd(int fd, long count) {
        return put(fd, new FileKinds.Eventfd(count));
    }

    /** An epoll set that watches descriptors which are open already, for reading; data is the descriptor. */
    public MadeUpFiles epoll(int fd, int... watched) {
        put(fd, new FileKinds.Epoll());
        for (int target : watched) {
            watch(fd, target, 1, target);
        }
        return this;
    }

    /** One more watch of the set behind {@code epoll}. */
    public MadeUpFiles watch(int epoll, int target, long events, long data) {
        return watch(epoll, target, at(target), events, data);
    }

    /** One more watch, of any file; {@code fd} is the number that it was registered under. */
    public MadeUpFiles watch(int epoll, int fd, MadeUpFile target, long events, long data) {
        ((FileKinds.Epoll) at(epoll)).watch(fd, target, events, data);
        return this;
    }

    /** Any socket. */
    public MadeUpFiles socket(int fd, MadeUpSocket socket) {
        return put(fd, new FileKinds.Socket(socket));
    }

    /** A pair of connected AF_UNIX streams without unread data. */
    public MadeUpFiles socketPair(int fd, int otherFd) {
        return socketPair(fd, otherFd, "", "");
    }

    /** A pair of connected AF_UNIX streams. @param unread what {@code fd} has still to read; empty: nothing */
    public MadeUpFiles socketPair(int fd, int otherFd, String unread, String otherUnread) {
        MadeUpSocket one = MadeUpSocket.unix(MadeUpSocket.STREAM);
        MadeUpSocket other = MadeUpSocket.unix(MadeUpSocket.STREAM).connectedTo(one);
        one.connectedTo(other);
        if (!unread.isEmpty()) {
            one.received(MadeUpMessage.of(unread).from(other));
        }
        if (!otherUnread.isEmpty()) {
            other.received(MadeUpMessage.of(otherUnread).from(one));
        }
        return socket(fd, one).socket(otherFd, other);
    }

    /**
     * A chain of {@code depth} AF_UNIX datagram sockets, each of which sends to the next: their definitions are nested
     * {@code depth} deep. Only the first has a descriptor.
     */
    public MadeUpFiles socketChain(int fd, int depth) {
        return put(fd, new DeepNesting.SocketChain(depth));
    }

    /** A listening TCP socket on 0.0.0.0. */
    public MadeUpFiles listener(int fd, int port) {
        return socket(fd, MadeUpSocket.inet(MadeUpSocket.STREAM).bound(0, port).listening());
    }

    /** A TCP connection over the loopback, both ends here; {@code unread} waits at {@code fd}, in a fragment page. */
    public MadeUpFiles tcp(int fd, int otherFd, int port, String unread) {
        int loopback = 0x7f000001;
        MadeUpSocket one =
                MadeUpSocket.inet(MadeUpSocket.STREAM).bound(loopback, port).connected(loopback, 40000);
        MadeUpSocket other =
                MadeUpSocket.inet(MadeUpSocket.STREAM).bound(loopback, 40000).connected(loopback, port);
        if (!unread.isEmpty()) {
            byte[] bytes = unread.getBytes(StandardCharsets.UTF_8);
            one.received(MadeUpMessage.of(new byte[0]).headroom(192).fragment(100, bytes));
        }
        return socket(fd, one).socket(otherFd, other);
    }

    /** A listening AF_UNIX stream, bound to a path. */
    public MadeUpFiles unixListener(int fd, String path) {
        return socket(fd, MadeUpSocket.unix(MadeUpSocket.STREAM).bound(path).listening());
    }

    /** An AF_UNIX datagram socket, bound to a path. */
    public MadeUpFiles datagram(int fd, String path) {
        return socket(fd, MadeUpSocket.unix(MadeUpSocket.DGRAM).bound(path));
    }

    /** A bound UDP socket. */
    public MadeUpFiles udp(int fd, int port) {
        return socket(fd, MadeUpSocket.inet(MadeUpSocket.DGRAM).bound(0, port));
    }

    /** A pseudo terminal, both ends here. */
    public MadeUpFiles pty(int masterFd, int slaveFd) {
        return pty(masterFd, slaveFd, pty -> {});
    }

    /** A pseudo terminal, both ends here, about which there is more to say. */
    public MadeUpFiles pty(int masterFd, int slaveFd, Consumer<MadeUpPty> more) {
        MadeUpPty pty = new MadeUpPty();
        more.accept(pty);
        return put(masterFd, new FileKinds.Tty(pty, true)).put(slaveFd, new FileKinds.Tty(pty, false));
    }

    /** The number of the table, defined here if it is new. */
    int write(ImageWriter out, MadeUpCreds creds) {
        return out.object(ObjectType.FILE_TABLE, this, number -> {
            out.record(RecordType.FILE_TABLE, f -> f.set("fdt_nfds", files.size()));
            files.forEach((fd, file) -> {
                int objref = file.write(out, creds);
                out.record(
                        RecordType.FILE_DESC,
                        f -> f.set("fd_objref", objref)
                                .set("fd_descriptor", fd)
                                .set("fd_close_on_exec", closeOnExec.contains(fd) ? 1 : 0));
            });
            out.runDeferred();
        });
    }
}
