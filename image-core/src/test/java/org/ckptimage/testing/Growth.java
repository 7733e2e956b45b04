package org.ckptimage.testing;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.management.ThreadMXBean;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import org.ckptimage.image.Image;
import org.ckptimage.image.OpenOptions;
import org.ckptimage.io.ByteSource;

/**
 * Asserts that twice the input costs twice as much, not four times: told by the bytes that are allocated, not by the
 * clock.
 */
public final class Growth {
    /** What grows with the square comes to 4; tables that double when they are full can come near 2.5. */
    private static final double MOST = 2.7;
    /** What does not depend on the input: tables of rules, classes loaded late. */
    private static final long CONSTANT = 1 << 20;

    private static final ThreadMXBean THREADS = (ThreadMXBean) ManagementFactory.getThreadMXBean();

    private Growth() {}

    /** What is done with an image. */
    @FunctionalInterface
    public interface Action {
        /** Does it. */
        void on(Image image) throws IOException;
    }

    /** Asserts it of opening two images, the second twice the first, and doing something with them. */
    public static void isLinear(String what, byte[] once, byte[] twice, Action action) throws IOException {
        allocatedBy(once, action);
        long before = allocatedBy(once, action);
        assertThat(allocatedBy(twice, action)).as("%s", what).isLessThan((long) (MOST * before) + CONSTANT);
    }

    private static long allocatedBy(byte[] bytes, Action action) throws IOException {
        long thread = Thread.currentThread().getId();
        long before = THREADS.getThreadAllocatedBytes(thread);
        try (Image image = Image.open(ByteSource.of(bytes, "made up"), OpenOptions.DEFAULT)) {
            action.on(image);
        }
        return THREADS.getThreadAllocatedBytes(thread) - before;
    }
}
