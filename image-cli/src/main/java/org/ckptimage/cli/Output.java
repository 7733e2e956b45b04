package org.ckptimage.cli;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;

/**
 * Standard output: buffered, in UTF-8 whatever the locale, and every failure is noticed, where a PrintStream would go on
 * as if nothing were wrong.
 */
final class Output extends OutputStream {
    private final OutputStream target;
    private final byte[] buffer = new byte[1 << 16];
    private int filled;
    private boolean failed;

    Output(OutputStream target) {
        this.target = target;
    }

    /** That standard output cannot be written to. */
    static final class Failure extends IOException {
        private static final long serialVersionUID = 1L;

        Failure(IOException cause) {
            super(cause.getMessage(), cause);
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

    private void hand(byte[] bytes, int from, int length) throws IOException {
        if (failed) {
            return;
        }
        try {
            target.write(bytes, from, length);
        } catch (IOException e) {
            failed = true;
            throw new Failure(e);
        }
    }

    @Override
    public void flush() throws IOException {
        drain();
        if (!failed) {
            try {
                target.flush();
            } catch (IOException e) {
                failed = true;
                throw new Failure(e);
            }
        }
    }

    /** Flushes; the stream behind it stays open. */
    @Override
    public void close() throws IOException {
        flush();
    }
}
