package org.ckptimage.check;

import java.util.Arrays;
import java.util.Optional;
import org.ckptimage.format.ObjectType;
import org.ckptimage.format.RecordType;
import org.ckptimage.image.ImageObject;

/**
 * An object as the restart knows it while and after it reads its definition: an OBJREF with its body, or a number that
 * a field puts into the table in passing. Made when asked for: of the objects of an image, the image itself keeps
 * track.
 */
final class Definition {
    /** How many of a body's own records are looked through, if a record was not noted while the body was read. */
    private static final int RECORDS_ASKED = 1000;

    private final Restart restart;
    private final ImageObject object;
    /** Place of the record behind its last one. */
    private final int endNumber;
    /** The first own record of each type, while the body is read. */
    private At[] own = {};

    private int noted;
    private boolean complete;

    Definition(Restart restart, ImageObject object) {
        this.restart = restart;
        this.object = object;
        this.endNumber = object.endNumber();
    }

    ImageObject object() {
        return object;
    }

    /** Its type; null for one that the dialect does not have. */
    ObjectType type() {
        return object.type().orElse(null);
    }

    boolean is(ObjectType other) {
        return object.is(other);
    }

    int number() {
        return object.ref().number();
    }

    /** The OBJREF, or the record whose field defines a hidden object. */
    At begin() {
        return restart.at(object.definedBy());
    }

    /** Place of the OBJREF, or of the record whose field defines a hidden object. */
    int objref() {
        return object.definedBy().number();
    }

    /** Place of the record behind its last one: it is being read, or was, up to there. */
    int endNumber() {
        return endNumber;
    }

    /** Where the body ends. */
    long end() {
        return object.definedBy().offset() + object.length();
    }

    /** Whether a field defines it, and no OBJREF. */
    boolean isHidden() {
        return object.isHidden();
    }

    /** Says that from now to its end all own records are noted, and that it has none yet. */
    Definition noting() {
        complete = true;
        return this;
    }

    /** Forgets what was noted: it can be looked up again. */
    void forget() {
        complete = false;
        own = new At[0];
        noted = 0;
    }

    /** Notes the first own record of a type. */
    void note(At at) {
        if (at.type() == null || !complete || noted(at.type()) != null) {
            return;
        }
        if (noted == own.length) {
            own = Arrays.copyOf(own, noted + 2);
        }
        own[noted++] = at;
    }

    private At noted(RecordType type) {
        for (int i = 0; i < noted; i++) {
            if (own[i].is(type)) {
                return own[i];
            }
        }
        return null;
    }

    /** The first own record of a type that was read by now. */
    Optional<At> find(RecordType wanted) {
        if (complete) {
            return Optional.ofNullable(noted(wanted));
        }
        return object.record(wanted, RECORDS_ASKED).filter(restart::isRead).map(restart::at);
    }

    @Override
    public String toString() {
        return (type() == null ? "object" : type()) + " #" + number();
    }
}
