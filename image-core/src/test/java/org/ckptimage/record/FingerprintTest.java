package org.ckptimage.record;

import static org.assertj.core.api.Assertions.assertThat;
import static org.ckptimage.format.Architecture.I386;
import static org.ckptimage.format.Architecture.PPC32;
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

import java.io.ByteArrayOutputStream;
import org.ckptimage.format.Architecture;
import org.ckptimage.format.Dialect;
import org.ckptimage.format.RecordType;
import org.ckptimage.io.ByteSource;
import org.ckptimage.testing.MadeUpImage;
import org.ckptimage.testing.WrittenImage;
import org.junit.jupiter.api.Test;

/**
 * Every row of the format's table of fingerprints alone: the header, the container, and one record that tells. Numbers
 * and lengths are the table's.
 */
class FingerprintTest {
    /** The head up to the labels, then the first record of a type and nothing else. */
    private static Detection alone(Dialect dialect, Architecture architecture, RecordType type) {
        WrittenImage image = MadeUpImage.of(dialect, architecture)
                .task(
                        1,
                        t -> t.pending(10)
                                .socketPair(3, 4)
                                .tcp(5, 6, 80, "fragment")
                                .pty(7, 8, pty -> {})
                                .memory(m -> m.anon(0x10000, page(1))))
                .write();
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        int head = image.indexOf(RecordType.CONTAINER, 0) + (dialect == V18 ? 1 : 3);
        for (int i = 0; i < head; i++) {
            out.writeBytes(image.bytes(i));
        }
        out.writeBytes(image.bytes(image.indexOf(type, type == RecordType.SIGPENDING ? 1 : 0)));
        return DialectDetector.detect(ByteSource.of(out.toByteArray(), "alone"), 0);
    }

    private static void saysOf(
            Dialect dialect, Architecture architecture, RecordType type, String number, String conclusion) {
        Detection detection = alone(dialect, architecture, type);
        assertThat(detection.evidence())
                .anyMatch(sentence -> sentence.startsWith("record " + number.split("/")[0] + " at offset ")
                        && sentence.endsWith("has length " + number.split("/")[1] + ": " + conclusion));
        assertThat(detection.format().dialect()).isEqualTo(dialect);
    }

    @Test
    void theFirst101IsATreeOrPids() {
        saysOf(V21, X86_64, RecordType.TREE, "101/16", "TREE, so v21 or v23-rc1");
        saysOf(V23_RC1, X86_64, RecordType.TREE, "101/16", "TREE, so v21 or v23-rc1");
        saysOf(V23, X86_64, RecordType.PIDS, "101/24", "PIDS, so v23-rc1-pids, v23 or v23-3.0");
        saysOf(V23_RC1_PIDS, S390X, RecordType.TREE, "102/16", "TREE, so v23-rc1-pids, v23 or v23-3.0");
    }

    @Test
    void theTaskGrewInTheFirstOf23() {
        for (Architecture architecture : new Architecture[] {I386, X86_64, S390X, PPC32}) {
            saysOf(V21, architecture, RecordType.TASK, "102/64", "TASK, so v21");
            saysOf(V23_RC1, architecture, RecordType.TASK, "102/80", "TASK, so v23-rc1");
        }
        saysOf(V23, X86_64, RecordType.TASK, "103/80", "TASK, so v23-rc1-pids, v23 or v23-3.0");
    }

    @Test
    void aZombiesTaskTellsTheOrderOfItsFields() {
        Detection old = DialectDetector.detect(
                MadeUpImage.of(V23_RC1_PIDS, X86_64).zombie(1, 0, 0).write().source(), 0);
        assertThat(old.certain()).isTrue();
        assertThat(old.evidence()).anyMatch(s -> s.endsWith("has length 80: TASK, so v23-rc1-pids"));
        Detection reordered = DialectDetector.detect(
                MadeUpImage.of(V23, X86_64).zombie(1, 0, 0).write().source(), 0);
        assertThat(reordered.evidence()).anyMatch(s -> s.endsWith("has length 80: TASK, so v23 or v23-3.0"));
    }

    @Test
    void theThreadGrewInTheFirstOf23() {
        saysOf(V21, X86_64, RecordType.THREAD, "106/40", "THREAD, so v21");
        saysOf(V23_RC1, I386, RecordType.THREAD, "106/48", "THREAD, so v23-rc1");
        saysOf(V23, X86_64, RecordType.THREAD, "107/48", "THREAD, so v23-rc1-pids, v23 or v23-3.0");
        saysOf(V23, X86_64, RecordType.RESTART_BLOCK, "106/56", "RESTART_BLOCK, so v23-rc1-pids, v23 or v23-3.0");
    }

    @Test
    void pidObjectsMovedTheNumbersOfTasks() {
        saysOf(V21, X86_64, RecordType.CPU, "107/192", "CPU, so v21 or v23-rc1");
        saysOf(V23, X86_64, RecordType.CPU, "108/192", "CPU, so v23-rc1-pids, v23 or v23-3.0");
        saysOf(V21, X86_64, RecordType.TASK_OBJS, "104/32", "TASK_OBJS, so v21 or v23-rc1");
        saysOf(V23, X86_64, RecordType.TASK_OBJS, "105/32", "TASK_OBJS, so v23-rc1-pids, v23 or v23-3.0");
    }

    @Test
    void credentialsAreToldFromUsersByTheirLength() {
        saysOf(V21, X86_64, RecordType.CRED, "114/96", "CRED, so v21 or v23-rc1");
        saysOf(V23, X86_64, RecordType.CRED, "115/96", "CRED, so v23-rc1-pids, v23 or v23-3.0");
        saysOf(V21, X86_64, RecordType.USER_NS, "113/16", "USER_NS, so v21 or v23-rc1");
        saysOf(V23, X86_64, RecordType.USER_NS, "114/16", "USER_NS, so v23-rc1-pids, v23 or v23-3.0");
        saysOf(V21, X86_64, RecordType.USER, "115/16", "USER, so v21 or v23-rc1");
    }

    @Test
    void namespacesAreToldFromUtsNamespacesByTheirLength() {
        saysOf(V21, X86_64, RecordType.NS, "108/24", "NS, so v21 or v23-rc1");
        saysOf(V23, X86_64, RecordType.NS, "109/24", "NS, so v23-rc1-pids, v23 or v23-3.0");
        saysOf(V21, X86_64, RecordType.UTS_NS, "109/400", "UTS_NS, so v21 or v23-rc1");
    }

    @Test
    void theVmaGrewWithHugePages() {
        saysOf(V23, X86_64, RecordType.VMA, "402/80", "VMA, so v23 or v23-3.0");
        saysOf(V21, X86_64, RecordType.VMA, "402/72", "VMA, so v21, v23-rc1 or v23-rc1-pids");
    }

    @Test
    void hugePagesMovedTheNumberOfTheMemoryContext() {
        saysOf(V23, X86_64, RecordType.MM_CONTEXT, "405/24", "MM_CONTEXT, so v23 or v23-3.0");
        saysOf(V21, S390X, RecordType.MM_CONTEXT, "404/48", "MM_CONTEXT, so v21, v23-rc1 or v23-rc1-pids");
        assertThat(alone(V21, X86_64, RecordType.MM_CONTEXT).evidence()).noneMatch(s -> s.startsWith("record 404"));
    }

    @Test
    void theDirectoriesGrewByTheUmask() {
        saysOf(V21, X86_64, RecordType.FS, "451/8", "FS, so v21");
        assertThat(alone(V23_RC1, X86_64, RecordType.FS).evidence())
                .anyMatch(s -> s.endsWith("has length 16: FS, so v23-rc1, v23-rc1-pids, v23 or v23-3.0"));
    }

    @Test
    void theSocketGrewInTheFirstOf23() {
        saysOf(V21, X86_64, RecordType.SOCKET, "701/112", "SOCKET, so v21");
        saysOf(V23_RC1, PPC32, RecordType.SOCKET, "701/120", "SOCKET, so v23-rc1");
    }

    @Test
    void pendingSignalsAreToldByTheirEntries() {
        assertThat(pending(V21).evidence()).anyMatch(s -> s.endsWith("has length 72: SIGPENDING, so v21"));
        assertThat(pending(V23_RC1).evidence())
                .anyMatch(s -> s.endsWith("has length 112: SIGPENDING, so v23-rc1, v23-rc1-pids, v23 or v23-3.0"));
        assertThat(alone(V21, X86_64, RecordType.SIGNAL).evidence()).noneMatch(s -> s.contains("SIGPENDING"));
    }

    private static Detection pending(Dialect dialect) {
        return alone(dialect, X86_64, RecordType.SIGPENDING);
    }

    @Test
    void theTerminalGrewWithPidObjects() {
        saysOf(V23, X86_64, RecordType.TTY, "306/96", "TTY, so v23-rc1-pids, v23 or v23-3.0");
        saysOf(V21, X86_64, RecordType.TTY, "306/72", "TTY, so v21 or v23-rc1");
    }

    // ---- rows that tell dialects of different rev apart: a record that the rev does not expect

    /** An image of a dialect whose header claims the rev of another. */
    private static Detection claiming(Dialect rev, Dialect dialect, Architecture architecture, RecordType type) {
        WrittenImage image = MadeUpImage.of(rev, architecture).task(1, t -> {}).write();
        WrittenImage other = MadeUpImage.of(dialect, architecture)
                .task(1, t -> t.tcp(5, 6, 80, "fragment").socketPair(7, 8))
                .write();
        WrittenImage mixed = image.insert(image.indexOf(RecordType.TASK, 0), other.bytes(other.indexOf(type, 0)));
        return DialectDetector.detect(mixed.source(), 0);
    }

    private static void isImpossible(Detection detection, String head, String rest) {
        assertThat(detection.certain()).isFalse();
        assertThat(detection.evidence()).anyMatch(s -> s.startsWith(head) && s.endsWith(rest));
    }

    @Test
    void theCpuLostItsDebugRegisters() {
        isImpossible(
                claiming(V20, V19_RC2, X86_64, RecordType.CPU),
                "record 107 at offset ",
                "has length 240, which is not possible in v20 but in v19-rc2");
    }

    @Test
    void filesGrewByTheirLabel() {
        isImpossible(
                claiming(V19_RC2, V18, I386, RecordType.FILE),
                "record 304 at offset ",
                "has length 48, which is not possible in v19-rc2 but in v18");
    }

    @Test
    void theOldTasksWereLongerButOnI386() {
        isImpossible(
                claiming(V20, V19_RC2, S390X, RecordType.TASK),
                "record 102 at offset ",
                "has length 72, which is not possible in v20 but in v18 or v19-rc2");
        assertThat(claiming(V20, V19_RC2, I386, RecordType.TASK).certain()).isTrue();
    }

    @Test
    void fragmentsTookTheNumberOfUnixSockets() {
        isImpossible(
                claiming(V18, V20, I386, RecordType.SOCKET_FRAG),
                "record 704 at offset ",
                "has length 16, which is not possible in v18 but in v19-rc2, v20, v21, v23-rc1, v23-rc1-pids, v23"
                        + " or v23-3.0");
    }

    @Test
    void labelsBehindTheContainerAreNewerThan18() {
        WrittenImage labels = MadeUpImage.of(V20, I386).task(1, t -> {}).write().patch16(24, 3);
        Detection old = DialectDetector.detect(labels.source(), 0);
        isImpossible(
                old, "record 4 at offset ", " and follows the container: security labels, which v18 does not have");
        WrittenImage none = MadeUpImage.of(V18, I386).task(1, t -> {}).write().patch16(24, 4);
        Detection later = DialectDetector.detect(none.source(), 0);
        isImpossible(
                later,
                "record 101 at offset ",
                " and follows the container: no security labels, which v18 alone lacks");
    }

    @Test
    void theAuxiliaryVectorIsCountedInBytesBefore20() {
        Detection old = DialectDetector.detect(
                MadeUpImage.of(V19_RC2, X86_64)
                        .with(RecordType.HEADER, f -> f.set("constants.mm_saved_auxv_len", 44))
                        .task(1, t -> {})
                        .write()
                        .source(),
                0);
        isImpossible(
                old, "the auxiliary vector's length at offset 34 is 44, so counted in entries", "v19-rc2 does not");
        Detection later = DialectDetector.detect(
                MadeUpImage.of(V21, X86_64)
                        .with(RecordType.HEADER, f -> f.set("constants.at_vector_size", 352))
                        .task(1, t -> {})
                        .write()
                        .source(),
                0);
        isImpossible(later, "the auxiliary vector's length at offset 34 is 352, so counted in bytes", "does not");
    }

    @Test
    void aRecordThatNoDialectHasCastsDoubt() {
        WrittenImage image = MadeUpImage.of(V20, X86_64).task(1, t -> {}).write();
        WrittenImage odd = image.insert(image.indexOf(RecordType.TASK, 0), new byte[] {102, 0, 0, 0, 9, 0, 0, 0, 1});
        isImpossible(
                DialectDetector.detect(odd.source(), 0),
                "record 102 at offset ",
                "has length 9, which is not possible in v20 or any other dialect");
    }

    @Test
    void aRecordOfTheFirstTaskThatIsNoFingerprintCastsDoubtToo() {
        WrittenImage image = MadeUpImage.of(V20, X86_64).task(1, t -> {}).write();
        int task = image.indexOf(RecordType.TASK, 0);
        WrittenImage odd = image.insert(task, new byte[] {(byte) (602 & 0xff), 602 >> 8, 0, 0, 9, 0, 0, 0, 1});
        isImpossible(
                DialectDetector.detect(odd.source(), 0),
                "record 602 at offset ",
                "has length 9, but SIGNAL has 328 in v20/x86_64: this is not quite the dialect as it is known");
        WrittenImage unknown = image.insert(task, new byte[] {(byte) (707 & 0xff), 707 >> 8, 0, 0, 8, 0, 0, 0});
        isImpossible(
                DialectDetector.detect(unknown.source(), 0),
                "record 707 at offset ",
                "has length 8, but v20/x86_64 has no such record: this is not quite the dialect as it is known");
    }
}
