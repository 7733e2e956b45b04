package org.ckptimage.rewrite;

import java.io.IOException;
import java.util.List;
import org.ckptimage.format.Dialect;
import org.ckptimage.format.ImageFormat;
import org.ckptimage.image.Image;
import org.ckptimage.image.OpenOptions;
import org.ckptimage.io.ByteSource;
import org.ckptimage.testing.MadeUpImage;
import org.ckptimage.testing.MadeUpMemory;
import org.ckptimage.testing.MadeUpSocket;

/** Made-up images for edits, in dialects and for architectures that no real image is of. */
final class MadeUp {
    private MadeUp() {}

    /** All pairs of dialect and architecture. */
    static List<ImageFormat> formats() {
        return MadeUpImage.allFormats();
    }

    /** A process with everything that can be open, and a child with which it shares some of it. */
    static byte[] everythingOpen(ImageFormat format) {
        boolean labels = format.dialect().atLeast(Dialect.V19_RC2);
        return MadeUpImage.of(format)
                .ipc(ipc -> ipc.shm(0, MadeUpMemory.page(7)).msg(1).message(3, "text"))
                .task(278, t -> {
                    t.file(0, "/dev/null", f -> f.mode(0x1f).flags(2))
                            .dup(0, 1)
                            .file(2, "/t/log", f -> f.position(5).creds(1000, 1000))
                            .pipe(3, 4, "unread")
                            .pipe(5, 6, "")
                            .fifo(7, "/t/fifo", "more")
                            .eventfd(8, 7)
                            .epoll(9, 3, 8)
                            .epoll(10, 9, 5)
                            .socketPair(11, 12, "to eleven", "to twelve")
                            .listener(13, 81)
                            .tcp(14, 15, 82, "waiting")
                            .pty(16, 17, pty -> {})
                            .files(f -> f.unixListener(18, "/t/sock")
                                    .datagram(19, "/t/dgram")
                                    .fifoAgain(7, 20)
                                    .closeOnExec(8)
                                    .file(21, "/t/last"));
                    t.memory(m -> m.anon(0x100000, MadeUpMemory.page(1)).shared(0x800000, "seg", MadeUpMemory.page(4)));
                    if (labels) {
                        t.files(f -> f.at(21).label("secret"));
                    }
                })
                .task(
                        279,
                        t -> t.parent(278)
                                .inherit(0, 278, 0)
                                .inherit(4, 278, 4)
                                .inherit(9, 278, 9)
                                .inherit(12, 278, 12)
                                .file(13, "/t/own")
                                .pipe(14, 15, "the child's")
                                .memory(m -> m.shared(0x900000, "seg", MadeUpMemory.page(4))))
                .zombie(280, 278, 0x100)
                .build();
    }

    /** A child that opened first what its parent, its sibling and it share: the middle one of three tasks. */
    static MadeUpImage withAMiddleTask(ImageFormat format) {
        MadeUpSocket one = MadeUpSocket.unix(MadeUpSocket.DGRAM).bound("/t/one");
        return MadeUpImage.of(format)
                .task(278, t -> t.file(0, "/t/zero").memory(m -> m.anon(0x100000, MadeUpMemory.page(1))))
                .task(
                        279,
                        t -> t.parent(278)
                                .file(3, "/t/own")
                                .eventfd(4, 1)
                                .eventfd(5, 2)
                                .epoll(6, 4, 5)
                                .socketPair(7, 8, "to seven", "to eight")
                                .epoll(9, 6)
                                .socket(10, one)
                                .pipe(11, 12, "shared pipe"))
                .task(
                        280,
                        t -> t.parent(278)
                                .eventfd(20, 9)
                                .epoll(21, 20)
                                .inherit(6, 279, 6)
                                .inherit(4, 279, 4)
                                .socketPair(22, 23, "to twenty-two", "")
                                .inherit(8, 279, 8)
                                .inherit(10, 279, 10)
                                .inherit(12, 279, 12))
                .task(
                        281,
                        t -> t.parent(279).inherit(9, 279, 9).inherit(6, 279, 6).file(1, "/t/last"));
    }

    static Image open(byte[] bytes) throws IOException {
        return Image.open(ByteSource.of(bytes, "made up"), OpenOptions.DEFAULT);
    }
}
