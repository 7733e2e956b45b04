package org.ckptimage.rewrite.draft;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import java.util.ArrayList;
import java.util.List;

/** What a rewritten image consists of, in order: ranges of the original, and new bytes. Neighbouring ranges are one. */
final class Pieces {

    /** A piece: {@code bytes} is null for a range of the original. */
    record Piece(long offset, long length, ByteBuf bytes) {}

    private final List<Piece> pieces = new ArrayList<>();
    private long size;

    void addOriginal(long offset, long length) {
        if (length == 0) {
            return;
        }
        size += length;
        int last = pieces.size() - 1;
        if (last >= 0) {
            Piece before = pieces.get(last);
            if (before.bytes == null && before.offset + before.length == offset) {
                pieces.set(last, new Piece(before.offset, before.length + length, null));
                return;
            }
        }
        pieces.add(new Piece(offset, length, null));
    }

    void addNew(ByteBuf bytes) {
        if (bytes.isReadable()) {
            size += bytes.readableBytes();
            ByteBuf kept = Unpooled.unreleasableBuffer(bytes.asReadOnly());
            pieces.add(new Piece(-1, bytes.readableBytes(), kept));
        }
    }

    List<Piece> list() {
        return pieces;
    }

    /** Bytes of the rewritten image. */
    long size() {
        return size;
    }
}
