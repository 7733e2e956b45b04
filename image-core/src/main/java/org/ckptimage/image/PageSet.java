package org.ckptimage.image;

import com.google.common.base.Supplier;
import com.google.common.base.Suppliers;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.ckptimage.format.RecordType;

/**
 * The saved pages of a vma or a segment: the chunks behind its record, up to the empty one.
 *
 * <p>Immutable; may be used by many threads.
 */
public final class PageSet {
    private final List<PageChunk> chunks;
    /** Whether the pages are in the order of their addresses, as in all written images. */
    private final Supplier<Boolean> ascending = Suppliers.memoize(this::isAscending);

    /**
     * @param first the entry behind the record that the pages follow
     * @param vmaStart address of the vma that they are seen through
     * @param firstIndex index of the page at the vma's start, where keys are indexes
     * @param addresses whether keys are addresses
     */
    PageSet(Image image, int first, long vmaStart, long firstIndex, boolean addresses) {
        chunks = new ArrayList<>();
        RecordIndex index = image.index();
        for (int at = first; at < index.size(); at = image.walk().next(at)) {
            RecordType type = index.type(at);
            if (type == RecordType.BUFFER && index.role(at) == Role.PAGES) {
                chunks.add(new PageChunk(image, at, addresses, vmaStart, firstIndex));
            } else if (type != RecordType.OBJREF && type != RecordType.PGARR) {
                break;
            }
        }
    }

    private PageSet() {
        chunks = List.of();
    }

    static PageSet none() {
        return new PageSet();
    }

    /** The chunks, in the order of the image. */
    public List<PageChunk> chunks() {
        return List.copyOf(chunks);
    }

    /** Number of saved pages. */
    public long size() {
        return chunks.stream().mapToLong(PageChunk::size).sum();
    }

    /** All saved pages, in the order of the image. */
    public Stream<Page> stream() {
        return chunks.stream()
                .flatMap(chunk -> IntStream.range(0, chunk.size()).mapToObj(page -> new Page(chunk, page)));
    }

    /**
     * The saved pages in runs of neighbours, in the order of the image. What is neighbour in the image, too, is one
     * run: its contents can be read in one piece.
     */
    public List<PageRun> runs() {
        List<PageRun> runs = new ArrayList<>();
        for (PageChunk chunk : chunks) {
            int first = 0;
            for (int page = 1; page <= chunk.size(); page++) {
                if (page == chunk.size() || chunk.address(page) != chunk.address(page - 1) + chunk.pageSize()) {
                    long offset = chunk.offset() + (long) first * chunk.pageSize();
                    runs.add(new PageRun(chunk.address(first), page - first, offset));
                    first = page;
                }
            }
        }
        return runs;
    }

    /** Hands over all saved pages, in the order of the image. */
    public void forEach(Consumer<Page> action) {
        for (PageChunk chunk : chunks) {
            for (int page = 0; page < chunk.size(); page++) {
                action.accept(new Page(chunk, page));
            }
        }
    }

    /** The saved page that holds an address; of several the last, as a restart has it. */
    public Optional<Page> at(long address) {
        if (chunks.isEmpty()) {
            return Optional.empty();
        }
        long wanted = chunks.get(0).wanted(address);
        boolean sorted = ascending.get();
        int last =
                sorted ? Search.floor(chunks.size(), chunk -> chunks.get(chunk).place(0), wanted) : chunks.size() - 1;
        int first = sorted ? last : 0;
        for (int i = last; i >= Math.max(0, first); i--) {
            PageChunk chunk = chunks.get(i);
            int page = chunk.find(address);
            if (page >= 0) {
                return Optional.of(new Page(chunk, page));
            }
        }
        return Optional.empty();
    }

    private boolean isAscending() {
        PageChunk before = null;
        for (PageChunk chunk : chunks) {
            boolean follows = chunk.size() > 0
                    && chunk.isAscending()
                    && (before == null || Long.compareUnsigned(before.place(before.size() - 1), chunk.place(0)) < 0);
            if (!follows) {
                return false;
            }
            before = chunk;
        }
        return true;
    }

    /** {@code 12 pages in 2 chunks}. Never the contents. */
    @Override
    public String toString() {
        return size()
                + (size() == 1 ? " page in " : " pages in ")
                + chunks.size()
                + (chunks.size() == 1 ? " chunk" : " chunks");
    }
}
