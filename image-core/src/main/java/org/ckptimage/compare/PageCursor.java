package org.ckptimage.compare;

import com.google.common.collect.ImmutableList;
import io.netty.buffer.ByteBuf;
import java.util.Arrays;
import java.util.Collections;
import java.util.Comparator;
import java.util.Iterator;
import java.util.List;
import java.util.stream.IntStream;
import org.ckptimage.image.PageChunk;

/**
 * Goes through saved pages by ascending places: addresses, or indexes in a segment. Of pages with the same place only
 * the last counts, as for a restart.
 *
 * <p>Written images have their pages in order, and then this takes no memory for them. Else their order is
 * worked out first, which does.
 */
final class PageCursor {
    /** Bits of a key that do not count. */
    private final long mask;

    private final long pageSize;
    /** The chunks to come where pages stand in order. */
    private final Iterator<PageChunk> ahead;
    /** All chunks where they do not; then {@code steps} has chunk and page of each step, else it is null. */
    private final List<PageChunk> chunks;

    private final long[] steps;
    private int step;

    /** Null behind the last page. */
    private PageChunk chunk;

    private int page;
    private ByteBuf contents;
    private PageChunk contentsOf;

    /**
     * @param all all chunks in the order of the image; gone through more than once
     * @param addresses whether keys are addresses, of which the low bits do not count
     */
    PageCursor(Iterable<PageChunk> all, boolean addresses, long pageSize) {
        this.mask = addresses ? -pageSize : -1;
        this.pageSize = pageSize;
        boolean ascending = isAscending(all);
        this.ahead = ascending ? all.iterator() : Collections.emptyIterator();
        this.chunks = ascending ? List.of() : ImmutableList.copyOf(all);
        this.steps = ascending ? null : sorted();
        this.chunk = next();
        goTo();
    }

    private PageChunk next() {
        return ahead.hasNext() ? ahead.next() : null;
    }

    private boolean isAscending(Iterable<PageChunk> all) {
        boolean first = true;
        long before = 0;
        for (PageChunk each : all) {
            for (int i = 0; i < each.size(); i++) {
                long place = each.key(i) & mask;
                if (!first && Long.compareUnsigned(before, place) >= 0) {
                    return false;
                }
                before = place;
                first = false;
            }
        }
        return true;
    }

    private long[] sorted() {
        long[] all = new long
                [Math.toIntExact(chunks.stream().mapToLong(PageChunk::size).sum())];
        int at = 0;
        for (int i = 0; i < chunks.size(); i++) {
            for (int j = 0; j < chunks.get(i).size(); j++) {
                all[at++] = (long) i << Integer.SIZE | j;
            }
        }
        Comparator<Long> byPlace = (a, b) -> Long.compareUnsigned(place(a), place(b));
        // Stable, so that of pages with one place the last one in the image stays last.
        long[] ordered = Arrays.stream(all)
                .boxed()
                .sorted(byPlace)
                .mapToLong(Long::longValue)
                .toArray();
        return IntStream.range(0, ordered.length)
                .filter(i -> i + 1 == ordered.length || place(ordered[i]) != place(ordered[i + 1]))
                .mapToLong(i -> ordered[i])
                .toArray();
    }

    private long place(long position) {
        return chunks.get((int) (position >>> Integer.SIZE)).key((int) position) & mask;
    }

    private void goTo() {
        if (steps == null) {
            while (chunk != null && page >= chunk.size()) {
                chunk = next();
                page = 0;
            }
        } else if (step < steps.length) {
            chunk = chunks.get((int) (steps[step] >>> Integer.SIZE));
            page = (int) steps[step];
        } else {
            chunk = null;
        }
    }

    /** Whether there is a page here; else all have been passed. */
    boolean hasPage() {
        return chunk != null;
    }

    /** The place of the page here: its address without low bits, or its index. */
    long place() {
        return place(0);
    }

    /** The place of a page that stands behind the one here in the same run. */
    long place(int ahead) {
        return chunk.key(page + ahead) & mask;
    }

    /** How many pages from here on lie together in the image. */
    int run() {
        return steps == null ? chunk.size() - page : 1;
    }

    /** Where the contents of the page here stand, in bytes from the start of the file. */
    long offset() {
        return chunk.offset() + page * pageSize;
    }

    /** Copies the contents of pages of this run. */
    void copy(int pages, byte[] into) {
        if (contentsOf != chunk) {
            contents = chunk.pages();
            contentsOf = chunk;
        }
        int at = contents.readerIndex() + (int) (page * pageSize);
        contents.getBytes(at, into, 0, (int) (pages * pageSize));
    }

    /** Passes pages of this run. */
    void skip(int pages) {
        if (steps == null) {
            page += pages;
        } else {
            step += pages;
        }
        goTo();
    }
}
