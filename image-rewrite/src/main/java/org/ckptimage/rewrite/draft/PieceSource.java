package org.ckptimage.rewrite.draft;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import java.io.IOException;
import java.nio.channels.WritableByteChannel;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import org.ckptimage.format.Dialect;
import org.ckptimage.image.Image;
import org.ckptimage.image.OpenOptions;
import org.ckptimage.io.ByteSource;
import org.ckptimage.io.TransferListener;

/**
 * A rewritten image as a source of bytes, before it is written: so it can be parsed and looked over. Closing it leaves
 * the original open.
 */
public final class PieceSource implements ByteSource {
    private final ByteSource original;
    private final Pieces.Piece[] pieces;
    private final long[] starts;
    private final long size;
    private final Dialect dialect;
    /** Where the last look-up ended, and the next one probably ends too. Any piece will do, so threads may race. */
    private int lastFound;

    PieceSource(ByteSource original, Pieces pieces, Dialect dialect) {
        this.original = original;
        this.dialect = dialect;
        this.pieces = pieces.list().toArray(Pieces.Piece[]::new);
        this.starts = new long[this.pieces.length];
        long at = 0;
        for (int i = 0; i < starts.length; i++) {
            starts[i] = at;
            at += this.pieces[i].length();
        }
        this.size = at;
    }

    /**
     * The rewritten image, of the dialect of the original.
     *
     * @throws IOException if it cannot be read
     */
    public Image open() throws IOException {
        return Image.open(this, OpenOptions.DEFAULT.as(dialect));
    }

    /** What the ranges are ranges of. */
    ByteSource original() {
        return original;
    }

    List<Pieces.Piece> pieces() {
        return Arrays.asList(pieces);
    }

    @Override
    public String name() {
        return original instanceof PieceSource earlier ? earlier.name() : original.name() + " (rewritten)";
    }

    @Override
    public long size() {
        return size;
    }

    /** Where a byte stood in the file that it all began with; of a new one the end of what stands in front of it. */
    public long originalOffset(long position) {
        long within = 0;
        Pieces.Piece found = null;
        for (int i = position >= size ? pieces.length - 1 : piece(position); i >= 0 && found == null; i--) {
            if (pieces[i].bytes() == null) {
                found = pieces[i];
                within = Math.min(position - starts[i], found.length());
            }
        }
        long offset = found == null ? 0 : found.offset() + within;
        return original instanceof PieceSource earlier ? earlier.originalOffset(offset) : offset;
    }

    /** The piece that a byte lies in. */
    private int piece(long position) {
        int at = lastFound;
        if (starts[at] > position || at + 1 < starts.length && starts[at + 1] <= position) {
            int found = Arrays.binarySearch(starts, position);
            at = found >= 0 ? found : ~found - 1;
            lastFound = at;
        }
        return at;
    }

    @Override
    public int getByte(long position) {
        int index = wholePiece(position, Byte.BYTES);
        long within = position - starts[index];
        Pieces.Piece piece = pieces[index];
        return piece.bytes() == null
                ? original.getByte(piece.offset() + within)
                : piece.bytes().getUnsignedByte(piece.bytes().readerIndex() + (int) within);
    }

    @Override
    public int getShortLE(long position) {
        int index = wholePiece(position, Short.BYTES);
        return index < 0 || pieces[index].bytes() != null
                ? slice(position, Short.BYTES).getUnsignedShortLE(0)
                : original.getShortLE(pieces[index].offset() + position - starts[index]);
    }

    @Override
    public int getIntLE(long position) {
        int index = wholePiece(position, Integer.BYTES);
        return index < 0 || pieces[index].bytes() != null
                ? slice(position, Integer.BYTES).getIntLE(0)
                : original.getIntLE(pieces[index].offset() + position - starts[index]);
    }

    @Override
    public long getLongLE(long position) {
        int index = wholePiece(position, Long.BYTES);
        return index < 0 || pieces[index].bytes() != null
                ? slice(position, Long.BYTES).getLongLE(0)
                : original.getLongLE(pieces[index].offset() + position - starts[index]);
    }

    /** The piece that all of some bytes lie in, or a negative number: nearly every number lies in one piece. */
    private int wholePiece(long position, int length) {
        Objects.checkFromIndexSize(position, length, size);
        int index = piece(position);
        return position - starts[index] + length <= pieces[index].length() ? index : -1;
    }

    @Override
    public ByteBuf slice(long position, int length) {
        Objects.checkFromIndexSize(position, length, size);
        List<ByteBuf> parts = new ArrayList<>();
        forEachPart(
                position,
                length,
                (piece, within, part) -> parts.add(
                        piece.bytes() == null
                                ? original.slice(piece.offset() + within, (int) part)
                                : piece.bytes().slice(piece.bytes().readerIndex() + (int) within, (int) part)));
        return parts.size() == 1
                ? parts.get(0).asReadOnly()
                : Unpooled.wrappedBuffer(parts.size() + 1, parts.toArray(ByteBuf[]::new))
                        .asReadOnly();
    }

    @Override
    public void transferTo(long position, long length, WritableByteChannel target) throws IOException {
        Objects.checkFromIndexSize(position, length, size);
        transferTo(position, length, target, TransferListener.NONE);
    }

    /**
     * Writes all of it, and makes sure that the original was whole and unchanged to the end.
     *
     * @throws org.ckptimage.io.ImageIOException if the original shrank or was changed meanwhile
     * @throws IOException if reading or writing fails; how much was written then is not known
     */
    public void writeTo(WritableByteChannel target, TransferListener listener) throws IOException {
        transferTo(0, size, target, listener);
        original.checkUnchanged();
    }

    private void transferTo(long position, long length, WritableByteChannel target, TransferListener listener)
            throws IOException {
        PieceWriter writer = new PieceWriter(original, target, listener);
        forEachPart(position, length, (piece, within, part) -> {
            if (piece.bytes() == null) {
                writer.addOriginal(piece.offset() + within, part);
            } else {
                writer.addNew(piece.bytes().slice(piece.bytes().readerIndex() + (int) within, (int) part));
            }
        });
        writer.flush();
    }

    @Override
    public void checkIntact() {
        original.checkIntact();
    }

    @Override
    public void checkUnchanged() {
        original.checkUnchanged();
    }

    @Override
    public void close() {
        // The pieces are the plan's, the original is its opener's.
    }

    @FunctionalInterface
    private interface PartAction<E extends Exception> {
        void accept(Pieces.Piece piece, long within, long length) throws E;
    }

    private <E extends Exception> void forEachPart(long position, long length, PartAction<E> action) throws E {
        long at = position;
        long end = position + length;
        for (int i = length == 0 ? pieces.length : piece(position); i < pieces.length && at < end; i++) {
            long within = at - starts[i];
            long part = Math.min(pieces[i].length() - within, end - at);
            action.accept(pieces[i], within, part);
            at += part;
        }
    }
}
