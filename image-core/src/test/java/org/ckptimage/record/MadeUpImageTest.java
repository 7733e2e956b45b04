package org.ckptimage.record;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.ckptimage.format.Architecture.ARM;
import static org.ckptimage.format.Architecture.I386;
import static org.ckptimage.format.Architecture.PPC64;
import static org.ckptimage.format.Architecture.S390X;
import static org.ckptimage.format.Architecture.X86_64;
import static org.ckptimage.format.Dialect.V18;
import static org.ckptimage.format.Dialect.V19_RC2;
import static org.ckptimage.format.Dialect.V20;
import static org.ckptimage.format.Dialect.V21;
import static org.ckptimage.format.Dialect.V23;
import static org.ckptimage.format.Dialect.V23_RC1;
import static org.ckptimage.format.Dialect.V23_RC1_PIDS;
import static org.ckptimage.testing.MadeUpMemory.page;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.ckptimage.format.Architecture;
import org.ckptimage.format.Dialect;
import org.ckptimage.format.ImageFormat;
import org.ckptimage.format.RecordType;
import org.ckptimage.testing.MadeUpImage;
import org.ckptimage.testing.WrittenImage;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Holds the builder of made-up images against facts of the format, which stand here as literals. */
class MadeUpImageTest {
    /** A record found by length alone. */
    private record Head(int offset, int type, int length) {}

    static List<ImageFormat> formats() {
        return MadeUpImage.allFormats();
    }

    @Test
    void thereAreAsManyFormatsAsTheNotesList() {
        assertThat(formats()).hasSize(4 + 5 + 5 + 5 + 5 + 3 + 3 + 4);
    }

    @ParameterizedTest
    @MethodSource("formats")
    void anEmptyTaskHasTheRecordsOfTheGrammarInOrder(ImageFormat format) {
        byte[] image = MadeUpImage.of(format).task(278, t -> {}).build();
        List<Integer> expected = new ArrayList<>(head(format));
        expected.addAll(types(format.dialect(), "TASK STRING"));
        if (!ppc(format)
                && !(format.architecture() == S390X && !format.dialect().atLeast(V20))) {
            expected.addAll(types(format.dialect(), "THREAD"));
        }
        expected.addAll(types(format.dialect(), "RESTART_BLOCK CPU"));
        if (format.architecture().isX86()) {
            expected.add(201);
        }
        expected.addAll(types(
                format.dialect(),
                "OBJREF OBJREF GROUPINFO OBJREF OBJREF USER_NS USER CRED TASK_CREDS"
                        + " OBJREF OBJREF UTS_NS OBJREF IPC_NS IPC IPC IPC NS TASK_NS"
                        + " OBJREF FILE_TABLE OBJREF OBJREF FILE FILE_NAME MM BUFFER"));
        if (!ppc(format)) {
            expected.addAll(types(format.dialect(), "MM_CONTEXT"));
        }
        if (format.architecture().isX86()) {
            expected.add(202);
        }
        if (format.dialect().atLeast(V20)) {
            expected.addAll(types(format.dialect(), "OBJREF FS FILE_NAME FILE_NAME"));
        }
        expected.addAll(
                types(format.dialect(), "OBJREF SIGHAND TASK_OBJS SIGNAL SIGPENDING SIGPENDING SIGNAL_TASK TAIL"));
        assertThat(numbers(format, image)).isEqualTo(expected);
    }

    private static boolean ppc(ImageFormat format) {
        return format.architecture().isPowerPc();
    }

    private static List<Integer> head(ImageFormat format) {
        List<Integer> head = new ArrayList<>(List.of(1, 4, 4, 4, 2, 3));
        if (format.dialect() != V18) {
            head.addAll(List.of(4, 7));
        }
        head.addAll(format.dialect().atLeast(V23_RC1_PIDS) ? List.of(101, 4, 102, 4) : List.of(101, 4));
        return head;
    }

    /** Numbers of record types. */
    private static List<Integer> types(Dialect dialect, String names) {
        int pids = dialect.atLeast(V23_RC1_PIDS) ? 1 : 0;
        int mounts = dialect.atLeast(V20) ? pids : -1;
        return Arrays.stream(names.split(" "))
                .map(name -> switch (name) {
                    case "BUFFER" -> 4;
                    case "STRING" -> 5;
                    case "OBJREF" -> 6;
                    case "TASK" -> 102 + pids;
                    case "TASK_NS" -> 103 + pids;
                    case "TASK_OBJS" -> 104 + pids;
                    case "RESTART_BLOCK" -> 105 + pids;
                    case "THREAD" -> 106 + pids;
                    case "CPU" -> 107 + pids;
                    case "NS" -> 108 + pids;
                    case "UTS_NS" -> 109 + pids;
                    case "IPC_NS" -> 110 + pids;
                    case "USER_NS" -> 113 + mounts;
                    case "CRED" -> 114 + mounts;
                    case "USER" -> 115 + mounts;
                    case "GROUPINFO" -> 116 + mounts;
                    case "TASK_CREDS" -> 117 + mounts;
                    case "FILE_TABLE" -> 301;
                    case "FILE_DESC" -> 302;
                    case "FILE_NAME" -> 303;
                    case "FILE" -> 304;
                    case "PIPE_BUF" -> 305;
                    case "EPOLL_ITEMS" -> 308;
                    case "MM" -> 401;
                    case "MM_CONTEXT" -> dialect.atLeast(V23) ? 405 : 404;
                    case "FS" -> 451;
                    case "IPC" -> 501;
                    case "SIGHAND" -> 601;
                    case "SIGNAL" -> 602;
                    case "SIGNAL_TASK" -> 603;
                    case "SIGPENDING" -> 604;
                    case "TAIL" -> 9001;
                    default -> throw new IllegalArgumentException(name);
                })
                .toList();
    }

    @ParameterizedTest
    @MethodSource("formats")
    void recordsHaveTheLengthsOfTheNotes(ImageFormat format) {
        Dialect dialect = format.dialect();
        WrittenImage image =
                MadeUpImage.of(format).task(1, t -> t.file(3, "/a").pending(10)).write();
        boolean i386 = format.architecture() == I386;
        assertThat(length(image, RecordType.HEADER)).isEqualTo(72);
        assertThat(length(image, RecordType.TASK))
                .isEqualTo(dialect.atLeast(V23_RC1) ? 80 : dialect.atLeast(V20) || i386 ? 64 : 72);
        assertThat(length(image, RecordType.TASK_OBJS)).isEqualTo(dialect.atLeast(V20) ? 32 : 24);
        assertThat(length(image, RecordType.NS)).isEqualTo(dialect.atLeast(V21) ? 24 : 16);
        assertThat(length(image, RecordType.CRED)).isEqualTo(dialect == V18 ? 88 : 96);
        assertThat(length(image, RecordType.FILE)).isEqualTo(dialect == V18 ? 40 : 48);
        assertThat(length(image, RecordType.SIGHAND)).isEqualTo(2056);
        assertThat(length(image, RecordType.SIGNAL)).isEqualTo(328);
        assertThat(image.parts().get(image.indexOf(RecordType.SIGPENDING, 1)).length())
                .isEqualTo(dialect.atLeast(V23_RC1) ? 24 + 88 : 24 + 48);
        if (format.architecture().isX86()) {
            assertThat(length(image, RecordType.THREAD)).isEqualTo(dialect.atLeast(V23_RC1) ? 48 : 40);
            assertThat(length(image, RecordType.CPU)).isEqualTo(dialect.atLeast(V20) ? 192 : 240);
            assertThat(length(image, RecordType.MM_CONTEXT)).isEqualTo(24);
        } else if (format.architecture() == S390X) {
            assertThat(length(image, RecordType.CPU)).isEqualTo(440);
            assertThat(length(image, RecordType.MM_CONTEXT)).isEqualTo(48);
        } else if (format.architecture() == ARM) {
            assertThat(length(image, RecordType.MM_CONTEXT)).isEqualTo(16);
        } else {
            assertThat(length(image, RecordType.CPU)).isEqualTo(format.architecture() == PPC64 ? 1344 : 1168);
        }
    }

    private static int length(WrittenImage image, RecordType type) {
        return image.parts().get(image.indexOf(type, 0)).length();
    }

    @ParameterizedTest
    @MethodSource("formats")
    void theArchitectureIsLittleEndianEvenInBigEndianImages(ImageFormat format) {
        byte[] image = MadeUpImage.of(format).task(1, t -> {}).build();
        assertThat(image[16]).isEqualTo((byte) format.architectureNumber());
        assertThat(image[17]).isZero();
        assertThat(buffer(format.architecture(), image).getShort(24))
                .isEqualTo((short) format.dialect().rev());
    }

    @ParameterizedTest
    @MethodSource("formats")
    void everythingThereIsCanBeWalkedByLength(ImageFormat format) {
        byte[] image = everything(format).build();
        List<Integer> numbers = numbers(format, image);
        assertThat(numbers.get(numbers.size() - 1)).isEqualTo(9001);
        assertThat(numbers).contains(305, 306, 307, 308, 402, 403, 502, 503, 504, 505, 701, 702, 703);
        int frames = (int) numbers.stream().filter(type -> type == 704).count();
        assertThat(frames).isEqualTo(format.dialect() == V18 ? 2 : 1);
    }

    private static MadeUpImage everything(ImageFormat format) {
        return MadeUpImage.of(format)
                .ipc(ipc -> ipc.shm(0, page(1), null, page(3))
                        .msg(0)
                        .message(1, "hello")
                        .message(2, "x".repeat(9000))
                        .sem(0, 1, 2, 3))
                .task(
                        1,
                        t -> t.file(0, "/dev/null")
                                .pipe(3, 4, "unread")
                                .fifo(5, "/tmp/fifo", "more")
                                .eventfd(6, 7)
                                .epoll(7, 3, 6)
                                .socketPair(8, 9, "to eight", "")
                                .tcp(10, 11, 80, "fragment")
                                .listener(12, 81)
                                .udp(13, 53)
                                .pty(14, 15, pty -> pty.input("typed"))
                                .controllingTerminal(15)
                                .pending(10, 12)
                                .blocked(2)
                                .signals(s -> s.handler(2, 0x1000).pending(17))
                                .memory(m -> m.file(0x10000, 4, "/bin/job")
                                        .anon(0x20000, page(1), null, page(3))
                                        .shared(0x30000, "one", page(4))
                                        .shared(0x40000, "one")
                                        .sysv(0x50000, 3, 0)
                                        .sharedFile(0x60000, 1, "/tmp/shared")
                                        .vdso(0x70000)))
                .thread(2, 1, t -> {})
                .task(3, t -> t.parent(1).shareFiles(1).creds(1000, 1000))
                .zombie(4, 1, 0x100);
    }

    @Test
    void aThreadAddsOnlyItsOwnRecords() {
        ImageFormat format = ImageFormat.of(V20, X86_64);
        int alone = MadeUpImage.of(format).task(1, t -> {}).write().types().size();
        List<RecordType> both = MadeUpImage.of(format)
                .task(1, t -> {})
                .thread(2, 1, t -> {})
                .write()
                .types();
        assertThat(both.subList(alone - 1, both.size()))
                .containsExactly(
                        RecordType.TASK,
                        RecordType.STRING,
                        RecordType.THREAD,
                        RecordType.RESTART_BLOCK,
                        RecordType.CPU,
                        RecordType.CPU_FPU,
                        RecordType.TASK_CREDS,
                        RecordType.TASK_NS,
                        RecordType.TASK_OBJS,
                        RecordType.SIGPENDING,
                        RecordType.SIGNAL_TASK,
                        RecordType.TAIL);
    }

    @Test
    void deferredRecordsStandBehindTheLastDescriptorInTheOrderOfTheirFiles() {
        List<RecordType> types = MadeUpImage.of(V20, X86_64)
                .task(1, t -> t.epoll(3).socketPair(4, 5, "abcd", "").listener(6, 80))
                .write()
                .types();
        int last = types.lastIndexOf(RecordType.FILE_DESC);
        assertThat(types.subList(last + 1, last + 9))
                .containsExactly(
                        RecordType.EPOLL_ITEMS,
                        RecordType.SOCKET_QUEUE,
                        RecordType.SOCKET_QUEUE,
                        RecordType.SOCKET_QUEUE,
                        RecordType.SOCKET_BUFFER,
                        RecordType.BUFFER,
                        RecordType.SOCKET_QUEUE,
                        RecordType.OBJREF);
    }

    @Test
    void aPairOfSocketsIsNestedBetweenSocketAndAddress() {
        List<RecordType> types = MadeUpImage.of(V20, X86_64)
                .task(1, t -> t.socketPair(4, 5))
                .write()
                .types();
        int first = types.indexOf(RecordType.SOCKET);
        assertThat(types.subList(first, first + 6))
                .containsExactly(
                        RecordType.SOCKET,
                        RecordType.OBJREF,
                        RecordType.SOCKET,
                        RecordType.SOCKET_UNIX,
                        RecordType.SOCKET_UNIX,
                        RecordType.FILE);
    }

    @Test
    void thePipesContentsFollowItsFirstEndOnly() {
        List<RecordType> types = MadeUpImage.of(V20, X86_64)
                .task(1, t -> t.pipe(3, 4, "x"))
                .task(2, t -> t.inherit(3, 1, 4))
                .write()
                .types();
        assertThat(types.stream().filter(type -> type == RecordType.PIPE_BUF)).hasSize(1);
    }

    @Test
    void definitionsNestAsDeepAsOneLikes() {
        WrittenImage image = MadeUpImage.of(V20, X86_64)
                .task(1, t -> t.nestedCreds(20_000).files(f -> f.socketChain(3, 20_000)))
                .write();
        assertThat(image.types().stream().filter(type -> type == RecordType.SOCKET_UNIX))
                .hasSize(20_000);
        assertThat(image.types().stream().filter(type -> type == RecordType.CRED))
                .hasSize(20_001);
    }

    @Test
    void aRealImageBeginsWithTheSameRecords() throws IOException {
        Path real = Path.of(System.getProperty("ckpt.testdata"), "v20", "plain.ckpt");
        ImageFormat format = ImageFormat.of(V20, X86_64);
        List<Integer> ofReal = numbers(format, Files.readAllBytes(real));
        List<Integer> madeUp = numbers(
                format, MadeUpImage.of(format).task(278, t -> t.file(0, "/a")).build());
        int known = madeUp.indexOf(302) + 1;
        assertThat(ofReal.subList(0, known)).isEqualTo(madeUp.subList(0, known));
        assertThat(ofReal.subList(ofReal.size() - 10, ofReal.size()))
                .isEqualTo(madeUp.subList(madeUp.size() - 10, madeUp.size()));
    }

    @ParameterizedTest
    @MethodSource("formats")
    void anImageCanBeWrittenAgain(ImageFormat format) {
        MadeUpImage image = everything(format);
        assertThat(image.build()).isEqualTo(image.build());
    }

    @Test
    void damageMovesThePartsBehindIt() {
        WrittenImage image = MadeUpImage.of(V20, X86_64).task(1, t -> {}).write();
        int tree = image.indexOf(RecordType.TREE, 0);
        assertThat(image.delete(tree).types()).hasSize(image.types().size() - 1);
        assertThat(image.delete(tree).size()).isEqualTo(image.size() - 16);
        assertThat(image.duplicate(tree).size()).isEqualTo(image.size() + 16);
        assertThat(image.duplicate(tree).offsetOf(RecordType.TASK, 0))
                .isEqualTo(image.offsetOf(RecordType.TASK, 0) + 16);
        assertThat(image.truncateAt(100).parts()).hasSize(1);
        assertThat(image.patch32(image.offsetOf(RecordType.TREE, 0, "nr_tasks"), 7)
                        .bytes())
                .contains((byte) 7);
    }

    @Test
    void aFieldThatTheDialectLacksIsAMistake() {
        assertThatThrownBy(() -> MadeUpImage.of(V20, X86_64)
                        .task(1, t -> t.with(RecordType.TASK, f -> f.set("sas_ss_sp", 1)))
                        .build())
                .hasMessageContaining("v20/x86_64 has no field TASK.sas_ss_sp");
        assertThatThrownBy(() -> MadeUpImage.of(V19_RC2, X86_64)
                        .task(1, t -> t.with(RecordType.TASK, f -> f.set("state", 1L << 32)))
                        .build())
                .hasMessageContaining("does not fit TASK.state");
    }

    private static List<Integer> numbers(ImageFormat format, byte[] image) {
        return walk(format, image).stream().map(Head::type).toList();
    }

    private static List<Head> walk(ImageFormat format, byte[] image) {
        ByteBuffer bytes = buffer(format.architecture(), image);
        List<Head> heads = new ArrayList<>();
        for (int at = 0; at < image.length; ) {
            Head head = new Head(at, bytes.getInt(at), bytes.getInt(at + 4));
            assertThat(head.length).as("length at offset %d", at).isGreaterThanOrEqualTo(8);
            heads.add(head);
            at += head.length;
            if (head.type == 704 && head.length == 16) {
                at += 4096;
            }
            assertThat(at).isLessThanOrEqualTo(image.length);
        }
        return heads;
    }

    private static ByteBuffer buffer(Architecture architecture, byte[] image) {
        return ByteBuffer.wrap(image).order(architecture.byteOrder());
    }
}
