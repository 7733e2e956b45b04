package org.ckptimage.rewrite.repair;

import com.google.common.collect.ImmutableSet;
import java.util.Set;
import org.ckptimage.check.CheckOptions;

/**
 * How far a repair may go.
 *
 * @param only ids of the rules and mends to apply; empty for all that lose nothing but what could not come back anyway
 * @param dropTasks whether tasks that a cut image has in part, and those behind, may be left out
 * @param cutPipes whether unread bytes of pipes may be cut to what surely reaches the kernel
 * @param check how the image will be restarted
 */
record RepairOptions(Set<String> only, boolean dropTasks, boolean cutPipes, CheckOptions check) {
    RepairOptions {
        only = ImmutableSet.copyOf(only);
    }

    /** Whether a mend may be applied: nothing else was asked for, or just this. */
    boolean wants(String rule, String mend) {
        return only.isEmpty() || asksFor(rule, mend);
    }

    /** Whether just this was asked for. */
    boolean asksFor(String rule, String mend) {
        return only.contains(rule) || only.contains(mend);
    }
}
