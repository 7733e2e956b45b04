package org.ckptimage.record;

/**
 * CRED: body of credentials. Ids of 0xffffffff are left as they are at restart.
 *
 * @param uid real user id
 * @param suid saved user id
 * @param euid effective user id
 * @param fsuid user id for files
 * @param gid real group id
 * @param sgid saved group id
 * @param egid effective group id
 * @param fsgid group id for files
 * @param userRef the user and with it the user namespace (USER); its uid is not compared with {@code uid}
 * @param groupinfoRef supplementary groups (GROUPINFO)
 * @param secRef security label (SECURITY, by ptrref), 0 none; none before v19-rc2
 * @param capS capabilities
 * @param padding what no field covers
 */
public record CredRecord(
        long uid,
        long suid,
        long euid,
        long fsuid,
        long gid,
        long sgid,
        long egid,
        long fsgid,
        ObjRef userRef,
        ObjRef groupinfoRef,
        ObjRef secRef,
        Capabilities capS,
        Padding padding)
        implements CkptRecord {
    static final Shape<CredRecord> SHAPE = Shape.of(
            in -> new CredRecord(
                    in.number(),
                    in.number(),
                    in.number(),
                    in.number(),
                    in.number(),
                    in.number(),
                    in.number(),
                    in.number(),
                    in.objref(),
                    in.objref(),
                    in.objref(),
                    Capabilities.read(in),
                    in.padding()),
            (r, out) -> r.capS.write(out.number(r.uid)
                            .number(r.suid)
                            .number(r.euid)
                            .number(r.fsuid)
                            .number(r.gid)
                            .number(r.sgid)
                            .number(r.egid)
                            .number(r.fsgid)
                            .objref(r.userRef)
                            .objref(r.groupinfoRef)
                            .objref(r.secRef))
                    .padding(r.padding),
            Capabilities.fieldsBehind(
                    "uid",
                    "suid",
                    "euid",
                    "fsuid",
                    "gid",
                    "sgid",
                    "egid",
                    "fsgid",
                    "user_ref",
                    "groupinfo_ref",
                    "sec_ref"));
}
