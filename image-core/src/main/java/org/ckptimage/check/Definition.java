package org.ckptimage.check;

import java.util.EnumMap;
import java.util.Map;
import java.util.Optional;
import org.ckptimage.format.ObjectType;
import org.ckptimage.format.RecordType;

/**
 * An object as the restart knows it while and after it reads its definition: an OBJREF with its body, or a number that a
 * field puts into the table in passing.
 */
final class Definition {
    private final ObjectType type;
    private final int number;
    private final At begin;
    private final long end;
    private final boolean hidden;
    private final int task;
    private final Map<RecordType, At> own = new EnumMap<>(RecordType.class);

    /** @param type null for one that the dialect does not have */
    Definition(ObjectType type, int number, At begin, long end, boolean hidden, int task) {
        this.type = type;
        this.number = number;
        this.begin = begin;
        this.end = end;
        this.hidden = hidden;
        this.task = task;
    }

    ObjectType type() {
        return type;
    }

    boolean is(ObjectType other) {
        return type == other;
    }

    int number() {
        return number;
    }

    /** The OBJREF, or the record whose field defines a hidden object. */
    At begin() {
        return begin;
    }

    /** Where the body ends. */
    long end() {
        return end;
    }

    /** Whether a field defines it, and no OBJREF. */
    boolean isHidden() {
        return hidden;
    }

    /** The task that reads it, or -1. */
    int task() {
        return task;
    }

    /** Notes the first own record of a type. */
    void note(At at) {
        if (at.type() != null) {
            own.putIfAbsent(at.type(), at);
        }
    }

    /** The first own record of a type. */
    Optional<At> find(RecordType wanted) {
        return Optional.ofNullable(own.get(wanted));
    }

    @Override
    public String toString() {
        return (type == null ? "object" : type) + " #" + number;
    }
}
