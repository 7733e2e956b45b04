package org.ckptimage.io;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.WritableByteChannel;
import java.util.List;
import java.util.Objects;

/** A file as it will be when a change that was interrupted is finished. */
final class PatchedSource implements ByteSource {
    private final ByteSource original;
    /** In the order of their offsets. */
    private final List<Patch> patches;

    PatchedSource(ByteSource original, List<Patch> patches) {
        this.original = original;
        this.patches = patches;
    }

    @Override
    public String name() {
        return original.name();
    }

    @Override
    public long size() {
        return original.size();
    }

    @Override
    public int getByte(long position) {
        return isPatched(position, Byte.BYTES)
                ? slice(position, Byte.BYTES).getUnsignedByte(0)
                : original.getByte(position);
    }

    @Override
    public int getShortLE(long position) {
        return isPatched(position, Short.BYTES)
                ? slice(position, Short.BYTES).getUnsignedShortLE(0)
                : original.getShortLE(position);
    }

    @Override
    public int getIntLE(long position) {
        return isPatched(position, Integer.BYTES)
                ? slice(position, Integer.BYTES).getIntLE(0)
                : original.getIntLE(position);
    }

    @Override
    public long getLongLE(long position) {
        return isPatched(position, Long.BYTES)
                ? slice(position, Long.BYTES).getLongLE(0)
                : original.getLongLE(position);
    }

    /** The number of the first patch that ends behind a position. */
    private int firstBehind(long position) {
        int low = 0;
        int high = patches.size();
        while (low < high) {
            int middle = (low + high) >>> 1;
            if (patches.get(middle).end() > position) {
                high = middle;
            } else {
                low = middle + 1;
            }
        }
        return low;
    }

    private boolean isPatched(long position, long length) {
        int first = firstBehind(position);
        return first < patches.size() && patches.get(first).offset() < position + length;
    }

    @Override
    public ByteBuf slice(long position, int length) {
        if (!isPatched(position, length)) {
            return original.slice(position, length);
        }
        Objects.checkFromIndexSize(position, length, size());
        ByteBuf copy = Unpooled.copiedBuffer(original.slice(position, length));
        for (int i = firstBehind(position); i < patches.size() && patches.get(i).offset() < position + length; i++) {
            Patch patch = patches.get(i);
            long from = Math.max(position, patch.offset());
            long to = Math.min(position + length, patch.end());
            copy.setBytes((int) (from - position), patch.after(), (int) (from - patch.offset()), (int) (to - from));
        }
        return copy.asReadOnly();
    }

    @Override
    public void transferTo(long position, long length, WritableByteChannel target) throws IOException {
        Blocking.require(target, "the channel to write to");
        Objects.checkFromIndexSize(position, length, size());
        long end = position + length;
        for (long at = position; at < end; ) {
            int next = firstBehind(at);
            Patch patch = next < patches.size() ? patches.get(next) : null;
            if (patch != null && patch.offset() <= at) {
                int within = (int) (at - patch.offset());
                int part = (int) (Math.min(end, patch.end()) - at);
                ByteBuffer bytes = ByteBuffer.wrap(patch.after(), within, part);
                while (bytes.hasRemaining()) {
                    target.write(bytes);
                }
                at += part;
            } else {
                long part = (patch == null ? end : Math.min(end, patch.offset())) - at;
                original.transferTo(at, part, target);
                at += part;
            }
        }
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
    public void close() throws IOException {
        original.close();
    }
}
