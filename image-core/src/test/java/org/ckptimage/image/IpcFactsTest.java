package org.ckptimage.image;

import static org.assertj.core.api.Assertions.assertThat;

import io.netty.buffer.ByteBufUtil;
import java.io.ByteArrayOutputStream;
import java.util.List;
import java.util.stream.LongStream;
import org.ckptimage.record.IpcMsgRecord;
import org.ckptimage.record.IpcPerms;
import org.ckptimage.record.IpcShmRecord;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** SysV objects are those of /proc/sysvipc, and hold what the programs put there. */
class IpcFactsTest {

    private static IpcNamespace ipc(Image image) {
        return image.tasks().get(0).namespaces().orElseThrow().ipc().orElseThrow();
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("org.ckptimage.image.RealImages#untouched")
    void queuesAreThoseOfProc(String name) throws Exception {
        try (Image image = RealImages.open(name)) {
            assertThat(ipc(image).queues().stream()
                            .map(IpcNamespace.Queue::record)
                            .map(IpcFactsTest::row))
                    .containsExactlyInAnyOrderElementsOf(RealImages.facts(name).queues());
            for (IpcNamespace.Queue queue : ipc(image).queues()) {
                assertThat(queue.messages()).hasSize((int) queue.record().qQnum());
                assertThat(queue.messages().stream()
                                .mapToLong(message -> message.text().readableBytes())
                                .sum())
                        .isEqualTo(queue.record().qCbytes());
            }
        }
    }

    private static List<String> row(IpcMsgRecord queue) {
        IpcPerms perms = queue.perms();
        return strings(
                perms.key(),
                perms.id(),
                Long.parseLong(Long.toOctalString(perms.mode())),
                queue.qCbytes(),
                queue.qQnum(),
                queue.qLspid(),
                queue.qLrpid(),
                perms.uid(),
                perms.gid(),
                perms.cuid(),
                perms.cgid(),
                queue.qStime(),
                queue.qRtime(),
                queue.qCtime());
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("org.ckptimage.image.RealImages#untouched")
    void segmentsAreThoseOfProc(String name) throws Exception {
        // The number of attachments is not in the image: it is that of the vmas.
        List<List<String>> expected = RealImages.facts(name).segments().stream()
                .map(row -> {
                    List<String> without = new java.util.ArrayList<>(row);
                    without.remove(6);
                    return without;
                })
                .toList();
        try (Image image = RealImages.open(name)) {
            assertThat(ipc(image).segments().stream()
                            .map(IpcNamespace.Segment::record)
                            .map(IpcFactsTest::row))
                    .containsExactlyInAnyOrderElementsOf(expected);
            assertThat(ipc(image).semaphoreSets()).isEmpty();
            assertThat(RealImages.facts(name).semaphores()).isEmpty();
        }
    }

    private static List<String> row(IpcShmRecord segment) {
        IpcPerms perms = segment.perms();
        return strings(
                perms.key(),
                perms.id(),
                Long.parseLong(Long.toOctalString(perms.mode())),
                segment.shmSegsz(),
                segment.shmCprid(),
                segment.shmLprid(),
                perms.uid(),
                perms.gid(),
                perms.cuid(),
                perms.cgid(),
                segment.shmAtim(),
                segment.shmDtim(),
                segment.shmCtim());
    }

    private static List<String> strings(long... values) {
        return LongStream.of(values).mapToObj(Long::toString).toList();
    }

    @ParameterizedTest(name = "{0}")
    @ValueSource(strings = {"v20/ipc", "v20/msgq"})
    void messagesAreThoseThatWereSentInTheirOrder(String name) throws Exception {
        try (Image image = RealImages.open(name)) {
            List<IpcNamespace.Message> messages = ipc(image).queues().get(0).messages();
            assertThat(messages).extracting(message -> message.record().mType()).containsExactly(1L, 7L, 2L);
            // The log's "0 bytes" of the last one is wrong.
            assertThat(messages)
                    .extracting(message -> ByteBufUtil.getBytes(message.text()))
                    .containsExactly(
                            Pattern16.fill(100, 0x1010101),
                            Pattern16.fill(5008, 0x7070707),
                            Pattern16.fill(16, 0x2020202));
        }
    }

    @Test
    void segmentsHoldWhatWasWrittenAlsoWhereNobodyHasThemAttached() throws Exception {
        try (Image image = RealImages.open("v20/ipc")) {
            List<IpcNamespace.Segment> segments = ipc(image).segments();
            IpcNamespace.Segment attached = segments.stream()
                    .filter(segment -> segment.record().shmSegsz() == 128 << 10)
                    .findFirst()
                    .orElseThrow();
            assertThat(joined(attached.pages())).isEqualTo(Pattern16.fill(128 << 10, 0x5050505));
            IpcNamespace.Segment detached = segments.stream()
                    .filter(segment -> segment.record().shmSegsz() == 10000)
                    .findFirst()
                    .orElseThrow();
            assertThat(ByteBufUtil.getBytes(detached.pages().at(0).orElseThrow().bytes()))
                    .isEqualTo(Pattern16.fill(4096, 0x2323232));
        }
    }

    @Test
    void anAttachedSegmentIsSeenThroughItsVma() throws Exception {
        long address = Long.decode(
                RealImages.facts("v20/ipc").said("shm id 0 at (0x\\p{XDigit}+)").group(1));
        try (Image image = RealImages.open("v20/ipc")) {
            AddressSpace memory = image.tasks().get(0).memory();
            assertThat(MemoryFactsTest.read(memory, address, 128 << 10))
                    .isEqualTo(Pattern16.fill(128 << 10, 0x5050505));
            assertThat(memory.vmaAt(address).orElseThrow().ownsPages()).isFalse();
        }
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("org.ckptimage.image.RealImages#untouched")
    void theHostNameIsThatOfTheMachine(String name) throws Exception {
        String uname =
                RealImages.text(name + ".txt").lines().skip(1).findFirst().orElseThrow();
        try (Image image = RealImages.open(name)) {
            assertThat(image.tasks()
                            .get(0)
                            .namespaces()
                            .orElseThrow()
                            .uts()
                            .orElseThrow()
                            .nodename())
                    .hasToString(uname.split(" ")[1]);
        }
    }

    private static byte[] joined(PageSet pages) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        pages.forEach(page -> {
            assertThat(page.address()).isEqualTo(out.size());
            out.writeBytes(ByteBufUtil.getBytes(page.bytes()));
        });
        return out.toByteArray();
    }
}
