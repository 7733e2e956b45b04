package org.ckptimage.record;

import com.google.common.collect.ImmutableList;
import com.google.common.primitives.ImmutableIntArray;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import java.util.List;
import org.ckptimage.format.ImageFormat;

/**
 * One pid object: its numbers in the pid namespaces that see it; an entry in the BUFFER behind PIDS, from v23-rc1-pids
 * on. Entries are packed: each is as long as its numbers need.
 *
 * @param numbers the number in the root task's pid namespace, then one level deeper each; at least one
 */
public record PidNumbers(ImmutableIntArray numbers) {
    private static final String STRUCT = "pids";

    /** Refuses an empty list. */
    public PidNumbers {
        if (numbers.isEmpty()) {
            throw new IllegalArgumentException("a pid has at least one number");
        }
    }

    /** How many pid namespaces below the root task's the pid has numbers. */
    public int depth() {
        return numbers.length() - 1;
    }

    /**
     * All whole entries of a payload, up to the first that claims more numbers than there is room for.
     *
     * @throws IllegalArgumentException if the dialect has no pid objects
     */
    public static List<PidNumbers> readAll(ImageFormat format, ByteBuf payload) {
        int firstNumber = firstNumber(format);
        boolean little = format.architecture().littleEndian();
        ImmutableList.Builder<PidNumbers> entries = ImmutableList.builder();
        ByteBuf rest = payload.slice();
        while (rest.readableBytes() >= firstNumber) {
            long count = (little ? rest.readUnsignedIntLE() : rest.readUnsignedInt()) + 1;
            if (count > rest.readableBytes() / Integer.BYTES) {
                break;
            }
            ImmutableIntArray.Builder numbers = ImmutableIntArray.builder((int) count);
            for (int i = 0; i < count; i++) {
                numbers.add(little ? rest.readIntLE() : rest.readInt());
            }
            entries.add(new PidNumbers(numbers.build()));
        }
        return entries.build();
    }

    /**
     * The payload with these entries.
     *
     * @throws IllegalArgumentException if the dialect has no pid objects
     */
    public static ByteBuf writeAll(ImageFormat format, List<PidNumbers> entries) {
        firstNumber(format);
        boolean little = format.architecture().littleEndian();
        ByteBuf payload = Unpooled.buffer();
        for (PidNumbers entry : entries) {
            put(payload, little, entry.depth());
            entry.numbers.forEach(number -> put(payload, little, number));
        }
        return payload;
    }

    private static void put(ByteBuf payload, boolean little, int value) {
        if (little) {
            payload.writeIntLE(value);
        } else {
            payload.writeInt(value);
        }
    }

    private static int firstNumber(ImageFormat format) {
        int offset = format.element(STRUCT).offset("numbers");
        if (offset < 0) {
            throw new IllegalArgumentException(format + " has no pid objects");
        }
        return offset;
    }
}
