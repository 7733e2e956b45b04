package org.ckptimage.image;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.FileSystemException;
import org.ckptimage.format.ImageFormatException;
import org.ckptimage.io.ByteSource;
import org.ckptimage.io.StreamCheck;
import org.ckptimage.record.DialectDetector;
import org.ckptimage.record.StreamWalk;

/**
 * How much of a stream is read for the image in it. A restart stops at TAIL; here what follows is kept, as all bytes
 * are, but not without end.
 */
final class StreamLimit implements StreamCheck {
    static final int MEBIBYTES = 256;
    private static final long MOST = (long) MEBIBYTES << 20;
    /**
     * Behind an offset there are at least as many bytes as a look at the header, or a guess at what is there, takes.
     */
    private static final int LONGEST_LOOK = 1 << 12;

    private final long offset;
    private final StreamWalk walk;

    StreamLimit(long offset) {
        this.offset = offset;
        this.walk = new StreamWalk(offset);
    }

    @Override
    public void check(ByteSource head) {
        if (offset <= head.size() - LONGEST_LOOK) {
            try {
                DialectDetector.requireImage(head, offset);
            } catch (ImageFormatException e) {
                throw e.in(head.name());
            }
        }
    }

    @Override
    public void pass(ByteBuffer part, String name) throws IOException {
        walk.pass(part);
        if (walk.behind() > MOST) {
            throw new FileSystemException(
                    name,
                    null,
                    "more than " + MEBIBYTES + " MiB follow offset " + walk.end() + " (0x"
                            + Long.toHexString(walk.end())
                            + "), where the records end; cut the stream, as with head -c "
                            + walk.end() + ", or if it has an end, save it to a file and read that");
        }
    }
}
