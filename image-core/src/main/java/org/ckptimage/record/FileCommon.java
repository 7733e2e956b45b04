package org.ckptimage.record;

/**
 * What FILE records of all kinds begin with. [records.md 7]
 *
 * @param fType kind of the file: {@link org.ckptimage.format.FileType}
 * @param fMode the kernel's mode: 1 read, 2 write, 4 seek, 8 pread, 16 pwrite, 32 exec; compared at restart
 * @param fFlags open flags without the creation flags
 * @param fCredref credentials the file was opened with (CRED), never 0
 * @param fPos position in bytes; used only if the reopened file can seek
 * @param fVersion ignored
 * @param fSecref security label (SECURITY, by ptrref); none before v19-rc2
 */
public record FileCommon(
        long fType, long fMode, long fFlags, ObjRef fCredref, long fPos, long fVersion, ObjRef fSecref) {

    static final String[] FIELDS = {"f_type", "f_mode", "f_flags", "f_credref", "f_pos", "f_version", "f_secref"};

    static FileCommon read(FieldReader in) {
        return new FileCommon(
                in.number(), in.number(), in.number(), in.objref(), in.number(), in.number(), in.objref());
    }

    FieldWriter write(FieldWriter out) {
        return out.number(fType)
                .number(fMode)
                .number(fFlags)
                .objref(fCredref)
                .number(fPos)
                .number(fVersion)
                .objref(fSecref);
    }

    /** The names of the common fields and then those of one kind. */
    static String[] fieldsAnd(String... own) {
        return com.google.common.collect.ObjectArrays.concat(FIELDS, own, String.class);
    }
}
