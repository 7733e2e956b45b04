package org.ckptimage.benchmarks;

import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Path;
import org.ckptimage.image.Image;

/**
 * Prints what an open image keeps on the heap, in bytes per record, the object table included: {@code java -cp
 * benchmarks.jar org.ckptimage.benchmarks.HeapPerRecord IMAGE...}, a line an image.
 */
public final class HeapPerRecord {
    private static final int COLLECTIONS = 4;

    private HeapPerRecord() {}

    /** Measures the images, each alone. */
    public static void main(String[] args) throws IOException {
        for (String arg : args) {
            Path file = Path.of(arg);
            // Opened once before, so that classes and tables, which all images share, do not count.
            Image.open(file).close();
            long before = used();
            try (Image image = Image.open(file)) {
                long bytes = used() - before;
                System.out.printf(
                        "%d records, %d objects: %.1f bytes a record%n",
                        image.recordCount(),
                        image.objects().definitions().size(),
                        (double) bytes / image.recordCount());
            }
        }
    }

    private static long used() {
        for (int i = 0; i < COLLECTIONS; i++) {
            System.gc();
        }
        return ManagementFactory.getMemoryMXBean().getHeapMemoryUsage().getUsed();
    }
}
