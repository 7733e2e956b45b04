package org.ckptimage.testing;

import static org.ckptimage.testing.MadeUpMemory.page;

import com.google.common.base.Suppliers;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Arrays;
import java.util.List;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.ckptimage.format.Architecture;
import org.ckptimage.format.Dialect;
import org.ckptimage.format.ImageFormat;
import org.ckptimage.image.Image;
import org.ckptimage.image.OpenOptions;
import org.ckptimage.io.ByteSource;

/** The images that fuzzing begins with: small real ones, and one rich made-up image of each dialect. */
public final class FuzzSeeds {
    /** Inputs that were kept name these by position: append only. */
    private static final List<Supplier<Seed>> ALL = Stream.of(
                    real("v20/plain"),
                    real("v20/ux"),
                    real("v20/ep"),
                    real("v20/tree"),
                    real("v20/udp"),
                    real("v20/tcp"),
                    real("v20/lsn"),
                    real("v20/sigq"),
                    real("v20/cred"),
                    real("v20/pty"),
                    real("v20/msgq"),
                    real("v20/thr"),
                    real("v20/pipes"),
                    real("v20/uxdead"),
                    real("v20-i386/plain"),
                    real("v20-i386/ep"),
                    madeUp(Dialect.V18, Architecture.I386),
                    madeUp(Dialect.V19_RC2, Architecture.S390X),
                    madeUp(Dialect.V20, Architecture.PPC64),
                    madeUp(Dialect.V20, Architecture.X86_64),
                    madeUp(Dialect.V21, Architecture.PPC32),
                    madeUp(Dialect.V23_RC1, Architecture.X86_64),
                    madeUp(Dialect.V23_RC1_PIDS, Architecture.S390X),
                    madeUp(Dialect.V23, Architecture.X86_64),
                    madeUp(Dialect.V23_3_0, Architecture.ARM))
            .<Supplier<Seed>>map(Suppliers::memoize)
            .toList();

    private FuzzSeeds() {}

    /**
     * An image in parts.
     *
     * @param parts the bytes of its records and raw runs, in order
     */
    public record Seed(ImageFormat format, List<byte[]> parts) {}

    /** How many there are. */
    public static int count() {
        return ALL.size();
    }

    /** One of them, by its position. */
    public static Seed get(int position) {
        return ALL.get(position).get();
    }

    private static com.google.common.base.Supplier<Seed> real(String name) {
        return () -> parts(Testdata.bytes(name + ".ckpt"));
    }

    private static com.google.common.base.Supplier<Seed> madeUp(Dialect dialect, Architecture architecture) {
        return () -> parts(rich(ImageFormat.of(dialect, architecture)).build());
    }

    private static Seed parts(byte[] bytes) {
        try (Image image = Image.open(ByteSource.of(bytes, "seed"), OpenOptions.DEFAULT)) {
            return new Seed(
                    image.format(),
                    image.records().stream()
                            .map(record -> Arrays.copyOfRange(
                                    bytes, (int) record.offset(), (int) (record.offset() + record.length())))
                            .toList());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** An image with everything that the dialect can have. */
    public static MadeUpImage rich(ImageFormat format) {
        MadeUpSocket receiver = MadeUpSocket.unix(MadeUpSocket.DGRAM).bound("relative", "/tmp");
        MadeUpSocket sender = MadeUpSocket.unix(MadeUpSocket.DGRAM).connectedTo(receiver);
        receiver.received(MadeUpMessage.of("one").from(sender));
        MadeUpImage image = MadeUpImage.of(format)
                .ipc(ipc -> ipc.shm(0, page(1), null, page(3))
                        .msg(0)
                        .message(1, "hello")
                        .message(3, "")
                        .sem(0, 1, 2, 3))
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
                                .memory(m -> m.file(0x10000, 4, "/bin/job", page(9))
                                        .anon(0x20000, page(1), null, page(3))
                                        .shared(0x30000, "one", page(4))
                                        .sysv(0x50000, 3, 0)
                                        .vdso(0x70000)
                                        .chunksOf(1)))
                .thread(2, 1, t -> t.pending(10))
                .task(
                        3,
                        t -> t.parent(1)
                                .shareFiles(1)
                                .creds(1000, 1000)
                                .memory(m -> m.shared(0x30000, "one"))
                                .signals(s -> s.pending(17)))
                .zombie(4, 1, 0x100);
        addWhatLaterDialectsHave(image, format.dialect());
        return image;
    }

    private static void addWhatLaterDialectsHave(MadeUpImage image, Dialect dialect) {
        if (dialect.atLeast(Dialect.V19_RC2)) {
            image.task(1).creds(image.creds(5, 5).groups(1, 2, 3).label("label"));
        }
        if (dialect.atLeast(Dialect.V21)) {
            image.network(net -> net.loopback().veth("eth0", "eth1", 0x0a000001).veth("eth1", "eth0"));
        }
        if (dialect.atLeast(Dialect.V23_RC1)) {
            image.task(1).semUndo(0, 1, -1);
        }
        if (dialect.atLeast(Dialect.V23)) {
            image.task(1).memory(m -> m.huge(0x200000, 14, page(1), page(2)));
        }
    }
}
