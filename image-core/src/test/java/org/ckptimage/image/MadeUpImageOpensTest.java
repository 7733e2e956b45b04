package org.ckptimage.image;

import static org.assertj.core.api.Assertions.assertThat;
import static org.ckptimage.testing.MadeUpMemory.page;

import java.io.IOException;
import java.util.List;
import org.ckptimage.format.Architecture;
import org.ckptimage.format.Dialect;
import org.ckptimage.format.ImageFormat;
import org.ckptimage.testing.MadeUpImage;
import org.ckptimage.testing.MadeUpMessage;
import org.ckptimage.testing.MadeUpSocket;
import org.ckptimage.testing.WrittenImage;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The builder of made-up images and the parser, written apart, agree on the grammar of every dialect. */
class MadeUpImageOpensTest {

    static List<ImageFormat> formats() {
        return MadeUpImage.allFormats();
    }

    private static void opensUndamaged(WrittenImage image, int tasks) throws IOException {
        try (Image opened = Image.open(image.source(), OpenOptions.DEFAULT)) {
            assertThat(opened.damages()).isEmpty();
            assertThat(opened.tasks()).hasSize(tasks);
        }
    }

    @ParameterizedTest
    @MethodSource("formats")
    void filesOfAllKindsOpen(ImageFormat format) throws IOException {
        MadeUpSocket receiver = MadeUpSocket.unix(MadeUpSocket.DGRAM).bound("relative", "/tmp");
        MadeUpSocket sender = MadeUpSocket.unix(MadeUpSocket.DGRAM).connectedTo(receiver);
        receiver.received(MadeUpMessage.of("one").from(sender))
                .received(MadeUpMessage.of("two").from(MadeUpSocket.unix(MadeUpSocket.DGRAM)));
        opensUndamaged(
                MadeUpImage.of(format)
                        .task(
                                1,
                                t -> t.file(0, "/dev/null", file -> file.creds(7, 7))
                                        .dup(0, 1)
                                        .pipe(3, 4, "unread")
                                        .fifo(5, "/tmp/fifo", "more")
                                        .eventfd(6, 7)
                                        .epoll(7, 3, 6)
                                        .epoll(8, 7)
                                        .socketPair(9, 10, "to nine", "")
                                        .tcp(11, 12, 80, "fragment")
                                        .listener(13, 81)
                                        .udp(14, 53)
                                        .pty(15, 16, pty -> pty.input("typed"))
                                        .pty(17, 18, pty -> pty.hungUp())
                                        .controllingTerminal(16)
                                        .socket(19, receiver)
                                        .socket(20, sender)
                                        .files(f -> f.unixListener(21, "/tmp/l")
                                                .fifoAgain(5, 22)
                                                .pipe(23, 24, "")
                                                .close(23)))
                        .thread(2, 1, t -> {})
                        .task(
                                3,
                                t -> t.parent(1).shareFiles(1).creds(1000, 1000).inherit(5, 1, 4))
                        .zombie(4, 1, 0x100)
                        .write(),
                4);
    }

    @ParameterizedTest
    @MethodSource("formats")
    void memoryAndSysvObjectsOpen(ImageFormat format) throws IOException {
        opensUndamaged(
                MadeUpImage.of(format)
                        .ipc(ipc -> ipc.shm(0, page(1), null, page(3))
                                .msg(0)
                                .message(1, "hello")
                                .message(2, "x".repeat(9000))
                                .message(3, "")
                                .sem(0, 1, 2, 3))
                        .task(
                                1,
                                t -> t.memory(m -> m.file(0x10000, 4, "/bin/job", page(9))
                                        .anon(0x20000, page(1), null, page(3))
                                        .shared(0x30000, "one", page(4))
                                        .shared(0x40000, "one")
                                        .sysv(0x50000, 3, 0)
                                        .sharedFile(0x60000, 1, "/tmp/shared")
                                        .vdso(0x70000)
                                        .chunksOf(1)))
                        .task(
                                2,
                                t -> t.parent(1)
                                        .memory(m -> m.shared(0x30000, "one"))
                                        .pending(10, 12))
                        .task(3, t -> t.parent(1).shareMemory(2).signals(s -> s.pending(17)))
                        .write(),
                3);
    }

    @ParameterizedTest
    @MethodSource("formats")
    void deepNestingOpens(ImageFormat format) throws IOException {
        MadeUpImage image =
                MadeUpImage.of(format).task(1, t -> t.nestedCreds(5_000).files(f -> f.socketChain(3, 5_000)));
        opensUndamaged(image.write(), 1);
    }

    @ParameterizedTest
    @MethodSource("formats")
    void whatLaterDialectsAddedOpens(ImageFormat format) throws IOException {
        Dialect dialect = format.dialect();
        MadeUpImage image = MadeUpImage.of(format);
        if (dialect.atLeast(Dialect.V19_RC2)) {
            image.ipc(ipc -> ipc.msg(0).message(1, new byte[] {'x'}, "label"));
            image.task(
                    1,
                    t -> t.creds(image.creds(5, 5).groups(1, 2, 3).label("label"))
                            .file(3, "/labelled", file -> file.label("another")));
        } else {
            image.task(1, t -> t.creds(image.creds(5, 5).inNamespaceOf(7)));
        }
        if (dialect.atLeast(Dialect.V21)) {
            image.network(net -> net.loopback().veth("eth0", "eth1", 0x0a000001).veth("eth1", "eth0"));
        }
        if (dialect.atLeast(Dialect.V23_RC1)) {
            image.task(1)
                    .semUndo(0, 1, -1)
                    .files()
                    .socket(4, MadeUpSocket.inet(MadeUpSocket.DGRAM).withoutQueues());
        }
        if (dialect.atLeast(Dialect.V23_RC1_PIDS)) {
            image.task(2, t -> t.parent(1).innerPids(1, 1));
        }
        if (dialect.atLeast(Dialect.V23)) {
            image.task(1).memory(m -> m.huge(0x200000, 14, page(1), page(2)));
        }
        opensUndamaged(image.write(), dialect.atLeast(Dialect.V23_RC1_PIDS) ? 2 : 1);
    }

    @Test
    void queuesThatReadersWouldNotReadOpenBehindARawPage() throws IOException {
        opensUndamaged(
                MadeUpImage.of(Dialect.V20, Architecture.X86_64)
                        .task(1, t -> t.tcp(3, 4, 80, "fragment").udp(5, 53))
                        .write(),
                1);
    }
}
