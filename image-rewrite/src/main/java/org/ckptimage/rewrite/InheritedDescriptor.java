package org.ckptimage.rewrite;

/**
 * A descriptor that the process has which restarts the image, and that is to stand for a file of the image afterwards:
 * what Kerrighed's {@code restart -s file_identifier,fd} took.
 *
 * @param number the descriptor, 0 or more
 */
public record InheritedDescriptor(int number) {
    public InheritedDescriptor {
        Numbers.notNegative("descriptor", number);
    }

    /** The descriptor with this number. */
    public static InheritedDescriptor of(int number) {
        return new InheritedDescriptor(number);
    }
}
