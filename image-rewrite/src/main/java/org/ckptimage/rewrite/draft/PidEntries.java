package org.ckptimage.rewrite.draft;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import java.util.BitSet;
import java.util.Optional;
import org.ckptimage.format.ImageFormat;
import org.ckptimage.format.StructLayout;

/**
 * The array behind TREE, an entry a task: pids, or in later dialects tags of pid objects. Tags are places in another
 * array, so entries here can go and those there stay.
 */
public final class PidEntries {
    private final StructLayout layout;
    private final boolean little;
    private final ByteBuf payload;
    private final int size;
    private final int entrySize;

    private PidEntries(ImageFormat format, ByteBuf payload, int size, int entrySize) {
        this.layout = format.pidEntry();
        this.little = format.architecture().littleEndian();
        this.payload = Unpooled.copiedBuffer(payload);
        this.size = size;
        this.entrySize = entrySize;
    }

    /**
     * Copies the entries.
     *
     * @param payload of the array's BUFFER
     * @param size number of entries, as TREE has it; with it the payload tells how long one is, which in an old
     *     snapshot is longer than in the dialect that it is read as
     * @return nothing if the payload is not so many entries
     */
    public static Optional<PidEntries> of(ImageFormat format, ByteBuf payload, int size) {
        int entrySize = size > 0 ? payload.readableBytes() / size : 0;
        boolean fits = entrySize >= format.pidEntry().size() && entrySize * size == payload.readableBytes();
        return fits ? Optional.of(new PidEntries(format, payload, size, entrySize)) : Optional.empty();
    }

    /** Number of entries. */
    public int size() {
        return size;
    }

    /** An id as it stands there: a pid, or a tag. */
    public int get(int entry, String id) {
        int at = at(entry, id);
        return little ? payload.getIntLE(at) : payload.getInt(at);
    }

    /** Changes an id. */
    public void set(int entry, String id, int value) {
        payload.setIntLE(at(entry, id), little ? value : Integer.reverseBytes(value));
    }

    private int at(int entry, String id) {
        return entry * entrySize + layout.offset(id);
    }

    /** The payload without some of the entries. */
    public ByteBuf without(BitSet gone) {
        ByteBuf left = Unpooled.buffer(payload.readableBytes());
        for (int i = gone.nextClearBit(0); i < size; i = gone.nextClearBit(i + 1)) {
            left.writeBytes(payload, i * entrySize, entrySize);
        }
        return left;
    }
}
