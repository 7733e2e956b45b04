package org.ckptimage.benchmarks.generate;

import java.io.IOException;
import org.ckptimage.format.FileType;
import org.ckptimage.format.ObjectType;
import org.ckptimage.format.RecordType;
import org.ckptimage.format.StructLayout;
import org.ckptimage.record.RecordCodec;

/**
 * Writes the file table of one task: regular files first, then pairs of unix sockets, then epoll sets that watch them;
 * behind the descriptors what the kernel puts off, the queues of the sockets and the watches of the sets.
 */
final class FileTableWriter {
    private static final long READ_WRITE = 3;
    private static final long REGULAR = 0x1f;
    private static final long O_RDWR = 2;
    private static final long O_LARGEFILE = 0x8000;
    private static final long EPOLLIN = 1;
    private static final int AF_UNIX = 1;
    private static final int STREAM = 1;
    private static final int CONNECTED = 3;
    private static final int ESTABLISHED = 1;
    private static final int ZAPPED = 0x100;
    private static final int UNNAMED = 2;
    private static final long UNSET = 0xffffffffL;
    private static final int MESSAGE = 64;

    private final ImageSpec spec;
    private final ImageOut out;
    private final int task;
    private int nextNumber;
    private int descriptor;
    /** Numbers of the sockets, in the order in which their queues follow. */
    private final int[] queues;
    /** Files and descriptors of the sockets. */
    private final int[] socketFiles;

    private final int[] epollFiles;

    FileTableWriter(ImageSpec spec, ImageOut out, int task, int firstNumber) {
        this.spec = spec;
        this.out = out;
        this.task = task;
        this.nextNumber = firstNumber;
        this.queues = new int[2 * spec.sockets()];
        this.socketFiles = new int[2 * spec.sockets()];
        this.epollFiles = new int[spec.epolls()];
    }

    /** Defines the table. Returns the next free number. */
    int write(int number) throws IOException {
        out.objref(ObjectType.FILE_TABLE, number);
        out.record(RecordType.FILE_TABLE).set("fdt_nfds", spec.files() + 2L * spec.sockets() + spec.epolls());
        for (int i = 0; i < spec.files(); i++) {
            regularFile(i);
        }
        for (int pair = 0; pair < spec.sockets(); pair++) {
            socketPair(pair);
        }
        for (int i = 0; i < spec.epolls(); i++) {
            epollFiles[i] = defineFile(FileType.EPOLL);
            descriptor(epollFiles[i]);
        }
        for (int i = 0; i < queues.length; i++) {
            queues(queues[i], queues[i ^ 1]);
        }
        for (int i = 0; i < spec.epolls(); i++) {
            watches(epollFiles[i], i);
        }
        return nextNumber;
    }

    private void descriptor(int file) throws IOException {
        out.record(RecordType.FILE_DESC).set("fd_objref", file).set("fd_descriptor", descriptor++);
    }

    private void regularFile(int index) throws IOException {
        int number = nextNumber++;
        out.objref(ObjectType.FILE, number);
        file(FileType.GENERIC, REGULAR, O_RDWR | O_LARGEFILE).set("f_pos", index);
        out.fileName("/data/task-" + task + "/file-" + index);
        descriptor(number);
    }

    private int defineFile(FileType kind) throws IOException {
        int number = nextNumber++;
        out.objref(ObjectType.FILE, number);
        file(kind, READ_WRITE, O_RDWR);
        return number;
    }

    private ImageOut file(FileType kind, long mode, long flags) throws IOException {
        return out.file(kind).set("f_mode", mode).set("f_flags", flags).set("f_credref", Skeleton.CRED);
    }

    /** Two sockets; the peer of the one that is met first is defined inside of it. */
    private void socketPair(int pair) throws IOException {
        int firstFile = nextNumber++;
        int first = nextNumber++;
        int second = nextNumber++;
        out.objref(ObjectType.FILE, firstFile);
        out.objref(ObjectType.SOCK, first);
        socket();
        out.objref(ObjectType.SOCK, second);
        socket();
        unix(second, first);
        unix(first, second);
        file(FileType.SOCKET, READ_WRITE, O_RDWR).set("sock_objref", first);
        descriptor(firstFile);
        int secondFile = nextNumber++;
        out.objref(ObjectType.FILE, secondFile);
        file(FileType.SOCKET, READ_WRITE, O_RDWR).set("sock_objref", second);
        descriptor(secondFile);
        queues[2 * pair] = second;
        queues[2 * pair + 1] = first;
        socketFiles[2 * pair] = firstFile;
        socketFiles[2 * pair + 1] = secondFile;
    }

    private void socket() throws IOException {
        out.record(RecordType.SOCKET)
                .set("socket.state", CONNECTED)
                .set("sock_common.family", AF_UNIX)
                .set("sock.rcvlowat", 1)
                .set("sock.flags", ZAPPED)
                .set("sock.rcvbuf", 57344)
                .set("sock.sndbuf", 57344)
                .set("sock.type", STREAM)
                .set("sock.backlog", 10)
                .set("sock.state", ESTABLISHED);
    }

    private void unix(int self, int peer) throws IOException {
        out.record(RecordType.SOCKET_UNIX)
                .set("this", self)
                .set("peer", peer)
                .set("laddr_len", UNNAMED)
                .set("raddr_len", UNNAMED)
                .set("laddr.sun_family", AF_UNIX)
                .set("raddr.sun_family", AF_UNIX);
    }

    /** What a socket has not read yet, and the empty queue of what it has not sent. */
    private void queues(int socket, int sender) throws IOException {
        out.record(RecordType.SOCKET_QUEUE)
                .set("skb_count", spec.messages())
                .set("total_bytes", (long) spec.messages() * MESSAGE);
        for (int i = 0; i < spec.messages(); i++) {
            out.record(RecordType.SOCKET_BUFFER)
                    .set("sk_objref", sender)
                    .set("pr_objref", socket)
                    .set("mac_header", UNSET)
                    .set("lin_len", MESSAGE)
                    .set("skb_len", MESSAGE);
            out.head(RecordType.BUFFER, RecordCodec.HEAD + MESSAGE);
            for (int at = 0; at < MESSAGE; at += Long.BYTES) {
                out.number((long) socket << 32 | at);
            }
        }
        out.record(RecordType.SOCKET_QUEUE);
    }

    private void watches(int epoll, int index) throws IOException {
        int count = spec.watches();
        out.record(RecordType.EPOLL_ITEMS).set("epfile_objref", epoll).set("num_items", count);
        if (count == 0) {
            return;
        }
        StructLayout item = ImageOut.FORMAT.element("eventpoll_item");
        out.head(RecordType.BUFFER, RecordCodec.HEAD + count * item.size());
        for (int i = 0; i < count; i++) {
            int watched = (index + i) % socketFiles.length;
            out.element(item)
                    .set("data", i)
                    .set("fd", spec.files() + watched)
                    .set("file_objref", socketFiles[watched])
                    .set("events", EPOLLIN);
        }
    }
}
