package org.ckptimage.record;

/**
 * USER: body of a user in a user namespace.
 *
 * @param uid user id
 * @param usernsRef its user namespace (USER_NS), never 0
 * @param padding what no field covers
 */
public record UserRecord(long uid, ObjRef usernsRef, Padding padding) implements CkptRecord {
    static final Shape<UserRecord> SHAPE = Shape.of(
            in -> new UserRecord(in.number(), in.objref(), in.padding()),
            (r, out) -> out.number(r.uid).objref(r.usernsRef).padding(r.padding),
            "uid",
            "userns_ref");
}
