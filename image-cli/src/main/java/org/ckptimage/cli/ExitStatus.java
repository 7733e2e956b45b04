package org.ckptimage.cli;

/** What the command's exit status means. */
final class ExitStatus {
    /** All is well. */
    static final int FINE = 0;
    /** The image is bad, or the answer is no. */
    static final int BAD_IMAGE = 1;
    /** The arguments make no sense. */
    static final int USAGE = 2;
    /** Input, output, memory: whatever lies outside of the image. */
    static final int TROUBLE = 3;

    private ExitStatus() {}
}
