package org.ckptimage.io;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.netty.buffer.ByteBufUtil;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.ReadableByteChannel;
import java.util.Arrays;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Forward-only reading with a small buffer, from channels that give little at a time. */
class ChannelInputTest {
    private final byte[] bytes = new byte[10_000];

    ChannelInputTest() {
        new Random(3).nextBytes(bytes);
    }

    /** A channel that gives at most so many bytes at a time. */
    private final class Trickle implements ReadableByteChannel {
        private final int most;
        private int at;
        private boolean open = true;

        Trickle(int most) {
            this.most = most;
        }

        @Override
        public int read(ByteBuffer target) {
            if (at == bytes.length) {
                return -1;
            }
            int count = Math.min(Math.min(most, bytes.length - at), target.remaining());
            target.put(bytes, at, count);
            at += count;
            return count;
        }

        @Override
        public boolean isOpen() {
            return open;
        }

        @Override
        public void close() {
            open = false;
        }
    }

    @ParameterizedTest(name = "{0} bytes at a time")
    @ValueSource(ints = {1, 7, 64, 100_000})
    void bytesComeInOrder(int most) throws IOException {
        Random random = new Random(most);
        try (ChannelInput input = new ChannelInput(new Trickle(most), 64)) {
            int at = 0;
            while (at < bytes.length) {
                int wanted = 1 + random.nextInt(64);
                int there = input.fill(wanted);
                assertThat(there).isEqualTo(Math.min(wanted, bytes.length - at));
                assertThat(ByteBufUtil.getBytes(input.peek(there)))
                        .isEqualTo(Arrays.copyOfRange(bytes, at, at + there));
                int skipped = random.nextInt(300);
                long expected = Math.min(skipped, bytes.length - at);
                assertThat(input.skip(skipped)).isEqualTo(expected);
                at += (int) expected;
                assertThat(input.position()).isEqualTo(at);
            }
            assertThat(input.fill(1)).isZero();
            assertThat(input.skip(1)).isZero();
        }
    }

    @Test
    void peekingDoesNotConsume() throws IOException {
        try (ChannelInput input = new ChannelInput(new Trickle(5), 16)) {
            assertThat(input.fill(16)).isEqualTo(16);
            assertThat(input.fill(8)).isEqualTo(8);
            assertThat(input.position()).isZero();
            assertThat(input.peek(1).getByte(0)).isEqualTo(bytes[0]);
        }
    }

    @Test
    void moreThanTheBufferHoldsCannotBeSeen() throws IOException {
        try (ChannelInput input = new ChannelInput(new Trickle(5), 16)) {
            assertThat(input.capacity()).isEqualTo(16);
            assertThatThrownBy(() -> input.fill(17)).isInstanceOf(IllegalArgumentException.class);
        }
    }

    @Test
    void theChannelIsClosedWithIt() throws IOException {
        Trickle channel = new Trickle(1);
        new ChannelInput(channel, 16).close();
        assertThat(channel.isOpen()).isFalse();
    }
}
