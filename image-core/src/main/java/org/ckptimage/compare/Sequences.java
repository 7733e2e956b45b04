package org.ckptimage.compare;

import java.util.List;

/** Things in an order that means something: messages of a queue, pending signals. */
final class Sequences {

    /**
     * One thing.
     *
     * @param identity all that it means; equal for equal things of both sides
     * @param fact what it is called in a difference
     */
    record Item(String identity, Fact fact) {}

    private Sequences() {}

    /**
     * Finds what was taken out, put in or changed in one stretch: what both sides have at the start and at the end is
     * left out, the rest is held against each other in order.
     *
     * @param name of one item: {@code message}
     */
    static void compare(
            Findings findings, DifferenceKind kind, String path, String name, List<Item> lefts, List<Item> rights) {
        int shorter = Math.min(lefts.size(), rights.size());
        int start = 0;
        while (start < shorter && same(lefts, start, rights, start)) {
            start++;
        }
        int end = 0;
        while (end < shorter - start && same(lefts, lefts.size() - 1 - end, rights, rights.size() - 1 - end)) {
            end++;
        }
        int longest = Math.max(lefts.size(), rights.size()) - end;
        for (int i = start; i < longest; i++) {
            Fact left = i < lefts.size() - end ? lefts.get(i).fact() : Fact.NONE;
            Fact right = i < rights.size() - end ? rights.get(i).fact() : Fact.NONE;
            findings.differ(kind, path + " > " + name + " " + (i + 1), left, right);
        }
    }

    private static boolean same(List<Item> lefts, int left, List<Item> rights, int right) {
        return lefts.get(left).identity().equals(rights.get(right).identity());
    }
}
