package org.ckptimage.cli;

import picocli.CommandLine;
import picocli.CommandLine.Command;

/** Starts the {@code ckpt} command. For now it only knows its own name and version. */
@Command(name = "ckpt", version = "ckpt-image 0.1.0-SNAPSHOT", mixinStandardHelpOptions = true)
public final class Main implements Runnable {
    private Main() {}

    /**
     * Runs the command and ends the JVM with its exit status.
     *
     * @param args what stood behind {@code ckpt}
     */
    public static void main(String[] args) {
        System.exit(new CommandLine(new Main()).execute(args));
    }

    @Override
    public void run() {
        CommandLine.usage(this, System.out);
    }
}
