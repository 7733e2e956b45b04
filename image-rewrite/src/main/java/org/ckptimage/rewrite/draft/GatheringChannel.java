package org.ckptimage.rewrite.draft;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.WritableByteChannel;
import org.ckptimage.io.Blocking;

/** A channel that gathers small writes into large ones. What it writes to stays open; {@link #flush} comes last. */
public final class GatheringChannel implements WritableByteChannel {
    private static final int GATHERED = 1 << 18;
    private static final int SMALL = 1 << 16;

    private final WritableByteChannel target;
    private final ByteBuffer gathered = ByteBuffer.allocateDirect(GATHERED);

    /**
     * Gathers for a channel.
     *
     * @throws IllegalArgumentException if the channel is in non-blocking mode
     */
    public GatheringChannel(WritableByteChannel target) {
        Blocking.require(target, "the target");
        this.target = target;
    }

    @Override
    public int write(ByteBuffer source) throws IOException {
        int length = source.remaining();
        if (length > gathered.remaining()) {
            flush();
        }
        if (length > SMALL) {
            flush();
            writeAll(source);
        } else {
            gathered.put(source);
        }
        return length;
    }

    /**
     * Writes what is gathered.
     *
     * @throws IOException if that fails; how much was written then is not known
     */
    public void flush() throws IOException {
        gathered.flip();
        writeAll(gathered);
        gathered.clear();
    }

    private void writeAll(ByteBuffer bytes) throws IOException {
        while (bytes.hasRemaining()) {
            target.write(bytes);
        }
    }

    @Override
    public boolean isOpen() {
        return target.isOpen();
    }

    /** Leaves what it writes to as it is. */
    @Override
    public void close() {
        gathered.clear();
    }
}
