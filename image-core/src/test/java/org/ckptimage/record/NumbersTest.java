package org.ckptimage.record;

import static org.assertj.core.api.Assertions.assertThat;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import org.ckptimage.format.FieldType;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class NumbersTest {
    /** Some bytes with and some without their highest bit, none like its neighbours. */
    private static final byte[] STRUCT = {1, -2, 3, -4, -5, 6, 7, -8, 9, -10, -11, 12, -13, 14, -15, 16};

    @ParameterizedTest
    @EnumSource(names = "STRUCT", mode = EnumSource.Mode.EXCLUDE)
    void aNumberCutOutOfItsWordIsTheNumberReadByItsType(FieldType type) {
        for (int structSize = Long.BYTES; structSize <= STRUCT.length; structSize++) {
            for (int offset = 0; offset + type.size() <= structSize; offset++) {
                assertThatBothWaysAgree(type, offset, structSize, true);
                assertThatBothWaysAgree(type, offset, structSize, false);
            }
        }
    }

    private static void assertThatBothWaysAgree(FieldType type, int offset, int structSize, boolean little) {
        ByteBuf struct = Unpooled.wrappedBuffer(STRUCT, 0, structSize);
        int access = Numbers.access(offset, type.size(), type.isSigned(), structSize, little);
        long expected = Numbers.get(struct, offset, type, little);

        assertThat(access).isNotNegative();
        // Fails if the word reaches beyond the struct.
        assertThat(Numbers.cut(struct.getLongLE(Numbers.wordAt(access)), access))
                .isEqualTo(expected);
        assertThat(Numbers.cut(Numbers.word(STRUCT, Numbers.wordAt(access)), access))
                .isEqualTo(expected);
    }
}
