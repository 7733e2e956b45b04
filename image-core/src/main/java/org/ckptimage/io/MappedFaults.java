package org.ckptimage.io;

import static com.google.common.base.Preconditions.checkNotNull;

import java.util.function.Supplier;

/**
 * Turns the JVM's way of reporting a mapped file that shrank (an {@link InternalError}, thrown at some point after the
 * access) into an {@link ImageIOException}. Since the error may surface late, whole operations are wrapped, not single
 * reads.
 *
 * <p>Holds no state; may be used by many threads.
 */
public final class MappedFaults {
    private MappedFaults() {}

    /**
     * Runs an operation that reads mapped memory. Where it fails, by whatever exception, and the file has shrunk, that
     * is the reason: what is gone reads as zeros, of which nobody can make sense.
     *
     * @throws ImageIOException if the mapped file no longer holds what was read
     */
    public static <T> T guard(ByteSource source, Supplier<T> operation) {
        checkNotNull(source, "source");
        checkNotNull(operation, "operation");
        try {
            return operation.get();
        } catch (InternalError e) {
            throw translate(source.name(), e);
        } catch (RuntimeException e) {
            source.checkIntact();
            throw e;
        }
    }

    /** The I/O exception for an error that reading mapped memory gave; other internal errors are thrown as they are. */
    public static ImageIOException translate(String name, InternalError error) {
        checkNotNull(name, "name");
        checkNotNull(error, "error");
        String message = String.valueOf(error.getMessage());
        if (message.contains("unsafe memory access")) {
            return new ImageIOException(name + ": the file shrank or became unreadable while it was read", error);
        }
        throw error;
    }
}
