package org.ckptimage.check;

/** What comes of a broken rule. */
public enum Severity {
    /** The restart of all tasks fails with an error. */
    FATAL,
    /** The restarting kernel crashes or is corrupted, at once or later. Never give it such an image. */
    CRASH,
    /** The restart succeeds, and something is lost without a word. */
    LOSS,
    /** Worth knowing; nothing is lost. */
    NOTE
}
