package org.ckptimage.image;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.ckptimage.testing.MadeUpMemory.page;

import io.netty.buffer.ByteBufUtil;
import java.io.IOException;
import java.util.List;
import java.util.function.Consumer;
import org.ckptimage.format.AccessMode;
import org.ckptimage.format.Dialect;
import org.ckptimage.format.ImageFormat;
import org.ckptimage.format.ObjectType;
import org.ckptimage.format.RecordType;
import org.ckptimage.format.VmaType;
import org.ckptimage.record.ObjRef;
import org.ckptimage.record.SignalSet;
import org.ckptimage.testing.MadeUpImage;
import org.ckptimage.testing.MadeUpMessage;
import org.ckptimage.testing.MadeUpSocket;
import org.ckptimage.testing.WrittenImage;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The views show what was written, in every dialect and on every architecture, in both byte orders. */
class MadeUpViewsTest {

    static List<ImageFormat> formats() {
        return MadeUpImage.allFormats();
    }

    private static void with(ImageFormat format, Consumer<MadeUpImage> described, Consumer<Image> checks)
            throws IOException {
        MadeUpImage madeUp = MadeUpImage.of(format);
        described.accept(madeUp);
        WrittenImage written = madeUp.write();
        try (Image image = Image.open(written.source(), OpenOptions.DEFAULT)) {
            assertThat(image.format()).isEqualTo(format);
            assertThat(image.damages()).isEmpty();
            assertThat(image.isComplete()).isTrue();
            assertThat(image.objects().dangling()).isEmpty();
            assertThat(image.objects().duplicates()).isEmpty();
            DamagedImages.givesBack(image, written.bytes());
            assertThat(EveryView.of(image)).isZero();
            checks.accept(image);
        }
    }

    @ParameterizedTest
    @MethodSource("formats")
    void tasks(ImageFormat format) throws IOException {
        with(
                format,
                made -> made.uflags(0)
                        .task(10, t -> t.group(10).session(9).comm("root").blocked(1, 33, 64))
                        .thread(11, 10, t -> t.pending(12))
                        .task(20, t -> t.parent(10).group(20).creds(1000, 100).directories("/tmp", "/jail"))
                        .zombie(30, 20, 0x2a00),
                image -> {
                    assertThat(image.head().isSubtree()).isFalse();
                    assertThat(image.tasks()).extracting(Task::pid).containsExactly(10, 11, 20, 30);
                    assertThat(image.tasks()).extracting(Task::ppid).containsExactly(0, 0, 10, 20);
                    assertThat(image.tasks()).extracting(Task::threadGroup).containsExactly(10, 10, 20, 30);
                    assertThat(image.tasks()).extracting(Task::isThread).containsExactly(false, true, false, false);
                    assertThat(image.tasks()).extracting(Task::isZombie).containsExactly(false, false, false, true);
                    assertThat(image.task(10).comm()).isEqualTo("root");
                    assertThat(image.task(10).session()).isEqualTo(9);
                    assertThat(image.task(20).processGroup()).isEqualTo(20);
                    assertThat(image.task(30).record().exitStatus()).isEqualTo(42);
                    assertThat(image.task(10).signals().blocked().orElseThrow().blocked())
                            .isEqualTo(new SignalSet(1L | 1L << 32 | 1L << 63));
                    assertThat(image.task(11).signals().pending().orElseThrow().signal())
                            .isEqualTo(new SignalSet(1L << 11));
                    assertThat(image.task(11).signals().pending().orElseThrow().siginfo())
                            .extracting(info -> info.signo())
                            .containsExactly(12L);
                    assertThat(image.task(11).memory()).isEqualTo(image.task(10).memory());
                    assertThat(image.task(20)
                                    .credentials()
                                    .orElseThrow()
                                    .record()
                                    .orElseThrow()
                                    .uid())
                            .isEqualTo(1000);
                    if (format.dialect().atLeast(Dialect.V20)) {
                        assertThat(image.task(20).fs().orElseThrow().workingDirectory())
                                .hasToString("/tmp");
                        assertThat(image.task(20).fs().orElseThrow().root()).hasToString("/jail");
                    } else {
                        assertThat(image.task(20).fs()).isEmpty();
                    }
                });
    }

    @ParameterizedTest
    @MethodSource("formats")
    void openFiles(ImageFormat format) throws IOException {
        with(
                format,
                made -> made.task(
                                1,
                                t -> t.file(0, "/etc/pässwd", f -> f.flags(2).position(1L << 33))
                                        .dup(0, 5)
                                        .pipe(3, 4, "unread")
                                        .fifo(6, "/tmp/fifo", "more")
                                        .eventfd(7, 1L << 40)
                                        .epoll(8, 3, 7)
                                        .files(f -> f.closeOnExec(5)))
                        .task(2, t -> t.parent(1).inherit(9, 1, 0)),
                image -> {
                    FileTable files = image.task(1).files();
                    assertThat(files.descriptors())
                            .extracting(Descriptor::number)
                            .containsExactly(0, 3, 4, 5, 6, 7, 8);
                    assertThat(files.descriptors().stream().filter(Descriptor::isCloseOnExec))
                            .extracting(Descriptor::number)
                            .containsExactly(5);
                    OpenFile file = file(files, 0);
                    assertThat(file.name()).isEqualTo("/etc/pässwd");
                    assertThat(file.position()).isEqualTo(1L << 33);
                    assertThat(file.access()).contains(AccessMode.READ_WRITE);
                    assertThat(file.descriptors()).extracting(FileUse::toString).containsExactly("1:0", "1:5", "2:9");
                    PipeEnd reader = (PipeEnd) file(files, 3);
                    PipeEnd writer = (PipeEnd) file(files, 4);
                    assertThat(reader.pipe()).isEqualTo(writer.pipe());
                    assertThat(writer.contents().toString(UTF_8)).isEqualTo("unread");
                    assertThat(reader.contents().toString(UTF_8)).isEqualTo("unread");
                    Fifo fifo = (Fifo) file(files, 6);
                    assertThat(fifo.name()).isEqualTo("/tmp/fifo");
                    assertThat(fifo.contents().toString(UTF_8)).isEqualTo("more");
                    assertThat(((EventFd) file(files, 7)).count()).isEqualTo(1L << 40);
                    EpollSet set = (EpollSet) file(files, 8);
                    assertThat(set.watches())
                            .extracting(watch -> watch.file().orElseThrow())
                            .containsExactlyInAnyOrder(reader, file(files, 7));
                    assertThat(reader.watchedBy()).containsExactly(set);
                });
    }

    @ParameterizedTest
    @MethodSource("formats")
    void sockets(ImageFormat format) throws IOException {
        MadeUpSocket receiver = MadeUpSocket.unix(MadeUpSocket.DGRAM).bound("relative", "/run");
        MadeUpSocket sender = MadeUpSocket.unix(MadeUpSocket.DGRAM).connectedTo(receiver);
        receiver.received(MadeUpMessage.of("one").headroom(7).from(sender))
                .received(MadeUpMessage.of("two").from(sender).fragment(100, "-fragment".getBytes(UTF_8)));
        with(
                format,
                made -> made.task(
                        1,
                        t -> t.socketPair(3, 4, "to three", "to four")
                                .tcp(5, 6, 8080, "stream")
                                .listener(7, 81)
                                .socket(8, receiver)
                                .socket(9, sender)),
                image -> {
                    FileTable files = image.task(1).files();
                    Sock three = sock(files, 3);
                    assertThat(three.peer()).contains(sock(files, 4));
                    assertThat(sock(files, 4).peer()).contains(three);
                    assertThat(text(three)).isEqualTo("to three");
                    assertThat(text(sock(files, 4))).isEqualTo("to four");
                    assertThat(text(sock(files, 5)) + text(sock(files, 6))).contains("stream");
                    assertThat(List.of(
                                    sock(files, 5).local().orElseThrow(),
                                    sock(files, 6).local().orElseThrow()))
                            .anyMatch(local -> local.endsWith(":8080"));
                    assertThat(sock(files, 7).local().orElseThrow()).endsWith(":81");
                    assertThat(sock(files, 7).receiveQueue()).isEmpty();
                    Sock bound = sock(files, 8);
                    assertThat(bound.local()).contains("relative");
                    assertThat(bound.bindDirectory().orElseThrow()).hasToString("/run/");
                    assertThat(text(bound)).isEqualTo("onetwo-fragment");
                    assertThat(bound.receiveQueue())
                            .allSatisfy(buffer -> assertThat(buffer.sender()).contains(sock(files, 9)));
                });
    }

    @ParameterizedTest
    @MethodSource("formats")
    void memory(ImageFormat format) throws IOException {
        with(
                format,
                made -> made.task(
                                1,
                                t -> t.memory(m -> m.file(0x10000, 4, "/bin/job", null, page(9))
                                        .anon(0x20000, page(1), null, page(3))
                                        .shared(0x30000, "one", page(4), page(5))
                                        .sharedFile(0x60000, 1, "/tmp/shared")
                                        .vdso(0x70000)
                                        .chunksOf(1)))
                        .task(2, t -> t.parent(1).memory(m -> m.shared(0x80000, "one", page(0), page(0)))),
                image -> {
                    AddressSpace memory = image.task(1).memory();
                    assertThat(memory.vmas().stream().map(vma -> vma.type().orElseThrow()))
                            .containsExactly(
                                    VmaType.FILE, VmaType.ANON, VmaType.SHM_ANON, VmaType.SHM_FILE, VmaType.VDSO);
                    assertThat(byteAt(memory, 0x20000)).isEqualTo(1);
                    assertThat(memory.pageAt(0x21000)).isEmpty();
                    assertThat(byteAt(memory, 0x22fff)).isEqualTo(3);
                    assertThat(memory.pageAt(0x23000)).isEmpty();
                    assertThat(memory.pageAt(0x10000)).isEmpty();
                    assertThat(byteAt(memory, 0x11000)).isEqualTo(9);
                    assertThat(byteAt(memory, 0x31000)).isEqualTo(5);
                    assertThat(byteAt(image.task(2).memory(), 0x80000)).isEqualTo(4);
                    assertThat(image.pageCount()).isEqualTo(5);
                    assertThat(memory.vmaAt(0x60000)
                                    .orElseThrow()
                                    .file()
                                    .orElseThrow()
                                    .name())
                            .isEqualTo("/tmp/shared");
                    assertThat(memory.executable().orElseThrow().mappedBy())
                            .extracting(Task::pid)
                            .containsExactly(1);
                });
    }

    @ParameterizedTest
    @MethodSource("formats")
    void sysvObjectsAndTerminals(ImageFormat format) throws IOException {
        with(
                format,
                made -> made.ipc(ipc -> ipc.shm(0, page(1), null, page(3))
                                .msg(5)
                                .message(1, "hello")
                                .message(-7, "x".repeat(9000))
                                .message(3, "")
                                .sem(2, 1, 2, 3))
                        .task(
                                1,
                                t -> t.memory(m -> m.sysv(0x50000, 3, 0))
                                        .pty(
                                                3,
                                                4,
                                                pty -> pty.index(2)
                                                        .input("typed")
                                                        .output("shown"))
                                        .controllingTerminal(4)),
                image -> {
                    IpcNamespace ipc =
                            image.task(1).namespaces().orElseThrow().ipc().orElseThrow();
                    assertThat(ipc.segments()).hasSize(1);
                    assertThat(ipc.segments().get(0).pages().size()).isEqualTo(2);
                    assertThat(byteAt(image.task(1).memory(), 0x52000)).isEqualTo(3);
                    assertThat(image.task(1).memory().pageAt(0x51000)).isEmpty();
                    assertThat(ipc.queues().get(0).record().perms().id()).isEqualTo(5);
                    assertThat(ipc.queues().get(0).messages())
                            .extracting(message -> message.text().toString(UTF_8))
                            .containsExactly("hello", "x".repeat(9000), "");
                    assertThat(ipc.queues().get(0).messages())
                            .extracting(message -> message.record().mType())
                            .containsExactly(1L, -7L, 3L);
                    assertThat(ipc.semaphoreSets().get(0).semaphores())
                            .extracting(semaphore -> semaphore.semval())
                            .containsExactly(1, 2, 3);
                    FileTable files = image.task(1).files();
                    Terminal master = ((TtyFile) file(files, 3)).terminal().orElseThrow();
                    Terminal slave = ((TtyFile) file(files, 4)).terminal().orElseThrow();
                    assertThat(slave.name()).isEqualTo("/dev/pts/2");
                    assertThat(master.isMaster()).isTrue();
                    assertThat(slave.unreadInput().toString(UTF_8)).isEqualTo("typed");
                    assertThat(master.unreadInput().toString(UTF_8)).isEqualTo("shown");
                    assertThat(image.task(1)
                                    .signals()
                                    .controllingTerminal()
                                    .orElseThrow()
                                    .object())
                            .isEqualTo(slave.object());
                });
    }

    @ParameterizedTest
    @MethodSource("formats")
    void anyTruncationIsNoticed(ImageFormat format) throws IOException {
        WrittenImage whole = MadeUpImage.of(format)
                .ipc(ipc -> ipc.shm(0, page(1)).msg(1).message(1, "text"))
                .task(
                        1,
                        t -> t.file(0, "/a")
                                .pipe(3, 4, "x")
                                .epoll(5, 3)
                                .socketPair(6, 7, "y", "")
                                .tcp(8, 9, 80, "z")
                                .memory(m -> m.anon(0x1000, page(1))))
                .write();
        int first = whole.offsetOf(RecordType.TREE, 0);
        for (WrittenImage.Part part : whole.parts()) {
            for (int more : new int[] {0, 9}) {
                int cut = part.offset() + more;
                if (cut < first || cut >= whole.size() || more >= part.length()) {
                    continue;
                }
                WrittenImage short1 = whole.truncateAt(cut);
                try (Image image = Image.open(short1.source(), OpenOptions.DEFAULT.as(format.dialect()))) {
                    assertThat(image.isComplete()).isFalse();
                    assertThat(image.damages().get(image.damages().size() - 1).problem())
                            .startsWith("the image ends");
                    DamagedImages.givesBack(image, short1.bytes());
                    EveryView.of(image);
                }
            }
        }
    }

    @ParameterizedTest
    @MethodSource("formats")
    void objectsAreCounted(ImageFormat format) throws IOException {
        with(
                format,
                made -> made.task(1, t -> t.file(0, "/a").file(1, "/b"))
                        .task(2, t -> t.parent(1).shareFiles(1)),
                image -> {
                    assertThat(image.objects().counts())
                            .containsEntry(ObjectType.FILE_TABLE, 1)
                            .containsEntry(ObjectType.MM, 2)
                            .containsEntry(ObjectType.CRED, 1);
                    ObjRef table = image.task(1).files().object().orElseThrow().ref();
                    assertThat(image.objects().referrers(table)).hasSize(2);
                });
    }

    private static OpenFile file(FileTable files, int descriptor) {
        return files.descriptor(descriptor).orElseThrow().file();
    }

    private static Sock sock(FileTable files, int descriptor) {
        return ((SocketFile) file(files, descriptor)).sock().orElseThrow();
    }

    private static String text(Sock sock) {
        StringBuilder text = new StringBuilder();
        sock.receiveQueue().forEach(buffer -> text.append(buffer.data().toString(UTF_8)));
        return text.toString();
    }

    private static int byteAt(AddressSpace memory, long address) {
        Page page = memory.pageAt(address).orElseThrow();
        return ByteBufUtil.getBytes(page.bytes())[(int) (address - page.address())];
    }
}
