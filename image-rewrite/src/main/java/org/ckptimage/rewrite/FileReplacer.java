package org.ckptimage.rewrite;

import java.util.List;
import org.ckptimage.format.AccessMode;
import org.ckptimage.format.Flags;
import org.ckptimage.format.RecordType;
import org.ckptimage.image.GenericFile;
import org.ckptimage.image.ImageRecord;
import org.ckptimage.record.FileCommon;
import org.ckptimage.record.FileNameRecord;
import org.ckptimage.record.FileRecord;
import org.ckptimage.record.Text;
import org.ckptimage.rewrite.Consequence.Kind;

/** Turns the records of an open file into those of another. */
final class FileReplacer {
    private static final long POINTER_BIT = 1L << 31;
    private static final long ACCESS_MASK = 3;

    private final Draft draft;
    private final List<Consequence> consequences;

    FileReplacer(Draft draft, List<Consequence> consequences) {
        this.draft = draft;
        this.consequences = consequences;
    }

    void replace(GenericFile file, Replacement replacement) {
        FileRecord.Generic old = (FileRecord.Generic) draft.current(file.definedBy());
        FileCommon common = old.common();
        AccessMode access = replacement
                .access()
                .or(common::accessMode)
                .orElseThrow(() -> new RefusedException("file " + file
                        + " has no access mode that a replacement could take over; say one (flags=r, w or rw)"));
        Flags flags = flags(common.fFlags(), access, replacement.kind());
        long position = replacement.position().orElse(common.fPos());
        if (replacement.kind().isSeekable() && (position & POINTER_BIT) != 0) {
            throw new RefusedException("file " + file + " (" + file.definedBy() + ") is at position "
                    + Long.toUnsignedString(position)
                    + ", which has bit 31 set and would crash the restarting kernel; say another (pos=zero)");
        }
        FileCommon changed = new FileCommon(
                common.fType(),
                common.fMode().withRaw(replacement.mode(access)),
                flags,
                common.fCredref(),
                position,
                common.fVersion(),
                common.fSecref());
        draft.replace(file.definedBy(), RecordType.FILE, new FileRecord.Generic(changed, old.padding()));
        ImageRecord name = file.object().records().stream()
                .filter(record -> record.type()
                        .filter(type -> type == RecordType.FILE_NAME)
                        .isPresent())
                .findFirst()
                .orElseThrow(() -> new RefusedException("file " + file + " has no FILE_NAME that could be changed"));
        draft.replace(name, RecordType.FILE_NAME, new FileNameRecord(Text.withNul(replacement.path())));
        consequences.add(new Consequence(
                Kind.FILE_REPLACED,
                file.definedBy().offset(),
                "file " + file + " becomes " + replacement.path() + " (mode 0x"
                        + Long.toHexString(common.fMode().raw()) + " -> 0x"
                        + Long.toHexString(replacement.mode(access)) + ", flags 0"
                        + Long.toOctalString(common.fFlags().raw()) + " -> 0" + Long.toOctalString(flags.raw())
                        + ", position " + Long.toUnsignedString(position) + ")"));
    }

    /** The old flags with the new access, without those that the new kind of file would refuse. */
    private static Flags flags(Flags old, AccessMode access, Replacement.Kind kind) {
        Flags flags = old.withRaw(old.raw() & ~ACCESS_MASK | access.number());
        if (kind != Replacement.Kind.DIRECTORY) {
            flags = flags.without("O_DIRECTORY");
        }
        if (kind != Replacement.Kind.REGULAR) {
            flags = flags.without("O_DIRECT");
        }
        return flags;
    }
}
