package org.ckptimage.rewrite;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import java.util.BitSet;
import org.ckptimage.format.ImageFormat;
import org.ckptimage.format.StructLayout;

/**
 * The array behind TREE, an entry a task: pids, or in later dialects tags of pid objects. Tags are places in another
 * array, so entries here can go and those there stay.
 */
final class PidEntries {
    private final StructLayout layout;
    private final boolean little;
    private final ByteBuf payload;
    private final int size;
    private final int entrySize;

    /**
     * @param size number of entries; with it the payload tells how long one is, which in an old snapshot is longer than
     *     in the dialect that it is read as
     * @throws RefusedException if the payload is not so many entries
     */
    PidEntries(ImageFormat format, ByteBuf payload, int size) {
        this.layout = format.layoutNamed("task_pids").orElseGet(() -> format.element("pids"));
        this.little = format.architecture().littleEndian();
        this.payload = Unpooled.copiedBuffer(payload);
        this.size = size;
        this.entrySize = size > 0 ? payload.readableBytes() / size : 0;
        if (entrySize < layout.size() || entrySize * size != payload.readableBytes()) {
            throw new RefusedException("the array of pids has " + payload.readableBytes() + " bytes, which are not "
                    + size + " entries, one for each task");
        }
    }

    int size() {
        return size;
    }

    /** An id as it stands there: a pid, or a tag. */
    int get(int entry, String id) {
        int at = at(entry, id);
        return little ? payload.getIntLE(at) : payload.getInt(at);
    }

    void set(int entry, String id, int value) {
        payload.setIntLE(at(entry, id), little ? value : Integer.reverseBytes(value));
    }

    private int at(int entry, String id) {
        return entry * entrySize + layout.offset(id);
    }

    /** The payload without some of the entries. */
    ByteBuf without(BitSet gone) {
        ByteBuf left = Unpooled.buffer(payload.readableBytes());
        for (int i = gone.nextClearBit(0); i < size; i = gone.nextClearBit(i + 1)) {
            left.writeBytes(payload, i * entrySize, entrySize);
        }
        return left;
    }
}
