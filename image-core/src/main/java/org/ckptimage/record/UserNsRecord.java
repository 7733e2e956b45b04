package org.ckptimage.record;

/**
 * USER_NS: body of a user namespace.
 *
 * @param creatorRef the user that created it (USER); 0 for the root task's, which becomes the restarter's
 * @param padding what no field covers
 */
public record UserNsRecord(ObjRef creatorRef, Padding padding) implements CkptRecord {
    static final Shape<UserNsRecord> SHAPE = Shape.of(
            in -> new UserNsRecord(in.objref(), in.padding()),
            (r, out) -> out.objref(r.creatorRef).padding(r.padding),
            "creator_ref");
}
