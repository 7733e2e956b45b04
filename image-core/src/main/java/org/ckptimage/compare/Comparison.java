package org.ckptimage.compare;

import static com.google.common.base.Preconditions.checkNotNull;

import java.util.List;
import org.ckptimage.image.Image;
import org.ckptimage.image.Task;
import org.ckptimage.io.MappedFaults;

/**
 * Compares two images by what a restart would make of them, not by bytes or object numbers.
 *
 * <pre>{@code
 * try (Image before = Image.open(a); Image after = Image.open(b)) {
 *     for (Difference difference : Comparison.of(before, after))
 *         System.out.println(difference);
 * }
 * }</pre>
 *
 * <p>What means something and what does not is in the package's description.
 *
 * <p>Holds no state; may be used by many threads.
 */
public final class Comparison {
    private final Findings findings;
    private final Links links;

    private Comparison(Image left, Image right, boolean all) {
        this.findings = new Findings(new Side(left), new Side(right), all);
        this.links = new Links(findings);
    }

    /**
     * All differences between two images, which stay open. Reads all records of both, and all pages. Of what
     * both have it keeps about 35 bytes an object, of each difference what is told of it.
     *
     * @throws org.ckptimage.io.ImageIOException if a file shrinks while it is read
     * @throws IllegalStateException if one of the images is closed
     */
    public static Differences of(Image left, Image right) {
        return compare(left, right, false);
    }

    /**
     * The same, and also what a restart does not look at: when and on which kernel the images were made, versions of
     * files, old addresses of sockets, positions in what has none. Object numbers, order and nesting do not count all
     * the same.
     *
     * @throws org.ckptimage.io.ImageIOException if a file shrinks while it is read
     * @throws IllegalStateException if one of the images is closed
     */
    public static Differences ofAll(Image left, Image right) {
        return compare(left, right, true);
    }

    private static Differences compare(Image left, Image right, boolean all) {
        checkNotNull(left, "left");
        checkNotNull(right, "right");
        return MappedFaults.guard(
                left.source(), () -> MappedFaults.guard(right.source(), () -> new Comparison(left, right, all).run()));
    }

    private Differences run() {
        new HeadComparison(findings).compare();
        new DamageComparison(findings).compare();
        TaskComparison tasks = new TaskComparison(findings, links);
        Ordered<Task> lefts = Ordered.by(Task::pid, findings.left().image().tasks());
        Ordered<Task> rights = Ordered.by(Task::pid, findings.right().image().tasks());
        links.run(() -> Ordered.groups(lefts, rights, (some, others) -> meet(tasks, some, others)));
        return findings.found();
    }

    /** The tasks with one pid: several only if it is 0, since the root task does not see them. */
    private void meet(TaskComparison tasks, List<Task> lefts, List<Task> rights) {
        int pid = (lefts.isEmpty() ? rights : lefts).get(0).pid();
        for (int i = 0; i < Math.max(lefts.size(), rights.size()); i++) {
            String path = "task " + pid + (i == 0 ? "" : " (number " + (i + 1) + ")");
            if (i < lefts.size() && i < rights.size()) {
                tasks.meet(path, lefts.get(i), rights.get(i));
            } else {
                int at = i;
                links.compare(() -> findings.differ(DifferenceKind.TASK, path, fact(at, lefts), fact(at, rights)));
            }
        }
    }

    private static Fact fact(int i, List<Task> tasks) {
        return i < tasks.size() ? Fact.of(tasks.get(i).comm(), tasks.get(i).offset()) : Fact.NONE;
    }
}
