package org.ckptimage.record;

import io.netty.buffer.ByteBuf;
import java.io.IOException;
import java.nio.channels.ReadableByteChannel;
import java.nio.channels.WritableByteChannel;
import org.ckptimage.format.Dialect;
import org.ckptimage.format.ImageFormatException;
import org.ckptimage.io.Blocking;
import org.ckptimage.io.ByteSource;
import org.ckptimage.io.ChannelInput;

/** The records of a stream, as they come in. */
final class StreamingRecordReader extends RecordReader {
    private static final int CAPACITY = 1 << 20;
    private static final int HEADER = 72;

    private final ChannelInput input;
    /** Bytes of the current record that {@link #copyTo} has consumed already. */
    private long copied;

    StreamingRecordReader(ReadableByteChannel channel, Dialect forced) throws IOException {
        input = new ChannelInput(channel, CAPACITY);
        try {
            begin(0, detect(forced));
        } catch (IOException | RuntimeException e) {
            channel.close();
            throw e;
        }
    }

    /** Looks at the header, and where that leaves several dialects at more and more of what follows. */
    private Detection detect(Dialect forced) throws IOException {
        int wanted = HEADER;
        while (true) {
            int there = input.fill(wanted);
            ByteSource prefix = ByteSource.of(input.peek(there), "<stream>");
            boolean last = there < wanted || wanted == CAPACITY;
            if (last) {
                return DialectDetector.detect(prefix, 0, forced);
            }
            Detection detection = DialectDetector.detect(prefix, 0, forced);
            if (detection.certain() || forced != null) {
                return detection;
            }
            wanted = Math.min(CAPACITY, wanted * 4);
        }
    }

    @Override
    void advance(long bytes) throws IOException {
        long there = copied + input.skip(bytes - copied);
        copied = 0;
        if (there < bytes) {
            throw new ImageFormatException(
                    offset(),
                    "",
                    "R001",
                    "the image ends inside " + typeName() + ": " + there + " of " + bytes + " bytes are there");
        }
    }

    /** Of a record that is larger than the buffer, only what the buffer holds can be known to be there. */
    @Override
    long available(long wanted) throws IOException {
        int visible = (int) Math.min(wanted, CAPACITY);
        int there = input.fill(visible);
        return there < visible ? there : wanted;
    }

    @Override
    ByteBuf view(int bytes) throws IOException {
        input.fill(bytes);
        return input.peek(bytes);
    }

    @Override
    int mostBytes() {
        return CAPACITY;
    }

    @Override
    public void copyTo(WritableByteChannel target) throws IOException {
        Blocking.require(target, "the channel to write to");
        while (copied < length()) {
            int part = input.fill((int) Math.min(CAPACITY, length() - copied));
            if (part == 0) {
                throw new java.io.EOFException("the stream ends inside " + typeName() + " at offset " + offset());
            }
            java.nio.ByteBuffer bytes = input.peek(part).nioBuffer();
            while (bytes.hasRemaining()) {
                target.write(bytes);
            }
            input.skip(part);
            copied += part;
        }
    }

    @Override
    public void close() throws IOException {
        input.close();
    }
}
