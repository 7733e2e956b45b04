package org.ckptimage.compare;

import org.ckptimage.image.NumberTable;
import org.ckptimage.record.ObjRef;

/** Objects of the left image, each with its counterpart in the right one: mostly eight bytes a pair. */
final class ObjectPairs {
    private final NumberTable rightOf = new NumberTable();
    private final NumberTable leftOf = new NumberTable();

    /** Adds two that no pair has. */
    void add(ObjRef left, ObjRef right) {
        rightOf.putIfAbsent(left.number(), right.number());
        leftOf.putIfAbsent(right.number(), left.number());
    }

    /** Whether these two are each other's counterpart. */
    boolean has(ObjRef left, ObjRef right) {
        return rightOf.get(left.number()) == right.number();
    }

    boolean hasLeft(ObjRef left) {
        return rightOf.contains(left.number());
    }

    boolean hasRight(ObjRef right) {
        return leftOf.contains(right.number());
    }

    /** A name for a left object that is the same as that of its counterpart. */
    String leftToken(ObjRef left) {
        return hasLeft(left) ? left.toString() : left.isNone() ? "none" : "left " + left;
    }

    /** A name for a right object that is the same as that of its counterpart. */
    String rightToken(ObjRef right) {
        return hasRight(right)
                ? ObjRef.of(leftOf.get(right.number())).toString()
                : right.isNone() ? "none" : "right " + right;
    }
}
