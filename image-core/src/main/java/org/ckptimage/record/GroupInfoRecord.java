package org.ckptimage.record;

import com.google.common.primitives.ImmutableLongArray;

/**
 * GROUPINFO: body of a set of supplementary groups.
 *
 * @param ngroups number of groups, as the record says
 * @param groups group ids; never more than {@code ngroups} and never more than the record has room for
 * @param padding what no field covers; 4 bytes behind the last group are usual
 */
public record GroupInfoRecord(long ngroups, ImmutableLongArray groups, Padding padding) implements CkptRecord {
    static final Shape<GroupInfoRecord> SHAPE = Shape.of(
            in -> {
                long ngroups = in.number();
                return new GroupInfoRecord(ngroups, in.restNumbers(ngroups), in.padding());
            },
            (r, out) -> out.number(r.ngroups).restNumbers(r.groups).padding(r.padding),
            "ngroups",
            "groups");

    /** A set of these groups. */
    public static GroupInfoRecord of(long... groups) {
        return new GroupInfoRecord(groups.length, ImmutableLongArray.copyOf(groups), Padding.NONE);
    }
}
