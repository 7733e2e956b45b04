package org.ckptimage.record;

import static org.assertj.core.api.Assertions.assertThat;
import static org.ckptimage.format.Architecture.ARM;
import static org.ckptimage.format.Architecture.I386;
import static org.ckptimage.format.Architecture.PPC32;
import static org.ckptimage.format.Architecture.S390X;
import static org.ckptimage.format.Architecture.X86_64;
import static org.ckptimage.format.Dialect.V20;
import static org.ckptimage.format.Dialect.V23;
import static org.ckptimage.testing.MadeUpMemory.page;

import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.ckptimage.format.Architecture;
import org.ckptimage.format.ImageFormat;
import org.ckptimage.format.RecordType;
import org.ckptimage.testing.MadeUpImage;
import org.ckptimage.testing.WrittenImage;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Payloads with an inner structure, as the builder of made-up images writes them, byte by byte. */
class MadeUpContentsTest {

    static List<ImageFormat> formats() {
        return MadeUpImage.allFormats();
    }

    @ParameterizedTest
    @MethodSource("formats")
    void aChunkHoldsAllKeysAndThenAllPages(ImageFormat format) {
        WrittenImage image = MadeUpImage.of(format)
                .task(1, t -> t.memory(m -> m.anon(0x20000, page(1), null, page(3))))
                .write();
        int chunk = image.indexOf(RecordType.PGARR, 0);
        int word = List.of(I386, PPC32, ARM).contains(format.architecture()) ? 4 : 8;
        ByteBuffer count = buffer(format.architecture(), image.bytes(chunk));
        ByteBuffer contents = buffer(format.architecture(), image.bytes(chunk + 1));
        assertThat(count.getLong(8)).isEqualTo(2);
        assertThat(contents.capacity()).isEqualTo(8 + 2 * (word + 4096));
        assertThat(word == 4 ? contents.getInt(8) : contents.getLong(8)).isEqualTo(0x20000L);
        assertThat(word == 4 ? contents.getInt(12) : contents.getLong(16)).isEqualTo(0x22000L);
        assertThat(contents.get(8 + 2 * word)).isEqualTo((byte) 1);
        assertThat(contents.get(contents.capacity() - 1)).isEqualTo((byte) 3);
        assertThat(buffer(format.architecture(), image.bytes(chunk + 2)).getLong(8))
                .isZero();
    }

    @Test
    void signalSetsAreTheKernelsWords() {
        byte[] little = {2, 0, 0, 0, 1, 0, 0, 0};
        assertThat(blocked(X86_64)).isEqualTo(little);
        assertThat(blocked(I386)).isEqualTo(little);
        assertThat(blocked(S390X)).isEqualTo(new byte[] {0, 0, 0, 1, 0, 0, 0, 2});
        assertThat(blocked(PPC32)).isEqualTo(new byte[] {0, 0, 0, 2, 0, 0, 0, 1});
    }

    private static byte[] blocked(Architecture architecture) {
        WrittenImage image =
                MadeUpImage.of(V20, architecture).task(1, t -> t.blocked(2, 33)).write();
        byte[] record = image.bytes(image.indexOf(RecordType.SIGNAL_TASK, 0));
        return Arrays.copyOfRange(record, 8, 16);
    }

    @Test
    void withPidObjectsThePidArrayHoldsTags() {
        WrittenImage image = MadeUpImage.of(V23, X86_64)
                .task(278, t -> t.session(100).innerPids(1))
                .task(279, t -> t.parent(278).group(278).session(100))
                .write();
        int pids = image.indexOf(RecordType.PIDS, 0);
        ByteBuffer head = buffer(X86_64, image.bytes(pids));
        assertThat(List.of(head.getInt(8), head.getInt(12), head.getInt(16))).containsExactly(3, 1, 1);
        ByteBuffer numbers = buffer(X86_64, image.bytes(pids + 1));
        assertThat(ints(numbers, 8)).containsExactly(1, 278, 1, 0, 279, 0, 100);
        ByteBuffer tasks = buffer(X86_64, image.bytes(pids + 3));
        assertThat(ints(tasks, 8)).containsExactly(1, 0, 1, 1, 3, 0, 2, 1, 2, 1, 3, 0);
        assertThat(buffer(X86_64, image.bytes(image.indexOf(RecordType.OBJREF, 0)))
                        .getInt(12))
                .as("the first object's number is behind those of the pids")
                .isEqualTo(4);
    }

    private static List<Integer> ints(ByteBuffer bytes, int from) {
        List<Integer> numbers = new ArrayList<>();
        for (int at = from; at < bytes.capacity(); at += 4) {
            numbers.add(bytes.getInt(at));
        }
        return numbers;
    }

    @Test
    void longMessagesAreCutAsTheKernelKeepsThem() {
        assertThat(pieces(X86_64, 9000)).containsExactly(4048, 4088, 864);
        assertThat(pieces(I386, 8192)).containsExactly(4072, 4092, 28);
        assertThat(pieces(I386, 4072)).containsExactly(4072);
        assertThat(pieces(X86_64, 0)).containsExactly(0);
    }

    private static List<Integer> pieces(Architecture architecture, int length) {
        WrittenImage image = MadeUpImage.of(V20, architecture)
                .ipc(ipc -> ipc.msg(0).message(1, "x".repeat(length)))
                .task(1, t -> {})
                .write();
        List<Integer> pieces = new ArrayList<>();
        int at = image.indexOf(RecordType.IPC_MSG_MSG, 0) + 1;
        for (; image.parts().get(at).type() == RecordType.BUFFER; at++) {
            pieces.add(image.parts().get(at).length() - 8);
        }
        return pieces;
    }

    private static ByteBuffer buffer(Architecture architecture, byte[] image) {
        return ByteBuffer.wrap(image).order(architecture.byteOrder());
    }
}
