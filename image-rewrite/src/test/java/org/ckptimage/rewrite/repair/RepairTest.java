package org.ckptimage.rewrite.repair;

import static org.assertj.core.api.Assertions.assertThat;
import static org.ckptimage.format.RecordType.BUFFER;
import static org.ckptimage.format.RecordType.FILE;
import static org.ckptimage.format.RecordType.FILE_DESC;
import static org.ckptimage.format.RecordType.IPC;
import static org.ckptimage.format.RecordType.IPC_MSG;
import static org.ckptimage.format.RecordType.IPC_MSG_MSG;
import static org.ckptimage.format.RecordType.MM;
import static org.ckptimage.format.RecordType.RESTART_BLOCK;
import static org.ckptimage.format.RecordType.SIGNAL;
import static org.ckptimage.format.RecordType.SIGPENDING;
import static org.ckptimage.format.RecordType.SOCKET;
import static org.ckptimage.format.RecordType.SOCKET_BUFFER;
import static org.ckptimage.format.RecordType.SOCKET_INET;
import static org.ckptimage.format.RecordType.SOCKET_QUEUE;
import static org.ckptimage.format.RecordType.SOCKET_UNIX;
import static org.ckptimage.format.RecordType.TASK;
import static org.ckptimage.format.RecordType.VMA;
import static org.ckptimage.rewrite.TestImages.written;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.ckptimage.check.CheckOptions;
import org.ckptimage.check.CheckReport;
import org.ckptimage.check.Checker;
import org.ckptimage.check.Finding;
import org.ckptimage.image.Image;
import org.ckptimage.image.ImageRecord;
import org.ckptimage.rewrite.BrokenImage;
import org.ckptimage.rewrite.draft.Draft;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Every mend on a real image with just the fault that it is for. */
class RepairTest {
    private static final CheckOptions KEEP = CheckOptions.DEFAULT.withPids(CheckOptions.Pids.KEEP);
    private static final int SEQPACKET = 5;
    private static final int LONG_MESSAGE = 20_000;

    /**
     * A fault.
     *
     * @param mend what mends it
     * @param less records of the broken image that the repaired one lacks
     * @param more records of the repaired image that the broken one lacks
     */
    record Fault(String mend, String what, String image, BrokenImage.Edits edits, int less, int more) {
        @Override
        public String toString() {
            return mend + " " + what;
        }
    }

    static Stream<Fault> faults() {
        return Stream.of(
                        sockets().stream(),
                        queues().stream(),
                        ipcAndMemory().stream(),
                        tasks().stream(),
                        files().stream(),
                        watches().stream())
                .flatMap(faults -> faults);
    }

    private static List<Fault> sockets() {
        return List.of(
                // One queue with a datagram and its BUFFER, three empty ones: udp.txt.
                new Fault("W01", "queues of sockets in CLOSE", "v20/udp", i -> {}, 6, 0),
                new Fault(
                        "W02",
                        "garbage behind a UDP socket",
                        "v20/udp",
                        i -> i.set(i.record(SOCKET_INET, 0), "icsk_ack.pending", 200)
                                .set(i.record(SOCKET_INET, 0), "icsk_ack.blocked", 77),
                        7,
                        1),
                new Fault(
                        "W07",
                        "bits of the moment",
                        "v20/tcp",
                        i -> i.add(i.record(SOCKET, 1), "sock.flags", 1 << 14),
                        1,
                        1),
                new Fault(
                        "W07",
                        "urgent data",
                        "v20/tcp",
                        i -> i.set(i.record(SOCKET_INET, 1), "tcp.urg_data", 0x1041),
                        1,
                        1),
                new Fault("R126", "a wrong this", "v20/ux", i -> i.set(i.of(SOCKET_UNIX, 12), "this", 0), 1, 1),
                new Fault(
                        "R136",
                        "a peer that is nowhere",
                        "v20/ux",
                        i -> i.set(i.of(SOCKET_UNIX, 28), "peer", 999),
                        2,
                        2));
    }

    private static List<Fault> queues() {
        return List.of(
                new Fault("W03", "a buffer read in part", "v20/ux", RepairTest::readInPart, 2, 2),
                new Fault("W04", "a long datagram", "v20/ux", i -> makeLong(i, 2), 3, 1),
                new Fault("W04", "a long buffer of a stream", "v20/ux", i -> makeLong(i, 0), 3, 5),
                new Fault("W05", "an unlinked name", "v20/ux", i -> i.set(i.of(SOCKET_UNIX, 24), "flags", 0), 1, 1),
                new Fault("W05", "a relative name", "v20/ux", RepairTest::relativeName, 3, 1),
                new Fault(
                        "W05b",
                        "a name of 20 bytes",
                        "v20/ux",
                        i -> i.set(i.of(SOCKET_UNIX, 24), "laddr_len", 20),
                        3,
                        1),
                new Fault("W06", "messages of a closed seqpacket socket", "v20/uxdead", RepairTest::seqpacket, 3, 1),
                new Fault(
                        "R142",
                        "a sum too low",
                        "v20/ux",
                        i -> i.set(i.record(SOCKET_QUEUE, 0), "total_bytes", 1),
                        1,
                        1));
    }

    private static List<Fault> ipcAndMemory() {
        return List.of(
                new Fault("W09", "an empty message", "v20/msgq", RepairTest::emptyMessage, 3, 1),
                new Fault("W10", "a semaphore set", "v20/plain", RepairTest::semaphores, 3, 1),
                new Fault(
                        "R079", "a wrong q_cbytes", "v20/msgq", i -> i.add(i.record(IPC_MSG, 0), "q_cbytes", 1), 1, 1),
                new Fault(
                        "W11",
                        "an odd segment",
                        "v20/ipc",
                        i -> i.add(i.record(VMA, vma -> vmaType(i, vma) == 8), "ino_size", -1000),
                        1,
                        1),
                new Fault("W13", "once mergeable", "v20/plain", i -> i.add(i.record(MM, 0), "flags", 1 << 16), 1, 1));
    }

    private static List<Fault> tasks() {
        return List.of(
                new Fault(
                        "W14",
                        "a zombie with a core file",
                        "v20/tree",
                        i -> i.set(i.record(TASK, t -> i.draft().get(t, "state") == 64), "exit_code", 0x8b),
                        1,
                        1),
                new Fault("W15", "a stopped task", "v20/plain", i -> i.set(i.record(TASK, 0), "exit_code", 19), 1, 1),
                new Fault(
                        "W16",
                        "a sleep on a thread's clock",
                        "v20/plain",
                        i -> i.set(i.record(RESTART_BLOCK, 0), "function_type", 3)
                                .set(i.record(RESTART_BLOCK, 0), "arg_0", 0xfffffffaL),
                        1,
                        1),
                new Fault("W17", "no foreground group", "v20/pty", i -> i.set(terminal(i), "tty_pgrp", -1), 1, 1),
                new Fault(
                        "R180",
                        "a former group of nobody",
                        "v20/pty",
                        i -> i.set(terminal(i), "tty_old_pgrp", 999),
                        1,
                        1),
                new Fault(
                        "R175",
                        "a wrong number of signals",
                        "v20/sigq",
                        i -> i.add(i.record(SIGPENDING, 0), "nr_pending", 1),
                        1,
                        1));
    }

    private static List<Fault> files() {
        return List.of(
                new Fault("W25", "a position with bit 31", "examples/22-position-bit-31", i -> {}, 1, 1),
                new Fault("R094", "flags of opening", "v20/plain", i -> i.add(i.of(FILE, 13), "f_flags", 0x240), 1, 1),
                new Fault("R107", "a wrong mode of an eventfd", "v20/ep", i -> i.set(file(i, 7), "f_mode", 0x1f), 1, 1),
                new Fault(
                        "W24",
                        "a slave that is open to write alone",
                        "v20/pty",
                        i -> i.set(i.of(FILE, 15), "f_mode", 2)
                                .set(i.of(FILE, 15), "f_flags", i.draft().get(i.of(FILE, 15), "f_flags") & ~3 | 1),
                        1,
                        1),
                new Fault("W26", "a third file of a pipe", "v20/pipes", RepairTest::thirdEnd, 3, 1),
                // OBJREF and FILE go; the FILE_DESC names the first file.
                new Fault("R101", "two files of a socket", "examples/12-two-files-one-sock", i -> {}, 3, 1));
    }

    private static List<Fault> watches() {
        return List.of(
                new Fault("R148", "a watch on nothing", "examples/09-watch-dangling", i -> {}, 2, 2),
                new Fault("R149", "a watch on what cannot be polled", "v20/ep", RepairTest::watchNull, 2, 2),
                new Fault(
                        "R147",
                        "a wrong number of watches",
                        "v20/ep",
                        i -> i.add(i.record(org.ckptimage.format.RecordType.EPOLL_ITEMS, 0), "num_items", 1),
                        1,
                        1));
    }

    // Faults that need more than a field

    private static long vmaType(BrokenImage image, ImageRecord vma) {
        return image.draft().get(vma, "vma_type");
    }

    private static ImageRecord terminal(BrokenImage image) {
        return image.record(SIGNAL, s -> image.draft().get(s, "tty_objref") != 0);
    }

    private static ImageRecord file(BrokenImage image, int kind) {
        return image.record(FILE, f -> image.draft().get(f, "f_type") == kind);
    }

    private static void readInPart(BrokenImage image) {
        ImageRecord buffer = image.record(SOCKET_BUFFER, 0);
        image.add(buffer, "data_offset", 3)
                .add(buffer, "skb_len", -3)
                .add(image.record(SOCKET_QUEUE, 0), "total_bytes", -3);
    }

    /** @param queue that of the receiver, counted in receive queues */
    private static void makeLong(BrokenImage image, int queue) {
        ImageRecord head = image.record(SOCKET_QUEUE, 2 * socketQueue(image, queue));
        ImageRecord buffer = image.behind(head);
        byte[] text = new byte[LONG_MESSAGE];
        for (int i = 0; i < text.length; i++) {
            text[i] = (byte) i;
        }
        image.add(head, "total_bytes", LONG_MESSAGE - image.draft().get(buffer, "skb_len"));
        image.set(buffer, "lin_len", LONG_MESSAGE).set(buffer, "skb_len", LONG_MESSAGE);
        image.draft().replacePayload(image.behind(buffer), Unpooled.wrappedBuffer(text));
    }

    /** Of the first queue that is a stream's (0), or a datagram socket's (2), its place among all. */
    private static int socketQueue(BrokenImage image, int wanted) {
        int type = wanted == 0 ? 1 : 2;
        List<ImageRecord> queues = image.image().records().stream()
                .filter(r -> r.role() == org.ckptimage.image.Role.RECEIVE_QUEUE)
                .toList();
        for (int i = 0; i < queues.size(); i++) {
            ImageRecord socket =
                    queues.get(i).deferredOwner().orElseThrow().records().get(0);
            if (image.draft().get(queues.get(i), "skb_count") > 0
                    && image.draft().get(socket, "sock.type") == type) {
                return i;
            }
        }
        throw new AssertionError();
    }

    private static void relativeName(BrokenImage image) {
        ImageRecord socket = image.of(SOCKET_UNIX, 24);
        image.draft().bytes(socket).setByte(38, 'x');
        byte[] folder = "/t/w/ux/\0".getBytes(StandardCharsets.US_ASCII);
        image.draft()
                .addBehind(
                        socket,
                        image.draft().encode(org.ckptimage.format.RecordType.STRING, Unpooled.wrappedBuffer(folder)));
    }

    private static void seqpacket(BrokenImage image) {
        for (ImageRecord record : image.image().records()) {
            if (record.type().filter(t -> t == SOCKET).isPresent()) {
                image.set(record, "sock.type", SEQPACKET);
            }
        }
    }

    private static void emptyMessage(BrokenImage image) {
        ImageRecord message = image.record(IPC_MSG_MSG, 2);
        image.add(image.record(IPC_MSG, 0), "q_cbytes", -image.draft().get(message, "m_ts"));
        image.set(message, "m_ts", 0);
        image.draft().replacePayload(image.behind(message), Unpooled.EMPTY_BUFFER);
    }

    private static void semaphores(BrokenImage image) {
        ImageRecord list = image.record(IPC, 2);
        ByteBuf set = Unpooled.copiedBuffer(image.zeros(org.ckptimage.format.RecordType.IPC_SEM));
        set.setIntLE(16, 7);
        set.setIntLE(80, 1);
        image.set(list, "ipc_count", 1);
        image.draft().addBehind(list, set);
        image.draft().addBehind(list, image.draft().encode(BUFFER, Unpooled.wrappedBuffer(new byte[24])));
    }

    /** Another read end, with a descriptor of its own. */
    private static void thirdEnd(BrokenImage image) {
        ImageRecord end = image.of(FILE, 11);
        ImageRecord last = image.record(FILE_DESC, 9);
        Draft draft = image.draft();
        ByteBuf objref =
                Unpooled.copiedBuffer(end.definition().orElseThrow().definedBy().bytes());
        objref.setIntLE(12, 900);
        ByteBuf descriptor = Unpooled.copiedBuffer(last.bytes());
        descriptor.setIntLE(8, 900);
        descriptor.setIntLE(12, 60);
        draft.addBehind(last, objref);
        draft.addBehind(last, Unpooled.copiedBuffer(end.bytes()));
        draft.addBehind(last, descriptor);
        image.add(image.record(org.ckptimage.format.RecordType.FILE_TABLE, 0), "fdt_nfds", 1);
    }

    /** The first watch of the first set names /dev/null, descriptor 0. */
    private static void watchNull(BrokenImage image) {
        ImageRecord items = image.behind(image.record(org.ckptimage.format.RecordType.EPOLL_ITEMS, 0));
        image.draft().setInt(items, 8 + 12, (int) image.draft().get(image.record(FILE_DESC, 0), "fd_objref"));
    }

    @ParameterizedTest
    @MethodSource("faults")
    void aFaultIsMendedAndNothingElseChanges(Fault fault) throws IOException {
        byte[] broken = BrokenImage.of(fault.image, fault.edits);
        CheckReport before = check(broken);
        assertThat(before.findings())
                .as("the fault is one")
                .anyMatch(f -> f.rule().id().equals(fault.mend)
                        || f.mend().filter(m -> m.id().equals(fault.mend)).isPresent());

        byte[] repaired;
        try (Image image = BrokenImage.open(broken)) {
            RepairPlan plan = Repair.of(image).restartedAs(KEEP).plan();
            assertThat(plan.left()).isEmpty();
            assertThat(plan.mended())
                    .extracting(m -> m.mend().equals(fault.mend) ? m.mend() : m.rule())
                    .contains(fault.mend);
            assertThat(plan.mended()).allMatch(m -> m.offset() >= 0 && m.offset() <= broken.length);
            repaired = written(plan);
        }
        assertThat(check(repaired).findings()).noneMatch(Finding::isDeadly);
        List<String> lacking = new ArrayList<>(BrokenImage.records(broken));
        List<String> added = new ArrayList<>(BrokenImage.records(repaired));
        BrokenImage.records(repaired).forEach(lacking::remove);
        BrokenImage.records(broken).forEach(added::remove);
        assertThat(lacking).as("records that went").hasSize(fault.less);
        assertThat(added).as("records that came").hasSize(fault.more);

        try (Image image = BrokenImage.open(repaired)) {
            RepairPlan again = Repair.of(image).restartedAs(KEEP).plan();
            assertThat(again.mended()).isEmpty();
            assertThat(written(again)).isEqualTo(repaired);
        }
    }

    private static CheckReport check(byte[] bytes) throws IOException {
        try (Image image = BrokenImage.open(bytes)) {
            return Checker.check(image, KEEP);
        }
    }
}
