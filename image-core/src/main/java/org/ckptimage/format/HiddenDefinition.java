package org.ckptimage.format;

import com.google.common.collect.ImmutableList;
import java.util.List;

/**
 * A record field that puts a number into the restart's object table without an OBJREF record. Numbers must be unique
 * over both kinds of definitions.
 *
 * <p>VMA.ino_objref defines in vmas of type SHM_ANON only; FILE.PIPE stands for FIFOs too.
 *
 * @param record name of the layout that has the field
 * @param field the struct's own name of the field
 * @param type type of the object that it defines
 */
public record HiddenDefinition(String record, String field, ObjectType type) {

    /** All hidden definitions of all dialects. */
    public static List<HiddenDefinition> all() {
        return Holder.ALL;
    }

    private static final class Holder {
        static final ImmutableList<HiddenDefinition> ALL = TableLines.of("references.table", "hidden").stream()
                .map(words -> new HiddenDefinition(words.get(1), words.get(2), ObjectType.valueOf(words.get(3))))
                .collect(ImmutableList.toImmutableList());
    }
}
