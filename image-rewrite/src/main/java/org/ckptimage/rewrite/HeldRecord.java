package org.ckptimage.rewrite;

import io.netty.buffer.ByteBuf;
import org.ckptimage.format.RecordType;

/** A record held back from a stream: it may go, have other bytes, or get a new neighbour behind it. */
final class HeldRecord {
    private final long offset;
    private final RecordType type;
    private ByteBuf bytes;
    private ByteBuf behind;
    private boolean dropped;

    /** @param type null for a number that the dialect does not have */
    HeldRecord(long offset, RecordType type, ByteBuf bytes) {
        this.offset = offset;
        this.type = type;
        this.bytes = bytes;
    }

    long offset() {
        return offset;
    }

    RecordType type() {
        return type;
    }

    ByteBuf bytes() {
        return bytes;
    }

    void drop() {
        dropped = true;
    }

    boolean isDropped() {
        return dropped;
    }

    void replace(ByteBuf contents) {
        bytes = contents;
    }

    void addBehind(ByteBuf record) {
        behind = record;
    }

    /** What stands behind it now, or null. */
    ByteBuf behind() {
        return behind;
    }
}
