package org.ckptimage.format;

import com.google.common.collect.ImmutableList;
import java.util.List;

/**
 * A record field that names a shared object. {@link #all()} lists those of every dialect; where a dialect's layout
 * lacks the field, the entry does not apply.
 *
 * <p>Two entries need their record's context: VMA.ino_objref is a reference in vmas of type SHM_ANON_SKIP and
 * SHM_IPC_SKIP only, and FILE.PIPE stands for FIFOs too.
 *
 * @param record name of the layout that has the field: a record type, {@code FILE.}kind, or {@code eventpoll_item}
 * @param field the struct's own name of the field
 * @param target type of the object it names
 * @param zeroMeansNone whether 0 is a legal "none"; else 0 makes the restart fail
 * @param when when a restart looks the number up
 */
public record ReferenceField(String record, String field, ObjectType target, boolean zeroMeansNone, When when) {

    /** When a restart resolves a reference, and so where the definition may stand. */
    public enum When {
        /** While the record is read: the definition stands before it. */
        READ,
        /** In the deferred part of the enclosing file table. */
        DEFERRED,
        /** When the task takes over its objects. */
        TASK_OBJS
    }

    /** All reference fields of all dialects. */
    public static List<ReferenceField> all() {
        return Holder.ALL;
    }

    private static final class Holder {
        static final ImmutableList<ReferenceField> ALL = TableLines.of("references.table", "reference").stream()
                .map(words -> new ReferenceField(
                        words.get(1),
                        words.get(2),
                        ObjectType.valueOf(words.get(3)),
                        words.get(4).equals("none"),
                        When.valueOf(TableLines.constantName(words.get(5)))))
                .collect(ImmutableList.toImmutableList());
    }
}
