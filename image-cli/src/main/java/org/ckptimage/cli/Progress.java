package org.ckptimage.cli;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.ReadableByteChannel;

/**
 * Shows that long work goes on, if standard error is a terminal. Nothing is drawn, nor the drawing library loaded,
 * before the work has taken a second.
 */
final class Progress implements AutoCloseable {
    private static final long PATIENCE = 1_000_000_000L;
    private static final int STEPS_BETWEEN_LOOKS = 1 << 12;

    private final boolean shown;
    private final String task;
    private final boolean bytes;
    private final long total;
    private final long started = System.nanoTime();
    private long done;
    private long looked;
    private ProgressDrawing drawing;

    private Progress(boolean shown, String task, boolean bytes, long total) {
        this.shown = shown;
        this.task = task;
        this.bytes = bytes;
        this.total = total;
    }

    /** Of reading a stream whose length nobody knows. */
    static Progress ofBytes(Streams streams, String task) {
        return new Progress(streams.progress(), task, true, -1);
    }

    /** Of writing so many bytes. */
    static Progress ofWriting(Streams streams, long total) {
        return new Progress(streams.progress() && !streams.style().terminal(), "Writing", true, total);
    }

    /** Of going through things that were counted. Not while the listing itself goes to the terminal. */
    static Progress ofItems(Streams streams, String task, long total) {
        return new Progress(streams.progress() && !streams.style().terminal(), task, false, total);
    }

    /** Takes a step. */
    void step() {
        if (shown && ++done - looked >= STEPS_BETWEEN_LOOKS) {
            looked = done;
            update();
        }
    }

    /** How far it has come by now. */
    void at(long reached) {
        if (shown) {
            done = reached;
            update();
        }
    }

    private void update() {
        if (drawing == null && System.nanoTime() - started > PATIENCE) {
            drawing = new ProgressDrawing(task, bytes, total);
        }
        if (drawing != null) {
            drawing.at(done);
        }
    }

    /** The same channel, with its bytes counted. */
    ReadableByteChannel watch(ReadableByteChannel channel) {
        return shown ? new Watched(channel) : channel;
    }

    private final class Watched implements ReadableByteChannel {
        private final ReadableByteChannel channel;

        Watched(ReadableByteChannel channel) {
            this.channel = channel;
        }

        @Override
        public int read(ByteBuffer target) throws IOException {
            int read = channel.read(target);
            done += Math.max(0, read);
            update();
            return read;
        }

        @Override
        public boolean isOpen() {
            return channel.isOpen();
        }

        @Override
        public void close() throws IOException {
            channel.close();
        }
    }

    @Override
    public void close() {
        if (drawing != null) {
            drawing.close();
        }
    }
}
