package org.ckptimage.io;

import java.io.IOException;
import java.nio.channels.FileChannel;

/**
 * Has a growing file brought to disk while it is still being written, so that little is left for the force at its end:
 * copying and the disk's own work then take the longer of their times, not the sum. (A 2 GiB copy: 1.1 s instead of
 * 1.6.)
 */
final class WriteBack implements AutoCloseable {
    private static final long STEP = 64L << 20;
    private static final long MILLIS_BETWEEN_LOOKS = 5;

    private final FileChannel channel;
    private final Thread thread = new Thread(this::run, "ckpt write-back");
    private volatile boolean ended;
    /** The kernel reports a failed write to one force only, so one that this thread saw must not get lost. */
    private volatile IOException failure;

    private WriteBack(FileChannel channel) {
        this.channel = channel;
    }

    /** Begins to watch over a file that is empty now. */
    static WriteBack of(FileChannel channel) {
        WriteBack writeBack = new WriteBack(channel);
        writeBack.thread.setDaemon(true);
        writeBack.thread.start();
        return writeBack;
    }

    private void run() {
        try {
            long forced = 0;
            while (!ended) {
                long size = channel.size();
                if (size - forced >= STEP) {
                    channel.force(false);
                    forced = size;
                } else {
                    Thread.sleep(MILLIS_BETWEEN_LOOKS);
                }
            }
        } catch (IOException e) {
            failure = e;
        } catch (InterruptedException e) {
            // Asked to end.
            Thread.currentThread().interrupt();
        }
    }

    /**
     * Brings all the rest to disk.
     *
     * @throws IOException if any of it could not be written, whenever that was
     */
    void finish() throws IOException {
        close();
        if (failure != null) {
            throw failure;
        }
        channel.force(true);
    }

    @Override
    public void close() {
        ended = true;
        boolean interrupted = false;
        while (thread.isAlive()) {
            try {
                thread.join();
            } catch (InterruptedException e) {
                interrupted = true;
            }
        }
        if (interrupted) {
            Thread.currentThread().interrupt();
        }
    }
}
