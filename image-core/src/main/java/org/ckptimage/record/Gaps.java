package org.ckptimage.record;

import com.google.common.primitives.ImmutableIntArray;
import io.netty.buffer.ByteBuf;
import org.ckptimage.format.StructLayout;

/** The bytes in the fixed part of a struct that no field covers. They are zero in nearly every record. */
final class Gaps {
    /** Pairs of start and end. */
    private final int[] ranges;
    /** The gaps as numbers of up to 8 bytes: {@link Numbers#access}. */
    private final int[] accesses;

    private final int size;

    Gaps(StructLayout layout, boolean little) {
        ranges = layout.padding();
        ImmutableIntArray.Builder numbers = ImmutableIntArray.builder();
        int bytes = 0;
        for (int i = 0; i < ranges.length; i += 2) {
            bytes += ranges[i + 1] - ranges[i];
            for (int at = ranges[i]; at < ranges[i + 1]; at += Long.BYTES) {
                int length = Math.min(Long.BYTES, ranges[i + 1] - at);
                numbers.add(Numbers.access(at, length, false, layout.size(), little));
            }
        }
        accesses = numbers.build().toArray();
        size = bytes;
    }

    /** Bytes of all gaps. */
    int size() {
        return size;
    }

    /** The gaps as numbers of up to 8 bytes. */
    int[] accesses() {
        return accesses;
    }

    /** Copies the gaps of the record that begins at {@code start} to the beginning of an array. */
    void copy(ByteBuf bytes, int start, byte[] to) {
        int at = 0;
        for (int i = 0; i < ranges.length; i += 2) {
            int length = ranges[i + 1] - ranges[i];
            bytes.getBytes(start + ranges[i], to, at, length);
            at += length;
        }
    }

    /** Puts what {@link #copy} took into the gaps of the record that begins at {@code start}. */
    void fill(Padding from, byte[] bytes, int start) {
        int at = 0;
        for (int i = 0; i < ranges.length; i += 2) {
            for (int to = ranges[i]; to < ranges[i + 1]; to++) {
                bytes[start + to] = from.get(at++);
            }
        }
    }
}
