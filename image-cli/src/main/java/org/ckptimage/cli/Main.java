package org.ckptimage.cli;

/** Starts the {@code ckpt} command. */
public final class Main {
    private Main() {}

    /**
     * Runs the command and ends the JVM with its exit status.
     *
     * @param args what stood behind {@code ckpt}
     */
    public static void main(String[] args) {
        System.exit(Ckpt.run(Streams.ofProcess(), args));
    }
}
