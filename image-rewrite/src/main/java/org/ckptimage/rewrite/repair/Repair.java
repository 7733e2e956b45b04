package org.ckptimage.rewrite.repair;

import static com.google.common.base.Preconditions.checkNotNull;

import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.TreeSet;
import org.ckptimage.check.CheckOptions;
import org.ckptimage.check.Rules;
import org.ckptimage.image.Image;
import org.ckptimage.rewrite.RefusedException;

/**
 * Mends an image that would not restart, as far as that is safe: by changes that no restarted task can notice, or that
 * drop what no restart could bring back.
 *
 * <pre>{@code
 * RepairPlan plan = Repair.of(image).pids(CheckOptions.Pids.KEEP).plan();
 * plan.mended().forEach(System.out::println);
 * if (plan.left().isEmpty()) {
 *     plan.writeTo(Path.of("job-repaired.ckpt"));
 * }
 * }</pre>
 *
 * <p>Never changes the image itself. Not for use by several threads. The image must stay open until the plan is
 * written.
 */
public final class Repair {
    private final Image image;
    private final Collection<String> only = new TreeSet<>();
    private boolean dropTasks;
    private boolean cutPipes;
    private CheckOptions check = CheckOptions.DEFAULT;

    private Repair(Image image) {
        this.image = image;
    }

    /** A repair of an image, to be restarted as user-cr's {@code restart} does it without options. */
    public static Repair of(Image image) {
        checkNotNull(image, "image");
        return new Repair(image);
    }

    /**
     * Mends nothing but what breaks these rules, or what these mends are for: {@code R108}, {@code W01}. Some mends are
     * applied only when they are named here: W08 and W19.
     *
     * @throws IllegalArgumentException if there is no such rule or mend
     */
    public Repair only(Collection<String> ids) {
        checkNotNull(ids, "ids");
        List<String> wrong = new ArrayList<>();
        for (String id : ids) {
            if (Rules.find(id).isEmpty() && Rules.findMend(id).isEmpty()) {
                wrong.add(id);
            }
        }
        if (!wrong.isEmpty()) {
            throw new IllegalArgumentException("there is no rule or mend " + String.join(", ", wrong));
        }
        only.addAll(ids);
        return this;
    }

    /** Allows that tasks of a cut image are left out, from the one on that is there in part. */
    public Repair dropTasks() {
        dropTasks = true;
        return this;
    }

    /** Allows that the unread bytes of pipes are cut to the 16 KiB that surely reach the kernel through a pipe. */
    public Repair cutPipes() {
        cutPipes = true;
        return this;
    }

    /** How the image will reach the kernel; for a file, pipes that are full are shifted to where it can read them. */
    public Repair feed(CheckOptions.Feed feed) {
        checkNotNull(feed, "feed");
        check = check.withFeed(feed);
        return this;
    }

    /** Whether the tasks will keep their pids; with new ones, terminals lose their foreground group. */
    public Repair pids(CheckOptions.Pids pids) {
        checkNotNull(pids, "pids");
        check = check.withPids(pids);
        return this;
    }

    /** All that is known of the restart. */
    public Repair restartedAs(CheckOptions options) {
        checkNotNull(options, "options");
        check = options;
        return this;
    }

    /**
     * Works out what can be mended, and checks the result. Writes nothing.
     *
     * @throws RefusedException if the image is of a guessed dialect
     */
    public RepairPlan plan() {
        if (!image.isDialectKnown()) {
            throw RefusedException.guessed(image.format().dialect());
        }
        return new RepairRun(image, new RepairOptions(new TreeSet<>(only), dropTasks, cutPipes, check)).run();
    }
}
