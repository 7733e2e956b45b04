package org.ckptimage.compare;

import com.google.common.collect.BiMap;
import com.google.common.collect.HashBiMap;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;
import org.ckptimage.format.ImageFormatException;
import org.ckptimage.image.ImageRecord;
import org.ckptimage.record.ObjRef;

/**
 * Which object of the left image is which of the right one. Objects meet where both images name one at the same place:
 * a descriptor of the same number in the same task, an area at the same address. What has met there is compared once,
 * and any other place has to name the same two again, else what they share is not the same.
 *
 * <p>Work goes in three steps, so that nothing depends on the order of the images. First everything that has a place of
 * its own {@linkplain #meet meets}. Then, {@linkplain #later later}, what is only named by others (a watched file
 * without descriptor, a peer without file) meets {@linkplain #isNew if it is new}. Comparing comes last.
 */
final class Links {
    private record Pair(ObjRef left, ObjRef right) {}

    private final Findings findings;
    private final BiMap<ObjRef, ObjRef> pairs = HashBiMap.create();
    private final Set<Pair> mixed = new HashSet<>();
    private final Map<ObjRef, String> leftHolders = new HashMap<>();
    private final Map<ObjRef, String> rightHolders = new HashMap<>();
    private final Deque<Runnable> weak = new ArrayDeque<>();
    private final List<Runnable> comparisons = new ArrayList<>();

    Links(Findings findings) {
        this.findings = findings;
    }

    /**
     * Two objects at the same place.
     *
     * @param place of both, in words; the first at which an object is seen is what others call it by
     * @param comparison what compares them, later
     * @return whether these two have not met before, so that what they hold has to meet, too
     */
    boolean meet(String place, ObjRef left, ObjRef right, Runnable comparison) {
        if (left.isNone() || right.isNone()) {
            return false;
        }
        String leftHolder = holder(leftHolders, left, place);
        String rightHolder = holder(rightHolders, right, place);
        if (same(left, right)) {
            return false;
        }
        if (isNew(left, right)) {
            pairs.put(left, right);
        } else {
            comparisons.add(() -> findings.differ(
                    DifferenceKind.SHARING, place, holding(leftHolder, place), holding(rightHolder, place)));
            if (!mixed.add(new Pair(left, right))) {
                return false;
            }
        }
        compare(
                place,
                () -> findings.left().records(left),
                () -> findings.right().records(right),
                comparison);
        return true;
    }

    private static String holder(Map<ObjRef, String> holders, ObjRef object, String place) {
        String first = holders.putIfAbsent(object, place);
        return first == null ? place : first;
    }

    private static Fact holding(String holder, String place) {
        return Fact.of(holder.equals(place) ? "its own" : "that of " + holder);
    }

    /** Whether nothing else has paired one of these two, so that a place where others name them may pair them. */
    boolean isNew(ObjRef left, ObjRef right) {
        return !left.isNone() && !right.isNone() && !pairs.containsKey(left) && !pairs.containsValue(right);
    }

    /** Whether these two are each other's counterpart. */
    boolean same(ObjRef left, ObjRef right) {
        return right.equals(pairs.get(left));
    }

    boolean hasLeft(ObjRef left) {
        return pairs.containsKey(left);
    }

    boolean hasRight(ObjRef right) {
        return pairs.containsValue(right);
    }

    /** A name for a left object that is the same as that of its counterpart. */
    String leftToken(ObjRef left) {
        return pairs.containsKey(left) ? left.toString() : left.isNone() ? "none" : "left " + left;
    }

    /** A name for a right object that is the same as that of its counterpart. */
    String rightToken(ObjRef right) {
        ObjRef left = pairs.inverse().get(right);
        return left != null ? left.toString() : right.isNone() ? "none" : "right " + right;
    }

    /** The first place at which a left object was seen, if it has one. */
    Optional<String> leftHolder(ObjRef left) {
        return Optional.ofNullable(leftHolders.get(left));
    }

    /** The first place at which a right object was seen, if it has one. */
    Optional<String> rightHolder(ObjRef right) {
        return Optional.ofNullable(rightHolders.get(right));
    }

    /** What to do once all that has a place of its own has met. */
    void later(Runnable meeting) {
        weak.add(meeting);
    }

    /**
     * Adds a comparison. Where something cannot be read it ends in one difference, unless both sides have the same bytes.
     *
     * @param left the records that the comparison reads
     */
    void compare(
            String place, Supplier<List<ImageRecord>> left, Supplier<List<ImageRecord>> right, Runnable comparison) {
        comparisons.add(() -> {
            try {
                comparison.run();
            } catch (ImageFormatException e) {
                findings.unreadable(place, left.get(), right.get(), "unreadable: " + e.detail());
            }
        });
    }

    /** Adds a comparison that takes care of what cannot be read. */
    void compare(Runnable comparison) {
        comparisons.add(comparison);
    }

    /** Lets things meet as far as they can be read; what cannot, the comparison will report. */
    static void attempt(Runnable meeting) {
        try {
            meeting.run();
        } catch (ImageFormatException e) {
            // Comparing reads the same records again, and says where.
        }
    }

    /** Does what was left for later, then all comparisons. */
    void run() {
        for (Runnable meeting = weak.poll(); meeting != null; meeting = weak.poll()) {
            attempt(meeting);
        }
        comparisons.forEach(Runnable::run);
    }
}
