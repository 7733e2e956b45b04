package org.ckptimage.cli;

/** That a question about the image has no answer: no such task, no such object. Ends the command with status 1. */
final class Refusal extends RuntimeException {
    private static final long serialVersionUID = 1L;

    Refusal(String message) {
        super(message);
    }
}
