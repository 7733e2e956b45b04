package org.ckptimage.image;

import com.google.common.collect.Lists;
import java.util.List;
import java.util.Optional;
import org.ckptimage.format.ObjectType;
import org.ckptimage.format.RecordType;
import org.ckptimage.record.ObjRef;

/**
 * A shared object of the image: one that an OBJREF record defines, with its body and what is nested in it, or a hidden
 * one that a record's field defines in passing (the other end of a pipe, a memory segment, a process's signals).
 *
 * <p>Immutable; may be used by many threads.
 */
public final class ImageObject {
    private final Image image;
    private final int definition;
    private final int entry;
    private final ObjRef ref;
    private final ObjectType type;

    /** @param definition of an OBJREF, or -1 for a hidden object that {@code entry} defines */
    ImageObject(Image image, int definition, int entry, ObjRef ref, ObjectType type) {
        this.image = image;
        this.definition = definition;
        this.entry = entry;
        this.ref = ref;
        this.type = type;
    }

    int definition() {
        return definition;
    }

    /** The object's number. */
    public ObjRef ref() {
        return ref;
    }

    /** The object's type; empty if the image names one that the dialect does not have. */
    public Optional<ObjectType> type() {
        return Optional.ofNullable(type);
    }

    /** Whether it is of the given type. */
    public boolean is(ObjectType wanted) {
        return type == wanted;
    }

    /** Whether a field defines it and no OBJREF. */
    public boolean isHidden() {
        return definition < 0;
    }

    /** The OBJREF, or the record whose field defines a hidden object. */
    public ImageRecord definedBy() {
        return new ImageRecord(image, entry);
    }

    /** Bytes from the OBJREF to the end of the body; of a hidden object the length of the defining record. */
    public long length() {
        return isHidden()
                ? definedBy().length()
                : image.index().offset(endNumber()) - definedBy().offset();
    }

    /** Place of the entry behind its last one, in the sequence of all entries: see {@link ImageRecord#number}. */
    public int endNumber() {
        return isHidden() ? entry + 1 : image.index().definitions.endOf(definition);
    }

    /** The definition in whose body this one stands. */
    public Optional<ImageObject> enclosing() {
        int outer = isHidden()
                ? image.index().definitions.enclosing(entry)
                : image.index().definitions.parent(definition);
        return outer < 0 ? Optional.empty() : Optional.of(image.definition(outer));
    }

    /** The task in whose section it is defined, and which builds it at a restart; empty in front of TAIL. */
    public Optional<Task> task() {
        int task = image.index().taskOf(entry);
        return task < 0 ? Optional.empty() : Optional.of(image.tasks().get(task));
    }

    /** The definition's own records, those of nested definitions left out; without the OBJREF. */
    public List<ImageRecord> records() {
        return isHidden() ? List.of() : Lists.transform(image.walk().own(definition), at -> new ImageRecord(image, at));
    }

    /** The first of the definition's own records that is of the given type. */
    public Optional<ImageRecord> record(RecordType wanted) {
        int found = isHidden() ? RecordIndex.NONE : image.walk().find(definition, wanted);
        return found < 0 ? Optional.empty() : Optional.of(new ImageRecord(image, found));
    }

    /** The first of the definition's own records that has the given role. */
    public Optional<ImageRecord> record(Role wanted) {
        if (isHidden()) {
            return Optional.empty();
        }
        int found = image.walk().find(entry + 1, image.index().definitions.endOf(definition), wanted);
        return found < 0 ? Optional.empty() : Optional.of(new ImageRecord(image, found));
    }

    /**
     * The first of the definition's own records of a type, looked for among the first {@code most} of them only: in a
     * damaged image there may be millions.
     */
    public Optional<ImageRecord> record(RecordType wanted, int most) {
        int found = isHidden() ? RecordIndex.NONE : image.walk().find(definition, wanted, most);
        return found < 0 ? Optional.empty() : Optional.of(new ImageRecord(image, found));
    }

    /** The definitions directly inside this one, in order. */
    public List<ImageObject> nested() {
        return isHidden() ? List.of() : Lists.transform(image.walk().nested(definition), image::definition);
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof ImageObject that && image == that.image && entry == that.entry && ref.equals(that.ref);
    }

    @Override
    public int hashCode() {
        // Its number alone may be that of a million definitions.
        return 31 * entry + ref.number();
    }

    /** {@code FILE #12}. */
    @Override
    public String toString() {
        return (type == null ? "object" : type) + " " + ref;
    }
}
