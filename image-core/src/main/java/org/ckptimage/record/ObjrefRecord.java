package org.ckptimage.record;

import java.util.Optional;
import org.ckptimage.format.ImageFormat;
import org.ckptimage.format.ObjectType;

/**
 * OBJREF: begins the definition of a shared object; the object's body follows. May stand in front of any record behind
 * the pid array. [README S7]
 *
 * @param objtype type of the object, by the dialect's number: {@link #type}
 * @param objref the object's number: above 0, and unique in the image
 * @param padding what no field covers
 */
public record ObjrefRecord(long objtype, ObjRef objref, Padding padding) implements CkptRecord {
    static final Shape<ObjrefRecord> SHAPE = Shape.of(
            in -> new ObjrefRecord(in.number(), in.objref(), in.padding()),
            (r, out) -> out.number(r.objtype).objref(r.objref).padding(r.padding),
            "objtype",
            "objref");

    /** The type of the object, or empty for a number that the dialect does not have. */
    public Optional<ObjectType> type(ImageFormat format) {
        return Optional.ofNullable(objtype <= Integer.MAX_VALUE ? format.objectType((int) objtype) : null);
    }
}
