package org.ckptimage.check;

import static com.google.common.base.Preconditions.checkNotNull;

import java.util.Optional;

/**
 * How the image is going to be restarted.
 *
 * @param target the place of restart; without it what depends on the place is assumed to fit
 * @param feed how the image reaches the kernel
 * @param pids whether the tasks keep their pids
 * @param keepLabels whether security labels are restored ({@code --keeplsm})
 */
public record CheckOptions(Optional<Target> target, Feed feed, Pids pids, boolean keepLabels) {
    /** As user-cr's {@code restart} does without options: through a pipe, with new pids, without labels. */
    public static final CheckOptions DEFAULT = new CheckOptions(Optional.empty(), Feed.PIPE, Pids.NEW, false);

    /** Takes what must be there. */
    public CheckOptions {
        checkNotNull(target, "target");
        checkNotNull(feed, "feed");
        checkNotNull(pids, "pids");
    }

    /** How an image reaches the kernel. */
    public enum Feed {
        /** Through a pipe, as user-cr's {@code restart} always does. */
        PIPE,
        /** From a regular file, by a restart program of one's own. */
        FILE
    }

    /** What becomes of the tasks' pids. */
    public enum Pids {
        /** They are kept: {@code --pids}, {@code --pidns}. */
        KEEP,
        /** The tasks get new ones. */
        NEW
    }

    /** The same with a target. */
    public CheckOptions withTarget(Target newTarget) {
        checkNotNull(newTarget, "newTarget");
        return new CheckOptions(Optional.of(newTarget), feed, pids, keepLabels);
    }

    /** The same, fed in another way. */
    public CheckOptions withFeed(Feed newFeed) {
        checkNotNull(newFeed, "newFeed");
        return new CheckOptions(target, newFeed, pids, keepLabels);
    }

    /** The same with other pids. */
    public CheckOptions withPids(Pids newPids) {
        checkNotNull(newPids, "newPids");
        return new CheckOptions(target, feed, newPids, keepLabels);
    }

    /** The same, with or without security labels. */
    public CheckOptions withLabels(boolean keep) {
        return new CheckOptions(target, feed, pids, keep);
    }
}
