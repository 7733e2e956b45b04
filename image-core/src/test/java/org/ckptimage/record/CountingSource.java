package org.ckptimage.record;

import io.netty.buffer.ByteBuf;
import java.io.IOException;
import java.nio.channels.WritableByteChannel;
import java.util.Set;
import java.util.TreeSet;
import org.ckptimage.io.ByteSource;

/** Counts how often a source is read, and where. */
final class CountingSource implements ByteSource {
    private final ByteSource source;
    private final Set<Long> positions = new TreeSet<>();
    private long reads;

    CountingSource(ByteSource source) {
        this.source = source;
    }

    long reads() {
        return reads;
    }

    Set<Long> positions() {
        return positions;
    }

    private long count(long position) {
        reads++;
        positions.add(position);
        return position;
    }

    @Override
    public String name() {
        return source.name();
    }

    @Override
    public long size() {
        return source.size();
    }

    @Override
    public int getByte(long position) {
        return source.getByte(count(position));
    }

    @Override
    public int getShortLE(long position) {
        return source.getShortLE(count(position));
    }

    @Override
    public int getIntLE(long position) {
        return source.getIntLE(count(position));
    }

    @Override
    public long getLongLE(long position) {
        return source.getLongLE(count(position));
    }

    @Override
    public ByteBuf slice(long position, int length) {
        return source.slice(count(position), length);
    }

    @Override
    public void transferTo(long position, long length, WritableByteChannel target) throws IOException {
        source.transferTo(count(position), length, target);
    }

    @Override
    public void close() throws IOException {
        source.close();
    }
}
