package org.ckptimage.compare;

import java.util.Optional;
import java.util.OptionalLong;

/**
 * One point in which two images do not mean the same.
 *
 * @param kind what it concerns
 * @param path where, in words: {@code task 278 > fd 3 > f_pos}. Never holds object numbers
 * @param left the value of the first image as text; empty if it has nothing there. Comes from the image as it is and
 *     may hold control characters. Never holds the contents of pages
 * @param right the same of the second image
 * @param leftOffset where the value stands in the first image, in bytes from the start of the file, if it stands in one
 *     place
 * @param rightOffset the same of the second image
 * @param pages which pages differ; for the kind PAGES only
 */
public record Difference(
        DifferenceKind kind,
        String path,
        Optional<String> left,
        Optional<String> right,
        OptionalLong leftOffset,
        OptionalLong rightOffset,
        Optional<PageRuns> pages) {

    static Difference of(DifferenceKind kind, String path, Fact left, Fact right) {
        return new Difference(kind, path, left.value(), right.value(), left.offset(), right.offset(), Optional.empty());
    }

    /** One line: {@code FILE task 278 > fd 6 > f_pos: 160 -> 0}; {@code none} for a side that has nothing there. */
    @Override
    public String toString() {
        return kind + " " + path + ": " + left.orElse("none") + " -> " + right.orElse("none");
    }
}
