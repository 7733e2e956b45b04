package org.ckptimage.record;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.google.common.primitives.ImmutableIntArray;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import java.util.List;
import java.util.Random;
import org.ckptimage.format.Architecture;
import org.ckptimage.format.Dialect;
import org.ckptimage.format.FlagKind;
import org.ckptimage.format.Flags;
import org.ckptimage.format.ImageFormat;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Entries of payloads: epoll items, pids, semaphores. */
class PayloadEntriesTest {
    private static final ImageFormat V20 = ImageFormat.of(Dialect.V20, Architecture.X86_64);
    private static final ImageFormat V20_BIG = ImageFormat.of(Dialect.V20, Architecture.PPC32);
    private static final ImageFormat V23 = ImageFormat.of(Dialect.V23, Architecture.X86_64);

    private static ByteBuf random(long seed, int length) {
        byte[] bytes = new byte[length];
        new Random(seed).nextBytes(bytes);
        return Unpooled.wrappedBuffer(bytes);
    }

    @ParameterizedTest(name = "{0}, seed 21")
    @MethodSource("org.ckptimage.record.Formats#all")
    void wholeEpollItemsSurviveAndTheRestIsPassedOver(ImageFormat format) {
        ByteBuf payload = random(21, 24 * 5 + 23);
        List<EpollItem> items = EpollItem.readAll(format, payload);
        assertThat(items).hasSize(5);
        assertThat(EpollItem.writeAll(format, items)).isEqualTo(payload.slice(0, 120));
        assertThat(EpollItem.readAll(format, payload.slice(0, 0))).isEmpty();
    }

    @Test
    void epollItemsHaveTheirFieldsWhereTheKernelPutsThem() {
        ByteBuf payload = Unpooled.buffer();
        payload.writeLongLE(0x1122334455667788L).writeIntLE(7).writeIntLE(31).writeIntLE(0x80000001);
        payload.writeZero(4);
        assertThat(EpollItem.readAll(V20, payload))
                .containsExactly(new EpollItem(
                        0x1122334455667788L,
                        7,
                        ObjRef.of(31),
                        Flags.of(FlagKind.EPOLL_EVENTS, 0x80000001L),
                        Padding.NONE));
    }

    @ParameterizedTest(name = "{0}, seed 22")
    @MethodSource("org.ckptimage.record.Formats#all")
    void wholePidEntriesSurvive(ImageFormat format) {
        ByteBuf payload = random(22, 24 * 3 + 5);
        ByteBuf whole = payload.slice(0, 72);
        if (format.layoutNamed("task_pids").isPresent()) {
            assertThat(TaskPids.writeAll(format, TaskPids.readAll(format, payload)))
                    .isEqualTo(whole);
            assertThatThrownBy(() -> PidsEntry.readAll(format, payload)).isInstanceOf(IllegalArgumentException.class);
        } else {
            assertThat(PidsEntry.writeAll(format, PidsEntry.readAll(format, payload)))
                    .isEqualTo(whole);
            assertThatThrownBy(() -> TaskPids.readAll(format, payload)).isInstanceOf(IllegalArgumentException.class);
            assertThatThrownBy(() -> PidNumbers.readAll(format, payload)).isInstanceOf(IllegalArgumentException.class);
        }
    }

    @Test
    void thePidsOfATaskAreInTheOrderOfTheArray() {
        ByteBuf payload = Unpooled.buffer();
        for (int id : new int[] {5, 4, 3, 2, 1, 0}) {
            payload.writeInt(id);
        }
        PidsEntry entry = PidsEntry.readAll(V20_BIG, payload).get(0);
        assertThat(List.of(entry.vpid(), entry.vppid(), entry.vtgid(), entry.vpgid(), entry.vsid()))
                .containsExactly(5, 4, 3, 2, 1);
        assertThat(entry.depth()).isEmpty();
        assertThat(entry.isThread()).isTrue();
        assertThat(PidsEntry.readAll(ImageFormat.of(Dialect.V21, Architecture.PPC32), payload)
                        .get(0)
                        .depth())
                .hasValue(0);
    }

    @Test
    void pidNumbersArePacked() {
        List<PidNumbers> pids = List.of(
                new PidNumbers(ImmutableIntArray.of(1)),
                new PidNumbers(ImmutableIntArray.of(100, 2, 1)),
                new PidNumbers(ImmutableIntArray.of(-1)));
        ByteBuf payload = PidNumbers.writeAll(V23, pids);
        assertThat(payload.readableBytes()).isEqualTo(8 + 16 + 8);
        assertThat(payload.getIntLE(8)).isEqualTo(2);
        assertThat(PidNumbers.readAll(V23, payload)).isEqualTo(pids);
        for (int cut = 0; cut < payload.readableBytes(); cut++) {
            List<PidNumbers> found = PidNumbers.readAll(V23, payload.slice(0, cut));
            assertThat(found).isEqualTo(pids.subList(0, found.size()));
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {-1, Integer.MIN_VALUE, Integer.MAX_VALUE, 1 << 30, 3})
    void aDepthThatNoPayloadHoldsEndsTheList(int depth) {
        ByteBuf payload =
                Unpooled.buffer().writeIntLE(0).writeIntLE(17).writeIntLE(depth).writeZero(12);
        assertThat(PidNumbers.readAll(V23, payload)).containsExactly(new PidNumbers(ImmutableIntArray.of(17)));
    }

    @Test
    void semaphoresTakeTheirSizeFromThePayload() {
        ByteBuf payload = random(23, 24 * 4);
        List<Semaphore> semaphores = Semaphore.readAll(V20, payload, 4);
        assertThat(semaphores).hasSize(4);
        assertThat(semaphores.get(1).semval()).isEqualTo(payload.getIntLE(24));
        assertThat(semaphores.get(1).sempid()).isEqualTo(payload.getIntLE(28));
        assertThat(semaphores.get(1).rest().readableBytes()).isEqualTo(16);
        assertThat(Semaphore.writeAll(V20, semaphores)).isEqualTo(payload);
        assertThat(Semaphore.readAll(V20_BIG, payload.slice(0, 16), 2).get(1).sempid())
                .isEqualTo(payload.getInt(12));
    }

    @ParameterizedTest
    @ValueSource(longs = {0, -1, 4, 0xffffffffL, Long.MAX_VALUE, Long.MIN_VALUE})
    void aNumberOfSemaphoresThatCannotBeGivesNone(long count) {
        assertThat(Semaphore.readAll(V20, random(24, 24), count)).isEmpty();
    }

    @Test
    void netdevAddressesAreInNetworkOrder() {
        ByteBuf payload = Unpooled.buffer().writeZero(24);
        payload.setInt(12, 0x7f000001);
        NetdevAddress address = NetdevAddress.readAll(V23, payload).get(0);
        assertThat(address.inet4Address()).isEqualTo(0x7f000001L);
        assertThat(NetdevAddress.writeAll(V23, List.of(address))).isEqualTo(payload);
    }
}
