package org.ckptimage.check;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.Map;
import java.util.TreeMap;
import org.ckptimage.check.CheckOptions.Feed;
import org.ckptimage.check.CheckOptions.Pids;
import org.ckptimage.check.CheckReport.Verdict;
import org.ckptimage.format.FileType;
import org.ckptimage.format.RecordType;
import org.ckptimage.image.Role;
import org.junit.jupiter.api.Test;

/** Findings offer the mend that helps; and an image that was mended by hand passes. */
class MendTest {

    private static String mend(ImagePatch patch, CheckOptions options, String rule) {
        return CheckImages.check(patch.bytes(), options).of(rule).stream()
                .flatMap(finding -> finding.mend().stream())
                .map(Mend::id)
                .findFirst()
                .orElse("");
    }

    private static Verdict verdict(ImagePatch patch) {
        return CheckImages.check(patch.bytes(), CheckOptions.DEFAULT).verdict();
    }

    private static ImagePatch set(String image, RecordType type, int nth, String field, long value) {
        ImagePatch patch = ImagePatch.of(image);
        return patch.set(type, nth, field, value);
    }

    @Test
    void everyMendIsOfferedWhereItHelps() {
        CheckOptions normal = CheckOptions.DEFAULT;
        CheckOptions keep = normal.withPids(Pids.KEEP);
        Map<String, String> offered = new TreeMap<>();
        offered.put("W01", mend(ImagePatch.of("v20/udp"), normal, "R130"));
        offered.put("W02", mend(set("v20/udp", RecordType.SOCKET_INET, 1, "icsk_ack.pingpong", 77), normal, "R128"));
        ImagePatch partlyRead = ImagePatch.of("v20/ux");
        partlyRead.set(RecordType.SOCKET_BUFFER, 0, "data_offset", 5).set(RecordType.SOCKET_QUEUE, 0, "total_bytes", 1);
        ImagePatch.Place buffer = partlyRead.at(RecordType.SOCKET_BUFFER, 0);
        ImagePatch.Place queue = partlyRead.where(RecordType.SOCKET_QUEUE, "total_bytes", 1, 0);
        assertThat(queue.end()).isEqualTo(buffer.offset());
        offered.put("W03", mend(partlyRead, normal, "R142"));
        offered.put("W04", mend(set("v20/ux", RecordType.SOCKET_BUFFER, 0, "lin_len", 20000), normal, "R138"));
        offered.put("W07", mend(set("v20/tcp", RecordType.SOCKET, 1, "sock.flags", 1 << 14), normal, "R133"));
        offered.put("W13", mend(set("v20/plain", RecordType.MM, 0, "flags", 0x100cd), normal, "R152"));
        offered.put("W15", mend(set("v20/plain", RecordType.TASK, 0, "exit_code", 0x137f), normal, "R041"));
        ImagePatch core = ImagePatch.of("v20/tree");
        core.set(core.where(RecordType.TASK, "state", 64, 0), "exit_code", 0x8b);
        offered.put("W14", mend(core, normal, "R040"));
        ImagePatch clock = set("v20/plain", RecordType.RESTART_BLOCK, 0, "function_type", 3);
        offered.put("W16", mend(clock.set(RecordType.RESTART_BLOCK, 0, "arg_0", 0xfffffffeL), normal, "R052"));
        ImagePatch noGroup = ImagePatch.of("v20/pty");
        noGroup.set(noGroup.where(RecordType.SIGNAL, "tty_pgrp", 281, 0), "tty_pgrp", -1);
        offered.put("W17", mend(noGroup, keep, "R179"));
        ImagePatch oldGroup = ImagePatch.of("v20/pty");
        oldGroup.set(oldGroup.where(RecordType.SIGNAL, "tty_pgrp", 281, 0), "tty_old_pgrp", 4711);
        offered.put("W18", mend(oldGroup, keep, "R180"));
        offered.put("W27", mend(ImagePatch.of("v20/pty"), normal, "R179"));
        offered.put("W19", mend(ImagePatch.of("v20/sigq"), normal, "R176"));
        offered.put("W20", mend(ImagePatch.of("v20/sig"), normal, "R176"));
        offered.put("W23", mend(ImagePatch.of("v20/pipefull"), normal.withFeed(Feed.FILE), "R098"));
        ImagePatch pty = ImagePatch.of("v20/pty");
        offered.put("W24", mend(pty.set(FileType.TTY, 1, "f_mode", 2), keep, "R107"));
        offered.put("W25", mend(ImagePatch.of("examples/22-position-bit-31"), normal, "R108"));
        ImagePatch pipes = ImagePatch.of("v20/pipes");
        offered.put("W26", mend(pipes.set(FileType.PIPE, 1, "f_flags", 0), normal, "R099"));
        ImagePatch odd = ImagePatch.of("v20/ipc");
        odd.set(odd.where(RecordType.VMA, "vma_type", 8, 0), "ino_size", 131071);
        offered.put("W11", mend(odd, normal, "R163"));
        ImagePatch part = ImagePatch.of("v20/ipc");
        part.set(part.where(RecordType.VMA, "vma_type", 8, 0), "vm_pgoff", 1);
        offered.put("W12", mend(part, normal, "R163"));

        assertThat(offered).allSatisfy((expected, found) -> assertThat(found).isEqualTo(expected));
    }

    /** The mend of the first finding of a rule in an image that a case makes. */
    private static String mendOf(String rule, String what) {
        RuleCase found = RuleBreakTest.cases()
                .filter(c -> c.rule().equals(rule) && c.what().equals(what))
                .findFirst()
                .orElseThrow();
        ImagePatch patch = ImagePatch.of(found.image());
        found.edit().applyAsLong(patch);
        return mend(patch, found.options(), rule);
    }

    @Test
    void aLengthThatContradictsItsStructIsOfferedThatOfTheStruct() {
        ImagePatch patch = ImagePatch.of("v20/plain");
        byte[] bytes = patch.bytes();
        bytes[(int) patch.at(RecordType.FILE, 2).offset() + 4] ^= 1;
        assertThat(CheckImages.check(bytes, CheckOptions.DEFAULT).of("R092"))
                .flatExtracting(finding -> finding.mend().stream().toList())
                .extracting(Mend::id)
                .containsExactly("R008");
    }

    @Test
    void aCutImageIsNotSaidToLoseDescriptors() {
        byte[] cut = Arrays.copyOf(ImagePatch.of("v20/plain").bytes(), 10_000);
        assertThat(CheckImages.check(cut, CheckOptions.DEFAULT).findings())
                .extracting(finding -> finding.rule().id())
                .containsExactly("R001");
    }

    @Test
    void mendsOfTheCasesAreOffered() {
        assertThat(mendOf("R141", "datagrams at an unlinked name")).isEqualTo("W05");
        assertThat(mendOf("R141", "datagrams at a name of 20 bytes")).isEqualTo("W05b");
        assertThat(mendOf("R077", "a message without text")).isEqualTo("W09");
        assertThat(mendOf("R088", "a semaphore set")).isEqualTo("W10");
        assertThat(mendOf("R096", "a FIFO that was removed")).isEqualTo("W22");
        assertThat(mendOf("R044", "another robust list")).isEqualTo("W28");
    }

    @Test
    void messagesOfAClosedSeqpacketSocketCannotBeSentAgain() {
        ImagePatch patch = ImagePatch.of("v20/uxdead");
        patch.set(RecordType.SOCKET, 0, "sock.type", 5).set(RecordType.SOCKET, 1, "sock.type", 5);

        assertThat(mend(patch, CheckOptions.DEFAULT, "R141")).isEqualTo("W06");
    }

    @Test
    void aWatchOnAFileOfALaterTableHasItsOwnMend() {
        ImagePatch patch = ImagePatch.of("v20/ep");
        long executable = patch.get(patch.at(RecordType.MM, 0), "exe_objref");
        ImagePatch.Place items = patch.at(Role.EPOLL_ITEMS, 0);
        patch.put(items.offset() + 8 + 12, 4, executable);

        assertThat(mend(patch, CheckOptions.DEFAULT, "R148")).isEqualTo("W21");
    }

    @Test
    void withoutTheQueuesOfClosedSocketsTheImageRestarts() {
        ImagePatch patch = ImagePatch.of("v20/udp");
        long from = patch.at(RecordType.SOCKET_QUEUE, 0).offset();
        long to = patch.at(RecordType.SOCKET_QUEUE, 1).end();
        patch.replace(from, to, new byte[0]);
        patch.delete(patch.at(RecordType.SOCKET_QUEUE, 3)).delete(patch.at(RecordType.SOCKET_QUEUE, 2));

        assertThat(verdict(patch)).isEqualTo(Verdict.RESTARTS);
    }

    @Test
    void aPipeWithLessInItRestarts() {
        ImagePatch patch = ImagePatch.of("v20/pipefull");
        patch.resize(patch.at(RecordType.PIPE_BUF, 0), 8 + 16384);

        assertThat(verdict(patch)).isEqualTo(Verdict.RESTARTS);
    }

    @Test
    void aFullPipeAtAPageOfTheFileRestartsFromTheFile() {
        ImagePatch patch = ImagePatch.of("v20/pipefull");
        CheckOptions file = CheckOptions.DEFAULT.withFeed(Feed.FILE);
        assertThat(CheckImages.check(patch.bytes(), file).verdict()).isEqualTo(Verdict.FAILS);
        long data = patch.at(RecordType.PIPE_BUF, 0).offset() + 8;
        int padding = (int) (4096 - data % 4096);
        long before = patch.at(RecordType.TASK_NS, 0).offset();
        byte[] label = ImagePatch.join(
                patch.objref(org.ckptimage.format.ObjectType.SECURITY, 900),
                patch.zeros(RecordType.SECURITY, 16),
                patch.zeros(RecordType.STRING, padding - 32));
        patch.insert(before, label).put(before + 24, 4, 901);

        CheckReport report = CheckImages.check(patch.bytes(), file);

        assertThat(report.of("R098")).isEmpty();
    }

    @Test
    void aMessageThatIsDroppedWithItsCountsIsNotMissed() {
        ImagePatch patch = ImagePatch.of("v20/msgq");
        long from = patch.at(RecordType.IPC_MSG_MSG, 2).offset();
        long to = patch.at(Role.MESSAGE_TEXT, -1).end();
        patch.replace(from, to, new byte[0])
                .set(RecordType.IPC_MSG, 0, "q_qnum", 2)
                .set(RecordType.IPC_MSG, 0, "q_cbytes", 5108);

        assertThat(verdict(patch)).isEqualTo(Verdict.RESTARTS);
    }

    @Test
    void sixteenLevelsOfNestingPass() {
        ImagePatch patch = ImagePatch.of("v20/plain");
        byte[] open = new byte[0];
        byte[] close = new byte[0];
        byte[] cred = patch.copy(patch.at(RecordType.CRED, 0));
        for (int i = 0; i < 16; i++) {
            open = ImagePatch.join(open, patch.objref(org.ckptimage.format.ObjectType.CRED, 900 + i));
            close = ImagePatch.join(close, cred);
        }
        patch.insert(patch.at(RecordType.TASK_NS, 0).offset(), ImagePatch.join(open, close));

        assertThat(verdict(patch)).isEqualTo(Verdict.RESTARTS);
    }
}
