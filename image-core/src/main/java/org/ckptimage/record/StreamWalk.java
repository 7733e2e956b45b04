package org.ckptimage.record;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.HashSet;
import java.util.Set;
import java.util.TreeSet;
import org.ckptimage.format.Architecture;
import org.ckptimage.format.Dialect;
import org.ckptimage.format.ImageFormat;
import org.ckptimage.format.RecordType;

/**
 * Follows an image in a stream that somebody else reads, from head to head by length alone, and knows where it ends.
 * What follows TAIL is followed too, if it is another image.
 *
 * <p>A single record of no known number is passed over, as the parser does. Not for use by several threads.
 */
public final class StreamWalk {
    private static final int HEAD = RecordCodec.HEAD;
    private static final ImageFormat ANY = ImageFormat.of(Dialect.V23_3_0, Architecture.X86_64);
    private static final int HEADER = ANY.number(RecordType.HEADER);
    private static final int TAIL = ANY.number(RecordType.TAIL);
    private static final int FRAG = ANY.number(RecordType.SOCKET_FRAG);
    private static final Set<Integer> NUMBERS = new HashSet<>();
    /** Of raw pages, the smallest first: all there are, since which it is shows only in what stands behind one. */
    private static final TreeSet<Long> PAGE_SIZES = new TreeSet<>();

    static {
        for (Architecture architecture : Architecture.values()) {
            NUMBERS.addAll(LengthWalk.knownNumbers(architecture));
            for (int size : architecture.pageSizes()) {
                PAGE_SIZES.add((long) size);
            }
        }
    }

    private final ByteBuffer head = ByteBuffer.allocate(HEAD);
    private long position;
    private long next;
    private int type = TAIL;
    private boolean known = true;
    private boolean ended;
    /** Where the raw page begins that may reach to the next head; -1 for none. */
    private long page = -1;

    /** @param offset where the image begins in the stream, in bytes */
    public StreamWalk(long offset) {
        next = offset;
    }

    /**
     * Takes the next bytes of the stream.
     *
     * @param bytes from the buffer's position to its limit; neither is changed
     */
    public void pass(ByteBuffer bytes) {
        ByteBuffer part = bytes.duplicate();
        while (part.hasRemaining() && !ended) {
            if (position < next) {
                skip(part, next - position);
            } else {
                int missing = Math.min(head.remaining(), part.remaining());
                head.put(part.slice().limit(missing));
                skip(part, missing);
                if (!head.hasRemaining()) {
                    takeHead();
                }
            }
        }
        skip(part, part.remaining());
    }

    private void skip(ByteBuffer part, long bytes) {
        int here = (int) Math.min(bytes, part.remaining());
        part.position(part.position() + here);
        position += here;
    }

    private void takeHead() {
        if (type == TAIL) {
            head.order(ByteOrder.BIG_ENDIAN);
            head.order(head.getInt(0) == HEADER ? ByteOrder.BIG_ENDIAN : ByteOrder.LITTLE_ENDIAN);
        }
        int number = head.getInt(0);
        long length = head.getInt(4) & 0xffffffffL;
        head.clear();
        if (canFollow(number, length)) {
            known = NUMBERS.contains(number);
            type = number;
            next += length;
            page = type == FRAG ? next : -1;
            next += page >= 0 ? PAGE_SIZES.first() : 0;
        } else if (page >= 0 && PAGE_SIZES.higher(next - page) != null) {
            next = page + PAGE_SIZES.higher(next - page);
        } else {
            next = page >= 0 ? page + PAGE_SIZES.first() : next;
            ended = true;
        }
    }

    private boolean canFollow(int number, long length) {
        return type == TAIL
                ? number == HEADER && length == ANY.layout(RecordType.HEADER).size()
                : length >= HEAD && length <= Integer.MAX_VALUE && (known || NUMBERS.contains(number));
    }

    /**
     * Where images end in the stream: there stand bytes, or will come some, that begin no record; of bytes that have
     * not been seen yet nothing is known.
     */
    public long end() {
        return next;
    }

    /** Bytes that have come behind the {@link #end()}. */
    public long behind() {
        return ended ? position - next : 0;
    }
}
