package org.ckptimage.record;

import java.util.Arrays;
import org.ckptimage.format.Architecture;
import org.ckptimage.format.ImageFormat;
import org.ckptimage.format.RecordType;
import org.ckptimage.io.OrderedBytes;

/**
 * Finds the page size of the kernel that wrote an image, where the architecture leaves a choice: ppc64. The first chunk
 * of page contents tells it, or the raw page behind the first SOCKET_FRAG.
 */
final class PageSizeFinder {
    /** An image with so many records before its first page is made up. */
    private static final int MOST_RECORDS = 1 << 20;

    private final ImageFormat format;
    private final LengthWalk walk;
    private final int[] sizes;
    private String evidence;

    PageSizeFinder(OrderedBytes bytes, long start, ImageFormat format) {
        Architecture architecture = format.architecture();
        this.format = format;
        this.sizes = architecture.pageSizes();
        this.walk = new LengthWalk(bytes, start, architecture);
    }

    /** The page size in bytes; the usual one if the image does not tell. */
    int find() {
        long pages = 0;
        while (walk.walked() < MOST_RECORDS && walk.next()) {
            long size = walk.pageSize() > 0 ? walk.pageSize() : ofChunk(pages);
            if (Arrays.stream(sizes).anyMatch(known -> known == size)) {
                evidence = "a page has " + size + " bytes, by the record at offset " + walk.offset();
                return (int) size;
            }
            pages = pagesToFollow();
        }
        evidence = "nothing tells the size of a page: " + sizes[0] + " bytes assumed";
        return sizes[0];
    }

    /** Bytes of a page if this record is the contents of that many, else 0. */
    private long ofChunk(long pages) {
        long payload = walk.length() - RecordCodec.HEAD;
        boolean chunk = pages > 0 && format.recordType(walk.type()) == RecordType.BUFFER && payload % pages == 0;
        return chunk ? payload / pages - format.architecture().wordSize() : 0;
    }

    private long pagesToFollow() {
        int at = format.layout(RecordType.PGARR).offset("nr_pages");
        boolean chunk = format.recordType(walk.type()) == RecordType.PGARR && walk.has(at + Long.BYTES);
        return chunk ? walk.u64(at) : 0;
    }

    /** What told the size, as a sentence. */
    String evidence() {
        return evidence;
    }
}
