package org.ckptimage.record;

/**
 * A record of an image, decoded. One Java record per struct; match on the type.
 *
 * <p>Components carry the struct's field names in camel case. Payload bytes are views of the image, valid for as long as
 * it may be read. Fields that a dialect lacks are empty optionals or {@link ObjRef#NONE}.
 */
public sealed interface CkptRecord permits FileTableRecord, FileDescRecord, FileRecord, OpaqueRecord {

    /** What no field covers; {@link Padding#NONE} in records made by hand. */
    Padding padding();
}
