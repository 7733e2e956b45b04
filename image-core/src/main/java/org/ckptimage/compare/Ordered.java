package org.ckptimage.compare;

import com.google.common.collect.Iterators;
import com.google.common.collect.Lists;
import com.google.common.collect.PeekingIterator;
import com.google.common.primitives.Ints;
import java.util.List;
import java.util.Optional;
import java.util.function.BiConsumer;
import java.util.function.ToLongFunction;

/**
 * The elements of a list by a number that each has, ascending; those with one number in the order of the list. It
 * keeps no element: views make theirs anew whenever they are looked at, and there may be millions. Of a list in order,
 * as those of written images are, it keeps nothing at all, else four bytes an element.
 */
final class Ordered<T> {
    private final List<T> elements;
    private final ToLongFunction<T> number;

    private Ordered(List<T> elements, ToLongFunction<T> number) {
        this.elements = elements;
        this.number = number;
    }

    /** Numbers count with their sign. */
    static <T> Ordered<T> by(ToLongFunction<T> number, List<T> list) {
        return new Ordered<>(
                isAscending(number, list) ? list : Lists.transform(Ints.asList(order(number, list)), list::get),
                number);
    }

    private static <T> boolean isAscending(ToLongFunction<T> number, List<T> list) {
        long before = Long.MIN_VALUE;
        for (T element : list) {
            long next = number.applyAsLong(element);
            if (next < before) {
                return false;
            }
            before = next;
        }
        return true;
    }

    /** The places of elements in the list, by number: each is counted to where its number begins. */
    private static <T> int[] order(ToLongFunction<T> number, List<T> list) {
        long[] numbers = list.stream().mapToLong(number).sorted().toArray();
        int[] taken = new int[numbers.length];
        int[] order = new int[numbers.length];
        int place = 0;
        for (T element : list) {
            int first = lowest(numbers, number.applyAsLong(element));
            order[first + taken[first]++] = place++;
        }
        return order;
    }

    private static int lowest(long[] numbers, long wanted) {
        int low = 0;
        int high = numbers.length;
        while (low < high) {
            int middle = low + high >>> 1;
            if (numbers[middle] < wanted) {
                low = middle + 1;
            } else {
                high = middle;
            }
        }
        return low;
    }

    /** The last element with the highest number up to this one. */
    Optional<T> floor(long wanted) {
        int low = 0;
        int high = elements.size() - 1;
        while (low <= high) {
            int middle = low + high >>> 1;
            if (number.applyAsLong(elements.get(middle)) <= wanted) {
                low = middle + 1;
            } else {
                high = middle - 1;
            }
        }
        return high < 0 ? Optional.empty() : Optional.of(elements.get(high));
    }

    /** The last element with this number. */
    Optional<T> find(long wanted) {
        return floor(wanted).filter(element -> number.applyAsLong(element) == wanted);
    }

    /** Hands over what both have, number by number; of several elements with one number the last. */
    static <T> void both(Ordered<T> lefts, Ordered<T> rights, BiConsumer<Optional<T>, Optional<T>> action) {
        PeekingIterator<T> left = Iterators.peekingIterator(lefts.elements.iterator());
        PeekingIterator<T> right = Iterators.peekingIterator(rights.elements.iterator());
        while (left.hasNext() || right.hasNext()) {
            long next = Math.min(lefts.next(left), rights.next(right));
            action.accept(lefts.last(left, next), rights.last(right, next));
        }
    }

    private Optional<T> last(PeekingIterator<T> iterator, long wanted) {
        Optional<T> last = Optional.empty();
        while (iterator.hasNext() && number.applyAsLong(iterator.peek()) == wanted) {
            last = Optional.of(iterator.next());
        }
        return last;
    }

    /** The same with all elements of a number, as views. */
    static <T> void groups(Ordered<T> lefts, Ordered<T> rights, BiConsumer<List<T>, List<T>> action) {
        PeekingIterator<T> left = Iterators.peekingIterator(lefts.elements.iterator());
        PeekingIterator<T> right = Iterators.peekingIterator(rights.elements.iterator());
        int leftEnd = 0;
        int rightEnd = 0;
        while (left.hasNext() || right.hasNext()) {
            long next = Math.min(lefts.next(left), rights.next(right));
            int leftStart = leftEnd;
            int rightStart = rightEnd;
            leftEnd += lefts.pass(left, next);
            rightEnd += rights.pass(right, next);
            action.accept(lefts.elements.subList(leftStart, leftEnd), rights.elements.subList(rightStart, rightEnd));
        }
    }

    private int pass(PeekingIterator<T> iterator, long wanted) {
        int passed = 0;
        for (; iterator.hasNext() && number.applyAsLong(iterator.peek()) == wanted; iterator.next()) {
            passed++;
        }
        return passed;
    }

    private long next(PeekingIterator<T> iterator) {
        return iterator.hasNext() ? number.applyAsLong(iterator.peek()) : Long.MAX_VALUE;
    }
}
