package org.ckptimage.record;

import com.google.common.collect.ObjectArrays;
import java.util.Optional;
import org.ckptimage.format.AccessMode;
import org.ckptimage.format.FileType;
import org.ckptimage.format.FlagKind;
import org.ckptimage.format.Flags;

/**
 * What FILE records of all kinds begin with.
 *
 * @param fType kind of the file: {@link #type}
 * @param fMode the kernel's mode, compared with that of the reopened file at restart
 * @param fFlags open flags without the creation flags; the access mode is a number in them: {@link #accessMode}
 * @param fCredref credentials the file was opened with (CRED), never 0
 * @param fPos position in bytes; used only if the reopened file can seek
 * @param fVersion ignored
 * @param fSecref security label (SECURITY, by ptrref); none before v19-rc2
 */
public record FileCommon(
        long fType, Flags fMode, Flags fFlags, ObjRef fCredref, long fPos, long fVersion, ObjRef fSecref) {

    static final String[] FIELDS = {"f_type", "f_mode", "f_flags", "f_credref", "f_pos", "f_version", "f_secref"};

    /** The kind of file, or empty for a number that no kernel writes. */
    public Optional<FileType> type() {
        return Optional.ofNullable(fType <= Integer.MAX_VALUE ? FileType.of((int) fType) : null);
    }

    /** What the file was opened for, by {@link #fFlags}; empty if the flags hold the number that stands for none. */
    public Optional<AccessMode> accessMode() {
        return Optional.ofNullable(AccessMode.of(fFlags.raw()));
    }

    static FileCommon read(FieldReader in) {
        return new FileCommon(
                in.number(),
                in.flags(FlagKind.F_MODE),
                in.flags(FlagKind.F_FLAGS),
                in.objref(),
                in.number(),
                in.number(),
                in.objref());
    }

    FieldWriter write(FieldWriter out) {
        return out.number(fType)
                .flags(fMode)
                .flags(fFlags)
                .objref(fCredref)
                .number(fPos)
                .number(fVersion)
                .objref(fSecref);
    }

    /** The names of the common fields and then those of one kind. */
    static String[] fieldsAnd(String... own) {
        return ObjectArrays.concat(FIELDS, own, String.class);
    }
}
