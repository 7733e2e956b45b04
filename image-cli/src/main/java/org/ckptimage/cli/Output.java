package org.ckptimage.cli;

import java.io.FileOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.channels.Channels;
import java.nio.charset.StandardCharsets;
import org.ckptimage.io.SafeFile;

/**
 * Standard output: buffered, in UTF-8 whatever the locale, and every failure is noticed, where a PrintStream would go
 * on as if nothing were wrong.
 */
final class Output extends OutputStream {
    private final OutputStream target;
    private final boolean pipe;
    private final byte[] buffer = new byte[1 << 16];
    private int filled;
    private Failure failure;

    /** @param pipe whether it is one, so that a failure can only mean that nobody reads any more */
    Output(OutputStream target, boolean pipe) {
        this.target = target;
        this.pipe = pipe;
    }

    /** That standard output cannot be written to. */
    static final class Failure extends IOException {
        private static final long serialVersionUID = 1L;

        private final boolean readerGone;

        Failure(IOException cause, boolean readerGone) {
            super(cause.getMessage(), cause);
            this.readerGone = readerGone;
        }

        /** Whether the other end was closed, as behind {@code | head}. */
        boolean isReaderGone() {
            return readerGone;
        }
    }

    /** Prints a text and ends the line. */
    void line(String text) throws IOException {
        print(text);
        write('\n');
    }

    /** Prints a text. */
    void print(String text) throws IOException {
        write(text.getBytes(StandardCharsets.UTF_8));
    }

    @Override
    public void write(int b) throws IOException {
        if (filled == buffer.length) {
            drain();
        }
        buffer[filled++] = (byte) b;
    }

    @Override
    public void write(byte[] bytes, int from, int length) throws IOException {
        if (length > buffer.length - filled) {
            drain();
        }
        if (length > buffer.length) {
            hand(bytes, from, length);
        } else {
            System.arraycopy(bytes, from, buffer, filled, length);
            filled += length;
        }
    }

    private void drain() throws IOException {
        int length = filled;
        // Emptied first: what could not be written is not tried again.
        filled = 0;
        hand(buffer, 0, length);
    }

    private void hand(byte[] bytes, int from, int length) throws Failure {
        checkWorking();
        try {
            target.write(bytes, from, length);
        } catch (IOException e) {
            throw fail(e);
        }
    }

    @Override
    public void flush() throws IOException {
        drain();
        try {
            target.flush();
        } catch (IOException e) {
            throw fail(e);
        }
    }

    /**
     * Hands over bytes that are not text, and many: written by what is given to a channel that leads straight to the
     * stream behind this one, so that from a file to a pipe the kernel moves them.
     */
    void pour(SafeFile.Contents contents) throws IOException {
        flush();
        try {
            contents.writeTo(target instanceof FileOutputStream file ? file.getChannel() : Channels.newChannel(target));
        } catch (IOException e) {
            throw fail(e);
        }
    }

    /** Fails again and again: what stands between may swallow exceptions, as PrintWriter does. */
    private void checkWorking() throws Failure {
        if (failure != null) {
            throw failure;
        }
    }

    private Failure fail(IOException e) {
        // The system's message may be in any language, but a pipe has no other way to fail.
        boolean readerGone = pipe || String.valueOf(e.getMessage()).contains("Broken pipe");
        failure = new Failure(e, readerGone);
        return failure;
    }

    /** Flushes; the stream behind it stays open. */
    @Override
    public void close() throws IOException {
        flush();
    }
}
