package org.ckptimage.record;

import org.ckptimage.format.StructLayout;

/** The bytes in the fixed part of a struct that no field covers. They are zero in nearly every record. */
final class Gaps {
    /** Pairs of start and end. */
    private final int[] ranges;
    /** Words of 8 bytes that hold all gaps, by their offsets, and which of their bits belong to gaps. */
    private final int[] words;

    private final long[] masks;
    private final int size;

    Gaps(StructLayout layout) {
        ranges = layout.padding();
        int bytes = 0;
        int count = 0;
        for (int i = 0; i < ranges.length; i += 2) {
            bytes += ranges[i + 1] - ranges[i];
            count += (ranges[i + 1] - ranges[i] + Long.BYTES - 1) / Long.BYTES;
        }
        size = bytes;
        words = new int[count];
        masks = new long[count];
        int word = 0;
        for (int i = 0; i < ranges.length; i += 2) {
            for (int at = ranges[i]; at < ranges[i + 1]; at += Long.BYTES) {
                words[word] = at;
                masks[word++] = -1L >>> Math.max(0, Long.SIZE - Byte.SIZE * (ranges[i + 1] - at));
            }
        }
    }

    /** Bytes of all gaps. */
    int size() {
        return size;
    }

    /** Whether all gaps of a record are zero. @param fixed as by {@link Numbers#copy} */
    boolean areZero(byte[] fixed) {
        long all = 0;
        for (int i = 0; i < words.length; i++) {
            all |= Numbers.word(fixed, words[i]) & masks[i];
        }
        return all == 0;
    }

    /** Copies the gaps of a record to the beginning of an array. */
    void copy(byte[] fixed, byte[] to) {
        int at = 0;
        for (int i = 0; i < ranges.length; i += 2) {
            int length = ranges[i + 1] - ranges[i];
            System.arraycopy(fixed, ranges[i], to, at, length);
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
