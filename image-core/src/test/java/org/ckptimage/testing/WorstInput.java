package org.ckptimage.testing;

import static org.ckptimage.format.RecordType.TAIL;
import static org.ckptimage.format.RecordType.TASK_CREDS;
import static org.ckptimage.format.RecordType.VMA;

import java.util.function.Consumer;
import java.util.function.IntConsumer;
import java.util.function.IntFunction;
import org.ckptimage.format.Architecture;
import org.ckptimage.format.Dialect;
import org.ckptimage.format.ObjectType;
import org.ckptimage.format.RecordType;

/**
 * Images that are as bad as their size allows, for readers that take more time or memory than the size is worth: each
 * has one thing many times. All are v20, x86_64.
 */
public enum WorstInput {
    /** Credentials defined inside each other. */
    NESTED_CREDENTIALS(n -> image(t -> t.nestedCreds(n))),
    /** The same inside a namespace, whose definitions others look at. */
    NESTED_IN_NAMESPACE(n ->
            image(t -> {}).before(RecordType.UTS_NS, 0, times(n, out -> i -> out.objref(ObjectType.CRED, 1000 + i)))),
    /** Sockets defined inside each other. */
    NESTED_SOCKETS(n -> image(t -> t.files(f -> f.socketChain(3, n)))),
    /** Definitions without a body. */
    BARE_OBJREFS(n ->
            image(t -> {}).before(TASK_CREDS, 0, times(n, out -> i -> out.objref(ObjectType.FILE, 1000 + i)))),
    /** Definitions whose numbers come in no order and leave gaps. */
    SCATTERED_NUMBERS(n -> image(t -> {})
            .before(
                    TASK_CREDS,
                    0,
                    times(
                            n,
                            out -> i ->
                                    out.objref(ObjectType.CRED, scattered(i)).record(RecordType.CRED)))),
    /** The same inside each other, without contents. */
    NESTED_SCATTERED_NUMBERS(n ->
            image(t -> {}).before(TASK_CREDS, 0, times(n, out -> i -> out.objref(ObjectType.CRED, scattered(i))))),
    /** Address spaces without contents, which a task would take for its own. */
    BARE_MEMORIES(n ->
            image(t -> {}).before(TASK_CREDS, 0, times(n, out -> i -> out.objref(ObjectType.MM, scattered(i))))),
    /** Namespaces inside each other, each of them in the middle of a message's text. */
    NESTED_IN_MESSAGES(n -> image(t -> {})
            .before(
                    TASK_CREDS,
                    0,
                    times(
                            n / 4,
                            out -> i -> out.objref(ObjectType.IPC_NS, scattered(i))
                                    .record(RecordType.IPC_NS)
                                    .record(RecordType.IPC, f -> f.set("ipc_count", 0))
                                    .record(RecordType.IPC, f -> f.set("ipc_count", 2))
                                    .record(RecordType.IPC_MSG, f -> f.set("q_qnum", 2))
                                    .record(RecordType.IPC_MSG_MSG, f -> f.set("m_ts", 300))))),
    /** One object defined again and again. */
    ONE_NUMBER_DEFINED_AGAIN(n -> image(t -> {})
            .before(
                    TASK_CREDS,
                    0,
                    times(n, out -> i -> out.objref(ObjectType.GROUPINFO, 7).record(RecordType.GROUPINFO)))),
    /** Records of a number that means nothing. */
    EMPTY_UNKNOWN_RECORDS(n ->
            image(t -> {}).before(TASK_CREDS, 0, times(n, out -> i -> out.unknown(77, new byte[0])))),
    /** Records without payload, where none should be. */
    EMPTY_BUFFERS(n -> image(t -> {}).before(TAIL, 0, times(n, out -> i -> out.buffer(new byte[0])))),
    /** Descriptors of no table, naming nothing. */
    STRAY_DESCRIPTORS(n -> image(t -> {})
            .before(
                    TAIL,
                    0,
                    times(n, out -> i -> out.record(RecordType.FILE_DESC, f -> f.set("fd_objref", 5000 + i))))),
    /** Open files, each with a descriptor. */
    FILES(n -> image(t -> each(n, i -> t.file(i, "/f" + i)))),
    /** One open file behind many descriptors. */
    ONE_FILE(n -> image(t -> each(n, i -> t.dup(0, 1 + i)))),
    /** Pipes, all full of nothing. */
    PIPES(n -> image(t -> each(n, i -> t.pipe(10 + 2 * i, 11 + 2 * i, "")))),
    /** Sockets that are each other's peers. */
    SOCKET_PAIRS(n -> image(t -> each(n, i -> t.socketPair(10 + 2 * i, 11 + 2 * i, "x", "")))),
    /** Messages in one queue, all of one sender. */
    ONE_QUEUE(n -> image(t -> {
        MadeUpSocket receiver = MadeUpSocket.unix(MadeUpSocket.DGRAM).bound("/tmp/s");
        MadeUpSocket sender = MadeUpSocket.unix(MadeUpSocket.DGRAM).connectedTo(receiver);
        each(n, i -> receiver.received(MadeUpMessage.of("x").from(sender)));
        t.socket(3, receiver).socket(4, sender);
    })),
    /** Watches of one file in one set. */
    ONE_EPOLL_SET(n -> image(t -> {
        t.eventfd(1, 0).epoll(2);
        each(n, i -> t.files().watch(2, i, t.files().at(1), 1, i));
    })),
    /** Sets that watch one file. */
    EPOLL_SETS(n -> image(t -> {
        t.eventfd(1, 0);
        each(n, i -> t.epoll(10 + i, 1));
    })),
    /** Areas of one file. */
    AREAS(n -> image(t -> t.memory(m -> {
        MadeUpFile file = t.files().at(0);
        each(n, i -> m.file(0x10000L + 0x1000L * i, 1, file));
    }))),
    /** Areas that overlap. */
    OVERLAPPING_AREAS(n -> image(t -> t.memory(m -> {
                MadeUpFile file = t.files().at(0);
                each(n, i -> m.file(0x10000L, 1, file));
            }))
            .with(VMA, f -> f.set("vm_end", 0x7fff_0000L))),
    /** Dead tasks. */
    ZOMBIES(n -> {
        MadeUpImage image = image(t -> {});
        each(n, i -> image.zombie(1000 + i, 1, 0));
        return image;
    }),
    /** Tasks, each of which has nothing of its own. */
    THREADS(n -> {
        MadeUpImage image = image(t -> {});
        each(n / 8, i -> image.thread(1000 + i, 1, t -> {}));
        return image;
    }),
    /**
     * Processes that share one table of many descriptors and one memory of many areas: as many as there are of these.
     */
    SHARED_TABLES(n -> {
        MadeUpImage image = image(t -> {
            each(n / 2, i -> t.dup(0, 1 + i));
            MadeUpFile file = t.files().at(0);
            t.memory(m -> each(n / 4, i -> m.file(0x10000L + 0x1000L * i, 1, file)));
        });
        each(n / 16, i -> image.task(1000 + i, t -> t.parent(1).shareFiles(1).shareMemory(1)));
        return image;
    }),
    /** Signals that wait. */
    PENDING_SIGNALS(n -> image(t -> each(n, i -> t.pending(34)))),
    /** Message queues, all with one message. */
    MESSAGE_QUEUES(n -> image(t -> {}).ipc(ipc -> each(n, i -> ipc.msg(i).message(1, "x")))),
    /** Messages of one queue. */
    ONE_MESSAGE_QUEUE(n -> image(t -> {}).ipc(ipc -> {
        ipc.msg(0);
        each(n, i -> ipc.message(1, "x"));
    })),
    /** Terminals. */
    TERMINALS(n -> image(t -> each(n / 4, i -> t.pty(10 + 2 * i, 11 + 2 * i, pty -> pty.input("x")))));

    private final IntFunction<MadeUpImage> maker;

    WorstInput(IntFunction<MadeUpImage> maker) {
        this.maker = maker;
    }

    /** The image with {@code n} of what it has many of. */
    public byte[] of(int n) {
        return maker.apply(n).build();
    }

    private static MadeUpImage image(Consumer<MadeUpTask> more) {
        return MadeUpImage.of(Dialect.V20, Architecture.X86_64).task(1, t -> more.accept(t.file(0, "/0")));
    }

    /** A number above 0 that no other {@code i} gives: the golden ratio's multiples lie everywhere. */
    static int scattered(int i) {
        return (i + 1) * 0x9e3779b1 & Integer.MAX_VALUE;
    }

    private static void each(int n, IntConsumer action) {
        for (int i = 0; i < n; i++) {
            action.accept(i);
        }
    }

    private static Consumer<ImageWriter> times(int n, java.util.function.Function<ImageWriter, IntConsumer> records) {
        return out -> each(n, records.apply(out));
    }
}
