package org.ckptimage.image;

import io.netty.buffer.ByteBuf;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import org.ckptimage.io.ByteSource;
import org.ckptimage.io.OrderedBytes;

/**
 * A run of saved pages as the image has it: a buffer with all keys, then all contents. Made when asked for.
 *
 * <p>Immutable; may be used by many threads.
 */
public final class PageChunk {
    private static final int UNKNOWN = 0;
    private static final int ASCENDING = 1;
    private static final int UNORDERED = 2;

    private final OrderedBytes bytes;
    private final ByteOrder byteOrder;
    private final long keys;
    private final int count;
    private final int wordSize;
    private final int pageSize;
    private final boolean addresses;
    private final long vmaStart;
    private final long firstIndex;
    private int order = UNKNOWN;

    PageChunk(Image image, int buffer, boolean addresses, long vmaStart, long firstIndex) {
        this.bytes = image.bytes();
        this.byteOrder = image.format().architecture().byteOrder();
        this.keys = image.index().offset(buffer) + 8;
        this.wordSize = image.format().architecture().wordSize();
        this.pageSize = image.detection().pageSize();
        this.count = (int) ((image.index().length(buffer) - 8) / (wordSize + pageSize));
        this.addresses = addresses;
        this.vmaStart = vmaStart;
        this.firstIndex = firstIndex;
    }

    /** Number of pages. */
    public int size() {
        return count;
    }

    /** Bytes of a page. */
    int pageSize() {
        return pageSize;
    }

    /** Where the contents of the first page stand, in bytes from the start of the file. */
    public long offset() {
        return keys + (long) count * wordSize;
    }

    /** The key of a page as in the image: its address, or its index in a shared segment. */
    public long key(int page) {
        java.util.Objects.checkIndex(page, count);
        long at = keys + (long) page * wordSize;
        return wordSize == Long.BYTES ? bytes.u64(at) : bytes.u32(at);
    }

    /** The address of a page in the vma that the pages were asked of. */
    public long address(int page) {
        long key = key(page);
        return addresses ? key & -pageSize : vmaStart + (key - firstIndex) * pageSize;
    }

    /** The contents of a page, as a view. */
    public ByteBuf page(int page) {
        return source().slice(offset() + (long) java.util.Objects.checkIndex(page, count) * pageSize, pageSize);
    }

    /** The contents of a page, as a read-only buffer in the image's byte order. */
    public ByteBuffer nioBuffer(int page) {
        long at = offset() + (long) java.util.Objects.checkIndex(page, count) * pageSize;
        return source().nioBuffer(at, pageSize).order(byteOrder);
    }

    /** The contents of all pages, one after the other, as a view. */
    public ByteBuf pages() {
        return source().slice(offset(), count * pageSize);
    }

    private ByteSource source() {
        return bytes.source();
    }

    /** The last page with an address, or -1. A binary search where the keys ascend, as in all written images. */
    int find(long address) {
        long wanted = wanted(address);
        return isAscending() ? search(wanted) : scan(wanted);
    }

    private int search(long wanted) {
        int page = Search.floor(count, this::place, wanted);
        return page >= 0 && place(page) == wanted ? page : -1;
    }

    private int scan(long wanted) {
        for (int page = count - 1; page >= 0; page--) {
            if (place(page) == wanted) {
                return page;
            }
        }
        return -1;
    }

    /** The place of the page that holds an address. */
    long wanted(long address) {
        return addresses ? address & -pageSize : firstIndex + (address - vmaStart & -pageSize) / pageSize;
    }

    /** The key as a restart takes it: the low bits of an address do not count. */
    long place(int page) {
        return addresses ? key(page) & -pageSize : key(page);
    }

    /** Whether places ascend; looked at once. */
    boolean isAscending() {
        if (order == UNKNOWN) {
            order = Search.isAscending(count, this::place) ? ASCENDING : UNORDERED;
        }
        return order == ASCENDING;
    }
}
