package org.ckptimage.image;

import java.util.List;

/**
 * In how many definitions the records of an image lie, for those who go through them in order: costs one step a record,
 * whatever the depth, where {@link ImageRecord#depth} climbs up anew each time.
 */
public final class Nesting {
    private final List<ImageObject> definitions;
    private long[] ends = new long[16];
    private int depth;
    private int next;

    /** Begins at the first record of an image. */
    public Nesting(Image image) {
        this.definitions = image.objects().definitions();
    }

    /**
     * How many definitions a record lies in; an OBJREF lies in the one that it begins.
     *
     * @param record one that stands behind those that were asked for before
     */
    public int depthOf(ImageRecord record) {
        long offset = record.offset();
        while (next < definitions.size() && definitions.get(next).definedBy().offset() <= offset) {
            ImageObject definition = definitions.get(next++);
            leave(definition.definedBy().offset());
            if (depth == ends.length) {
                ends = java.util.Arrays.copyOf(ends, depth + (depth >> 1));
            }
            ends[depth++] = definition.definedBy().offset() + definition.length();
        }
        leave(offset);
        return depth;
    }

    private void leave(long offset) {
        while (depth > 0 && ends[depth - 1] <= offset) {
            depth--;
        }
    }
}
