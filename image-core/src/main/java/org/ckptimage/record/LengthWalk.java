package org.ckptimage.record;

import java.util.EnumSet;
import java.util.HashSet;
import java.util.Set;
import org.ckptimage.format.Architecture;
import org.ckptimage.format.Dialect;
import org.ckptimage.format.ImageFormat;
import org.ckptimage.format.RecordType;
import org.ckptimage.io.OrderedBytes;

/**
 * Walks from head to head by length alone, which needs no dialect: the one place where bytes stand outside of records
 * is behind a SOCKET_FRAG, and that has the same number wherever it exists. Reads nothing but heads.
 *
 * <p>Ends at TAIL, at the end of the bytes, or where no record can begin.
 */
final class LengthWalk {
    private static final int HEAD = RecordCodec.HEAD;

    private final OrderedBytes bytes;
    private final Architecture architecture;
    private final Set<Integer> numbers;
    private final int fragNumber;
    private final int fragLength;
    private final int tailNumber;
    private final long end;
    private long next;
    private long offset = -1;
    private int type;
    private long length;
    private int walked;
    private int pageSize;
    private String stop = "";

    LengthWalk(OrderedBytes bytes, long start, Architecture architecture) {
        this.bytes = bytes;
        this.architecture = architecture;
        this.next = start;
        this.end = bytes.source().size();
        this.numbers = knownNumbers(architecture);
        ImageFormat any = ImageFormat.of(Dialect.V23_3_0, Architecture.X86_64);
        this.fragNumber = any.number(RecordType.SOCKET_FRAG);
        this.fragLength = any.layout(RecordType.SOCKET_FRAG).size();
        this.tailNumber = any.number(RecordType.TAIL);
    }

    /** The numbers that records have in some dialect. */
    static Set<Integer> knownNumbers(Architecture architecture) {
        Set<Integer> numbers = new HashSet<>();
        for (Dialect dialect : EnumSet.allOf(Dialect.class)) {
            ImageFormat.find(dialect, architecture).ifPresent(format -> {
                for (RecordType recordType : RecordType.values()) {
                    numbers.add(format.number(recordType));
                }
            });
        }
        numbers.add(Snapshot.VPIDS);
        numbers.remove(-1);
        return numbers;
    }

    /** Goes to the next head. @return whether there is one */
    boolean next() {
        if (type == tailNumber || next >= end || !plausible(next)) {
            stop = sayStop();
            return false;
        }
        offset = next;
        type = bytes.s32(offset);
        length = bytes.u32(offset + 4);
        walked++;
        next = offset + length;
        if (isFrag()) {
            next += rawPage();
        }
        return true;
    }

    private String sayStop() {
        if (type == tailNumber) {
            return "the image is complete";
        }
        if (next >= end) {
            return "the image ends at offset " + end + (next > end ? ", inside a record" : ", without TAIL");
        }
        return "at offset " + next + " bytes that begin no record";
    }

    /** Whether a head can stand there: a number of some dialect, and a length that a record can have. */
    private boolean plausible(long at) {
        if (at > end - HEAD) {
            return at == end && offset >= 0;
        }
        long there = bytes.u32(at + 4);
        return numbers.contains(bytes.s32(at)) && there >= HEAD && there <= Integer.MAX_VALUE;
    }

    /** Bytes of the page that stands there: the first size that leads to a head, if there are several. */
    private int rawPage() {
        int[] sizes = architecture.pageSizes();
        for (int size : sizes) {
            if (pageSize == 0 && plausible(next + size)) {
                pageSize = size;
            }
        }
        return pageSize == 0 ? sizes[0] : pageSize;
    }

    /** Whether a raw page follows this record. */
    boolean isFrag() {
        return type == fragNumber && length == fragLength;
    }

    /** Where this record begins. */
    long offset() {
        return offset;
    }

    /** The number of this record's type. */
    int type() {
        return type;
    }

    /** What this record says of its length, head included; it may reach beyond the end of the image. */
    long length() {
        return length;
    }

    /** Whether a head, or the end, stands where this record's length leads; else the length is damaged. */
    boolean leadsOn() {
        return plausible(offset + length) || plausible(next);
    }

    /** Whether the first {@code size} bytes of this record are there to be read. */
    boolean has(int size) {
        return length >= size && end - offset >= size;
    }

    /** A field of this record, unsigned; {@link #has} was asked before. */
    long u32(int at) {
        return bytes.u32(offset + at);
    }

    /** A field of this record; {@link #has} was asked before. */
    long u64(int at) {
        return bytes.u64(offset + at);
    }

    /** Records walked so far. */
    int walked() {
        return walked;
    }

    /** The page size that the page behind a SOCKET_FRAG told; 0 as long as none did. */
    int pageSize() {
        return pageSize;
    }

    /** What ended the walk, in words that fit behind "then"; empty if it goes on. */
    String stop() {
        return stop;
    }
}
