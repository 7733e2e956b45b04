package org.ckptimage.record;

import static com.google.common.base.Preconditions.checkNotNull;

import io.netty.buffer.ByteBuf;
import java.io.Closeable;
import java.io.IOException;
import java.nio.channels.ReadableByteChannel;
import java.nio.channels.WritableByteChannel;
import java.util.Optional;
import org.ckptimage.format.Dialect;
import org.ckptimage.format.ImageFormatException;
import org.ckptimage.format.RecordType;
import org.ckptimage.io.ByteSource;

/**
 * Walks the flat sequence of an image's records, from HEADER to TAIL: of a file, or of a pipe or socket as it comes in.
 * Knows what a walk by lengths must know, the raw page behind each SOCKET_FRAG; nothing else lies outside of records.
 * For what belongs to what, see {@code org.ckptimage.image.Image}.
 *
 * <pre>{@code
 * try (RecordReader records = RecordReader.streaming(channel)) {
 *     while (records.next())
 *         System.out.println(records.offset() + " " + records.typeName() + " " + records.length());
 * }
 * }</pre>
 *
 * <p>After TAIL there is no next record, even if the stream goes on. Not for use by several threads.
 */
public abstract sealed class RecordReader implements Closeable permits RandomRecordReader, StreamingRecordReader {
    static final int HEAD = RecordCodec.HEAD;

    private Detection detection;
    private long offset;
    private long length;
    private int typeNumber;
    private RecordType type;
    private boolean raw;
    private boolean ended;

    RecordReader() {}

    /**
     * Reads the image that begins at {@code offset} of a source. The source stays the caller's.
     *
     * @throws ImageFormatException if no image starts there
     */
    public static RecordReader over(ByteSource source, long offset) {
        checkNotNull(source, "source");
        return new RandomRecordReader(source, offset, DialectDetector.detect(source, offset, null));
    }

    /**
     * Reads the image that a channel delivers, holding a megabyte of it at most. The channel is closed with the reader.
     * Where the dialect does not show in the header, as many records are awaited as it takes.
     *
     * @param channel in blocking mode
     * @throws IllegalArgumentException if the channel is in non-blocking mode
     * @throws IOException if reading fails
     * @throws ImageFormatException if no image comes
     */
    public static RecordReader streaming(ReadableByteChannel channel) throws IOException {
        checkNotNull(channel, "channel");
        return new StreamingRecordReader(channel, null);
    }

    /** As {@link #streaming(ReadableByteChannel)}, in a dialect that is not detected but given. */
    public static RecordReader streaming(ReadableByteChannel channel, Dialect forced) throws IOException {
        checkNotNull(channel, "channel");
        checkNotNull(forced, "forced");
        return new StreamingRecordReader(channel, forced);
    }

    final void begin(long start, Detection found) {
        offset = start;
        detection = found;
    }

    /**
     * Moves to the next record or raw page.
     *
     * @return false behind TAIL, and at the end of the bytes
     * @throws ImageFormatException if the bytes end inside a record, or a head is impossible
     * @throws IOException if reading fails
     */
    public final boolean next() throws IOException {
        if (ended) {
            return false;
        }
        boolean pageFollows = type == RecordType.SOCKET_FRAG && !raw;
        ended = true;
        advance(length);
        ended = false;
        offset += length;
        if (pageFollows) {
            raw = true;
            length = detection.pageSize();
            require(length, "the page behind a SOCKET_FRAG");
            return true;
        }
        raw = false;
        if (type == RecordType.TAIL || available(HEAD) == 0) {
            ended = true;
            return false;
        }
        require(HEAD, "the head of a record");
        ByteBuf head = view(HEAD);
        boolean little = detection.format().architecture().littleEndian();
        typeNumber = little ? head.getIntLE(0) : head.getInt(0);
        type = detection.format().recordType(typeNumber);
        length = (little ? head.getIntLE(4) : head.getInt(4)) & 0xffffffffL;
        if (length < HEAD || length > Integer.MAX_VALUE) {
            ended = true;
            throw new ImageFormatException(
                    offset, "", "R002", typeName() + " has the impossible length " + length + " (8 to 2147483647)");
        }
        require(length, typeName());
        return true;
    }

    private void require(long wanted, String what) throws IOException {
        long there = available(wanted);
        if (there < wanted) {
            ended = true;
            throw new ImageFormatException(
                    offset,
                    "",
                    "R001",
                    "the image ends inside " + what + ": " + there + " of " + wanted + " bytes are there");
        }
    }

    /** Moves over the current record; of a stream it may only now turn out that it ends inside it. */
    abstract void advance(long bytes) throws IOException;

    /**
     * How many of the next bytes there are, as far as that can be told without consuming them; at most {@code wanted}.
     */
    abstract long available(long wanted) throws IOException;

    /** A view of the next bytes, which are there. */
    abstract ByteBuf view(int bytes) throws IOException;

    /** The most that {@link #bytes} can show. */
    abstract int mostBytes();

    /** What the image was found to be. */
    public final Detection detection() {
        return detection;
    }

    /** Where the record begins, in bytes from the start of the source or stream. */
    public final long offset() {
        return offset;
    }

    /** Bytes that it takes, head included. */
    public final long length() {
        return length;
    }

    /** Whether this is a raw page; else a record. */
    public final boolean isRaw() {
        return raw;
    }

    /** The number in the head; -1 for a raw page. */
    public final int typeNumber() {
        return raw ? -1 : typeNumber;
    }

    /** The type; empty for a raw page, and for a number that the dialect does not have. */
    public final Optional<RecordType> type() {
        return raw ? Optional.empty() : Optional.ofNullable(type);
    }

    /** The type's name, {@code unknown(N)} or {@code raw-page}. */
    public final String typeName() {
        if (raw) {
            return "raw-page";
        }
        return type == null ? "unknown(" + (typeNumber & 0xffffffffL) + ")" : type.name();
    }

    /**
     * The record's bytes, head included, as a view; of a streamed record that is larger than the reader's buffer the
     * first part. For a stream valid until {@link #next} is called.
     *
     * @throws IOException if reading fails
     */
    public final ByteBuf bytes() throws IOException {
        return view((int) Math.min(length, mostBytes()));
    }

    /**
     * The record, decoded. Its payload views are valid for as long as {@link #bytes}.
     *
     * @throws ImageFormatException if it is too short for its struct, or too large for the reader's buffer
     * @throws IllegalStateException if this is a raw page
     */
    public final CkptRecord decode() throws IOException {
        if (raw) {
            throw new IllegalStateException("a raw page is no record");
        }
        if (length > mostBytes()) {
            throw new ImageFormatException(offset, typeName() + " of " + length + " bytes is too large to be held");
        }
        try {
            return RecordCodec.of(detection.format()).decode(type, bytes());
        } catch (IllegalArgumentException e) {
            throw new ImageFormatException(offset, "", "R008", typeName() + " " + e.getMessage());
        }
    }

    /**
     * Writes the whole record to a channel, head included, however large it is. Once a record; no view is valid then.
     *
     * @param target in blocking mode
     * @throws IllegalArgumentException if the target is in non-blocking mode
     * @throws IOException if reading or writing fails
     */
    public abstract void copyTo(WritableByteChannel target) throws IOException;
}
