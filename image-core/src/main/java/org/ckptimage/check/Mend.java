package org.ckptimage.check;

import com.google.common.collect.ImmutableList;
import java.util.List;

/**
 * How an image that a restart would refuse can be made to restart.
 *
 * @param id W01 to W28 for what a kernel writes though none restores it; else the id of the rule that it mends
 * @param mends ids of the rules that it helps with
 * @param situation what is wrong with the image
 * @param text what to change, and what is lost by it; empty if nothing helps
 */
public record Mend(String id, List<String> mends, String situation, String text) {
    public Mend {
        mends = ImmutableList.copyOf(mends);
    }

    @Override
    public String toString() {
        return id + ": " + text;
    }
}
