package org.ckptimage.json;

import java.util.Arrays;
import org.ckptimage.format.RecordType;
import org.ckptimage.image.ImageRecord;

/** How many definitions the records lie in, while they go by in their order. */
final class Depths {
    private int[] ends = new int[16];
    private int depth;

    /** The depth of the next record; an OBJREF lies in the definition that it begins. */
    int enter(ImageRecord record) {
        leave(record.number());
        if (record.is(RecordType.OBJREF)) {
            if (depth == ends.length) {
                ends = Arrays.copyOf(ends, depth + (depth >> 1));
            }
            ends[depth++] = record.definition().orElseThrow().endNumber();
        }
        return depth;
    }

    /** Ends the definitions that end in front of an entry, and gives the depth that is left. */
    int leave(int entry) {
        while (depth > 0 && ends[depth - 1] <= entry) {
            depth--;
        }
        return depth;
    }
}
