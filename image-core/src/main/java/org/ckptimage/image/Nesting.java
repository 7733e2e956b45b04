package org.ckptimage.image;

import java.util.Arrays;

/**
 * In how many definitions the records of an image lie, for those who go through them in order: costs one step a record,
 * whatever the depth, where {@link ImageRecord#depth} climbs up anew each time.
 */
public final class Nesting {
    private final RecordIndex index;
    /** Where the definitions end that are open at the record. */
    private int[] ends = new int[16];

    private int depth;
    /** The record behind the last one that was asked for. */
    private int next;

    /** Begins at the first record of an image. */
    public Nesting(Image image) {
        this.index = image.index();
    }

    /**
     * How many definitions a record lies in; an OBJREF lies in the one that it begins.
     *
     * @param record one that stands behind those that were asked for before
     */
    public int depthOf(ImageRecord record) {
        for (; next <= record.number(); next++) {
            leave(next);
            if (index.isDefinition(next)) {
                enter(index.definitions.endOf(next));
            }
        }
        return depth;
    }

    private void enter(int end) {
        if (depth == ends.length) {
            ends = Arrays.copyOf(ends, depth + (depth >> 1));
        }
        ends[depth++] = end;
    }

    private void leave(int entry) {
        while (depth > 0 && ends[depth - 1] <= entry) {
            depth--;
        }
    }
}
