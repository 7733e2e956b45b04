package org.ckptimage.check;

import java.util.BitSet;
import org.ckptimage.image.IntChunks;

/**
 * Definitions that are owed something, in the order in which it became due: a few bytes each. Known by their OBJREFs.
 */
final class Owed {
    private final BitSet owed = new BitSet();
    private IntChunks order = new IntChunks();
    /** Those in front of it in the order are owed nothing any more. */
    private int first;

    void add(int objref) {
        if (!owed.get(objref)) {
            owed.set(objref);
            order.add(objref);
        }
    }

    /** Takes one out; whether it was there. */
    boolean remove(int objref) {
        boolean was = owed.get(objref);
        owed.clear(objref);
        return was;
    }

    /** Takes the first one out, or gives -1 if there is none. */
    int removeFirst() {
        while (first < order.size()) {
            int objref = order.get(first++);
            if (remove(objref)) {
                return objref;
            }
        }
        return -1;
    }

    void clear() {
        for (; first < order.size(); first++) {
            owed.clear(order.get(first));
        }
        order = new IntChunks();
        first = 0;
    }
}
