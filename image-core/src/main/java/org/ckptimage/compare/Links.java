package org.ckptimage.compare;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;
import org.ckptimage.format.ImageFormatException;
import org.ckptimage.image.ImageRecord;
import org.ckptimage.image.NumberTable;
import org.ckptimage.record.ObjRef;

/**
 * Which object of the left image is which of the right one. Objects meet where both images name one at the same place:
 * a descriptor of the same number in the same task, an area at the same address. What has met there is compared once,
 * and any other place has to name the same two again, else what they share is not the same.
 *
 * <p>Work goes in three steps, so that nothing depends on the order of the images. First everything that has a place of
 * its own {@linkplain #meet meets}. Then, {@linkplain #later later}, what is only named by others (a watched file
 * without descriptor, a peer without file) meets {@linkplain #isNew if it is new}. Comparing comes last: both images
 * are gone through once more, in the same way, and what meets is compared there and then. So nothing but numbers is
 * kept of what has met, about 35 bytes for two objects.
 */
final class Links {
    /** Longer names begin anew. */
    private static final int LONGEST_PLACE = 200;

    /** What follows from the meeting of two things, which are given by the numbers that {@link #later} was told. */
    @FunctionalInterface
    interface Following {
        /** Lets what these two name meet. */
        void follow(String place, int left, int right);
    }

    private record Pair(ObjRef left, ObjRef right) {}

    private record Later(int place, int left, int right, Following following) {}

    private final Findings findings;
    /** All that meet, once both images were gone through. */
    private final ObjectPairs pairs = new ObjectPairs();
    /** Those that have met so far, this time. */
    private ObjectPairs met = pairs;

    private final PlaceNames places = new PlaceNames();
    private final NumberTable leftHolders = new NumberTable();
    private final NumberTable rightHolders = new NumberTable();
    private final Set<Pair> mixed = new HashSet<>();
    private final Deque<Later> weak = new ArrayDeque<>();
    private boolean comparing;

    Links(Findings findings) {
        this.findings = findings;
    }

    /** Does everything: {@code walk} lets meet all that has a place, and is called twice. */
    void run(Runnable walk) {
        goThrough(walk);
        comparing = true;
        met = new ObjectPairs();
        mixed.clear();
        goThrough(walk);
    }

    private void goThrough(Runnable walk) {
        walk.run();
        for (Later next = weak.poll(); next != null; next = weak.poll()) {
            Later now = next;
            attempt(() -> now.following.follow(places.get(now.place), now.left, now.right));
        }
    }

    /**
     * Two objects at the same place.
     *
     * @param place of both, in words; the first at which an object is seen is what others call it by
     * @param comparison what compares them
     * @return whether these two have not met before, so that what they hold has to meet, too
     */
    boolean meet(String place, ObjRef left, ObjRef right, Runnable comparison) {
        if (left.isNone() || right.isNone()) {
            return false;
        }
        hold(place, left, right);
        if (met.has(left, right)) {
            return false;
        }
        if (isNew(left, right)) {
            met.add(left, right);
        } else {
            compare(() -> findings.differ(
                    DifferenceKind.SHARING,
                    place,
                    holding(leftHolder(left).orElseThrow(), place),
                    holding(rightHolder(right).orElseThrow(), place)));
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

    private void hold(String place, ObjRef left, ObjRef right) {
        boolean newLeft = !leftHolders.contains(left.number());
        boolean newRight = !rightHolders.contains(right.number());
        if (newLeft || newRight) {
            int name = places.add(place);
            leftHolders.putIfAbsent(left.number(), name);
            rightHolders.putIfAbsent(right.number(), name);
        }
    }

    private static Fact holding(String holder, String place) {
        return Fact.of(holder.equals(place) ? "its own" : "that of " + holder);
    }

    /** Whether nothing else has paired one of these two, so that a place where others name them may pair them. */
    boolean isNew(ObjRef left, ObjRef right) {
        return isNewLeft(left) && !right.isNone() && !met.hasRight(right);
    }

    /** Whether nothing has paired this left object. */
    boolean isNewLeft(ObjRef left) {
        return !left.isNone() && !met.hasLeft(left);
    }

    /** Which objects are each other's counterparts. For comparisons: before, not all have met. */
    ObjectPairs pairs() {
        return pairs;
    }

    /** The first place at which a left object was seen, if it has one. */
    Optional<String> leftHolder(ObjRef left) {
        return holder(leftHolders, left);
    }

    /** The first place at which a right object was seen, if it has one. */
    Optional<String> rightHolder(ObjRef right) {
        return holder(rightHolders, right);
    }

    private Optional<String> holder(NumberTable holders, ObjRef object) {
        int place = holders.get(object.number());
        return place == NumberTable.ABSENT ? Optional.empty() : Optional.of(places.get(place));
    }

    /**
     * What to do once all that has a place of its own has met.
     *
     * @param thing what the two are, for a name that must begin anew: {@code socket}
     * @param left by which {@code following} finds them again; views would be kept till then
     */
    void later(String place, String thing, int left, int right, Following following) {
        weak.add(new Later(places.add(shortened(place, thing, left)), left, right, following));
    }

    /**
     * A place, or if its name is too long what stands there: one thing may lead to the next as long as the image is.
     */
    static String shortened(String place, String thing, int left) {
        return place.length() > LONGEST_PLACE ? "... > " + thing + " #" + left : place;
    }

    /**
     * Compares, if it is time. Where something cannot be read it ends in one difference, unless both sides have the
     * same bytes.
     *
     * @param left the records that the comparison reads
     */
    void compare(
            String place, Supplier<List<ImageRecord>> left, Supplier<List<ImageRecord>> right, Runnable comparison) {
        compare(() -> {
            try {
                comparison.run();
            } catch (ImageFormatException e) {
                findings.unreadable(place, left.get(), right.get(), "unreadable: " + e.detail());
            }
        });
    }

    /** The same for what takes care itself of what cannot be read. */
    void compare(Runnable comparison) {
        if (comparing) {
            comparison.run();
        }
    }

    /** Lets things meet as far as they can be read; what cannot, the comparison will report. */
    static void attempt(Runnable meeting) {
        try {
            meeting.run();
        } catch (ImageFormatException e) {
            // Comparing reads the same records again, and says where.
        }
    }
}
