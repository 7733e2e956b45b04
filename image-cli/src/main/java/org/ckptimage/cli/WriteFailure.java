package org.ckptimage.cli;

import java.io.IOException;
import java.util.Locale;

/** That a file could not be written. */
final class WriteFailure extends IOException {
    private static final long serialVersionUID = 1L;

    private final String target;
    private final String state;

    WriteFailure(String target, IOException cause) {
        this(target, cause, "nothing was changed");
    }

    /** @param state what became of the file */
    WriteFailure(String target, IOException cause, String state) {
        super(cause.getMessage(), cause);
        this.target = target;
        this.state = state;
    }

    /** What could not be written. */
    String target() {
        return target;
    }

    /** Whether the reader of a pipe went away: no reason to say anything. */
    boolean isBrokenPipe() {
        return String.valueOf(getMessage()).toLowerCase(Locale.ROOT).contains("broken pipe");
    }

    /** What is wrong, and what became of the file. */
    String explain() {
        String message = String.valueOf(getMessage());
        String reason = message.contains("No space left")
                ? "no space left on the device"
                : Failures.explain((IOException) getCause());
        return "cannot be written: " + journal() + reason + "; " + state;
    }

    /** The file's journal, if that is in the way. Neighbours that are written first have no names to speak of. */
    private String journal() {
        String blamed = Failures.blamed(target, getCause());
        return blamed.endsWith(".ckpt-journal") && !blamed.equals(target) ? blamed + ": " : "";
    }
}
