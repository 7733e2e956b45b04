package org.ckptimage.rewrite;

import java.util.List;
import java.util.Optional;
import org.ckptimage.format.AccessMode;
import org.ckptimage.format.FileType;
import org.ckptimage.format.Flags;
import org.ckptimage.format.RecordType;
import org.ckptimage.image.ImageRecord;
import org.ckptimage.image.OpenFile;
import org.ckptimage.record.FileCommon;
import org.ckptimage.record.FileNameRecord;
import org.ckptimage.record.FileRecord;
import org.ckptimage.record.Padding;
import org.ckptimage.record.Text;
import org.ckptimage.rewrite.Consequence.Kind;

/** Turns the records of an open file into those of another, under the same number. */
final class FileReplacer {
    private static final long POINTER_BIT = 1L << 31;
    private static final long ACCESS_MASK = 3;

    private final Draft draft;
    private final List<Consequence> consequences;
    private final Definitions definitions;

    FileReplacer(Draft draft, List<Consequence> consequences, Definitions definitions) {
        this.draft = draft;
        this.consequences = consequences;
        this.definitions = definitions;
    }

    void replace(OpenFile file, Replacement replacement) {
        FileCommon common = file.record().common();
        AccessMode access = replacement
                .access()
                .or(common::accessMode)
                .orElseThrow(() -> new RefusedException("file " + file
                        + " has no access mode that a replacement could take over; say one (flags=r, w or rw)"));
        Flags flags = flags(common.fFlags(), access, replacement.kind());
        long position = position(file, common, replacement);
        long mode = replacement.mode(access);
        FileCommon changed = new FileCommon(
                FileType.GENERIC.number(),
                common.fMode().withRaw(mode),
                flags,
                common.fCredref(),
                position,
                common.fVersion(),
                common.fSecref());
        boolean sameKind = file.record() instanceof FileRecord.Generic;
        Padding padding = sameKind ? file.record().padding() : Padding.NONE;
        draft.replace(file.definedBy(), RecordType.FILE, new FileRecord.Generic(changed, padding));
        clearKindReferences(file);
        rename(file, replacement.path());
        consequences.add(new Consequence(
                Kind.FILE_REPLACED,
                file.definedBy().offset(),
                "file " + file + " becomes " + replacement.path() + " (mode 0x"
                        + Long.toHexString(common.fMode().raw()) + " -> 0x" + Long.toHexString(mode) + ", flags 0"
                        + Long.toOctalString(common.fFlags().raw()) + " -> 0" + Long.toOctalString(flags.raw())
                        + ", position " + Long.toUnsignedString(position) + ")"));
    }

    /** What only the old kind's record named, the new record no longer names. */
    private void clearKindReferences(OpenFile file) {
        if (!(file.record() instanceof FileRecord.Generic)) {
            file.definedBy().references().stream()
                    .filter(reference -> reference.field().record().startsWith("FILE."))
                    .forEach(definitions::clear);
        }
    }

    private void rename(OpenFile file, String path) {
        FileNameRecord name = new FileNameRecord(Text.withNul(path));
        Optional<ImageRecord> old = file.object().records().stream()
                .filter(record -> record.type()
                        .filter(type -> type == RecordType.FILE_NAME)
                        .isPresent())
                .findFirst();
        if (old.isPresent()) {
            draft.replace(old.get(), RecordType.FILE_NAME, name);
        } else {
            draft.addBehind(file.definedBy(), RecordType.FILE_NAME, name);
        }
    }

    private static long position(OpenFile file, FileCommon common, Replacement replacement) {
        long position = replacement.position().orElse(common.fPos());
        if (replacement.kind().isSeekable() && (position & POINTER_BIT) != 0) {
            throw new RefusedException("file " + file + " (" + file.definedBy() + ") is at position "
                    + Long.toUnsignedString(position)
                    + ", which has bit 31 set and would crash the restarting kernel; say another (pos=zero)");
        }
        return position;
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
