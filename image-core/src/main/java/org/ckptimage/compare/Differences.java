package org.ckptimage.compare;

import com.google.common.collect.ImmutableList;
import java.util.Iterator;
import java.util.List;
import java.util.stream.Collectors;

/**
 * All points in which two images do not mean the same, in a stable order: the head, then task by task in the order of
 * pids, each thing at the first task that holds it.
 *
 * @param all the differences
 */
public record Differences(List<Difference> all) implements Iterable<Difference> {

    /** Keeps a copy. */
    public Differences {
        all = ImmutableList.copyOf(all);
    }

    /** Whether both images mean the same. */
    public boolean isEmpty() {
        return all.isEmpty();
    }

    /** How many there are. */
    public int size() {
        return all.size();
    }

    /** Those of one kind. */
    public List<Difference> of(DifferenceKind kind) {
        return all.stream().filter(difference -> difference.kind() == kind).toList();
    }

    @Override
    public Iterator<Difference> iterator() {
        return all.iterator();
    }

    /** One line each. */
    @Override
    public String toString() {
        return all.stream().map(Difference::toString).collect(Collectors.joining("\n"));
    }
}
