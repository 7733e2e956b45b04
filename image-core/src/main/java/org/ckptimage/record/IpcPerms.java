package org.ckptimage.record;

import com.google.common.collect.ObjectArrays;

/**
 * Identity and permissions of a SysV IPC object; first part of IPC_SHM, IPC_MSG and IPC_SEM.
 *
 * @param id identifier, slot + 32768 * sequence: {@link #slot}
 * @param key key by which programs find it, 0 private
 * @param uid owner's user id
 * @param gid owner's group id
 * @param cuid creator's user id
 * @param cgid creator's group id
 * @param mode permission bits, 0777 at most
 * @param seq the sequence number that is in the identifier, too
 * @param secRef security label (SECURITY, by ptrref), 0 none; none before v19-rc2
 */
public record IpcPerms(int id, long key, long uid, long gid, long cuid, long cgid, long mode, long seq, ObjRef secRef) {
    private static final int SLOTS = 32768;

    private static final String[] FIELDS = {
        "perms.id",
        "perms.key",
        "perms.uid",
        "perms.gid",
        "perms.cuid",
        "perms.cgid",
        "perms.mode",
        "perms.seq",
        "perms.sec_ref"
    };

    /** The object's place in the kernel's table. */
    public int slot() {
        return id % SLOTS;
    }

    static IpcPerms read(FieldReader in) {
        return new IpcPerms(
                in.integer(),
                in.number(),
                in.number(),
                in.number(),
                in.number(),
                in.number(),
                in.number(),
                in.number(),
                in.objref());
    }

    FieldWriter write(FieldWriter out) {
        return out.number(id)
                .number(key)
                .number(uid)
                .number(gid)
                .number(cuid)
                .number(cgid)
                .number(mode)
                .number(seq)
                .objref(secRef);
    }

    /** The names of these fields and then those of one kind of object. */
    static String[] fieldsAnd(String... own) {
        return ObjectArrays.concat(FIELDS, own, String.class);
    }
}
