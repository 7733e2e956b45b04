package org.ckptimage.rewrite;

import io.netty.buffer.Unpooled;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.ckptimage.format.AccessMode;
import org.ckptimage.format.FileType;
import org.ckptimage.format.FlagKind;
import org.ckptimage.format.Flags;
import org.ckptimage.format.RecordType;
import org.ckptimage.image.Image;
import org.ckptimage.image.ImageRecord;
import org.ckptimage.image.OpenFile;
import org.ckptimage.record.FileCommon;
import org.ckptimage.record.FileNameRecord;
import org.ckptimage.record.FileRecord;
import org.ckptimage.record.ObjRef;
import org.ckptimage.record.Padding;
import org.ckptimage.record.PipeBufRecord;
import org.ckptimage.record.Printable;
import org.ckptimage.record.Text;
import org.ckptimage.rewrite.Consequence.Kind;

/** Turns the records of an open file into those of another, under the same number. */
final class FileReplacer {
    private static final long POINTER_BIT = 1L << 31;
    private static final long ACCESS_MASK = 3;

    private final Image image;
    private final Draft draft;
    private final List<Consequence> consequences;
    private final Definitions definitions;
    private final Optional<Path> root;
    private int highest;

    FileReplacer(
            Image image, Draft draft, List<Consequence> consequences, Definitions definitions, Optional<Path> root) {
        this.image = image;
        this.draft = draft;
        this.consequences = consequences;
        this.definitions = definitions;
        this.root = root;
    }

    void replace(OpenFile file, Replacement replacement) {
        FileCommon old = file.record().common();
        AccessMode access = access(file, replacement);
        FileCommon common = new FileCommon(
                type(replacement).number(),
                old.fMode().withRaw(replacement.mode(access)),
                flags(old.fFlags(), access, replacement),
                old.fCredref(),
                position(file, replacement),
                old.fVersion(),
                old.fSecref());
        FileRecord contents = record(file, common, replacement);
        draft.replace(file.definedBy(), RecordType.FILE, contents);
        clearKindReferences(file);
        putBehind(file, replacement);
        consequences.add(new Consequence(
                Kind.FILE_REPLACED,
                file.definedBy().offset(),
                Printed.file(file) + " becomes " + Printable.of(replacement.toString()) + " (mode 0x"
                        + Long.toHexString(old.fMode().raw()) + " -> 0x"
                        + Long.toHexString(common.fMode().raw()) + ", flags 0"
                        + Long.toOctalString(old.fFlags().raw()) + " -> 0"
                        + Long.toOctalString(common.fFlags().raw()) + ", position "
                        + Long.toUnsignedString(common.fPos())
                        + ")"));
    }

    /** Gives a named file another path and leaves all else as it is. */
    void rename(OpenFile file, String path) {
        putBehind(file, Replacement.named(Replacement.Kind.REGULAR, path));
        consequences.add(new Consequence(
                Kind.PATH_CHANGED,
                file.definedBy().offset(),
                Printed.file(file) + " is reopened as " + Printable.of(path)));
    }

    private static AccessMode access(OpenFile file, Replacement replacement) {
        AccessMode access = replacement
                .access()
                .or(file::access)
                .orElseThrow(() -> new RefusedException("file " + file
                        + " has no access mode that a replacement could take over; say one (flags=r, w or rw)"));
        if (replacement.kind() == Replacement.Kind.PIPE && access == AccessMode.READ_WRITE) {
            throw new RefusedException("file " + file + " is open for reading and writing, and an end of a pipe can do"
                    + " one of the two; say which (flags=r or w)");
        }
        return access;
    }

    private static FileType type(Replacement replacement) {
        switch (replacement.kind()) {
            case PIPE:
                return FileType.PIPE;
            case EVENTFD:
                return FileType.EVENTFD;
            default:
                return FileType.GENERIC;
        }
    }

    private FileRecord record(OpenFile file, FileCommon common, Replacement replacement) {
        switch (replacement.kind()) {
            case PIPE:
                highest = Math.max(highest, image.objects().highest()) + 1;
                return new FileRecord.Pipe(common, ObjRef.of(highest), Padding.NONE);
            case EVENTFD:
                Flags none = Flags.of(FlagKind.EVENTFD_FLAGS, image.format().architecture(), 0);
                long nonBlocking = common.fFlags().without("O_NONBLOCK").raw()
                        ^ common.fFlags().raw();
                return new FileRecord.Eventfd(common, replacement.count(), none.withRaw(nonBlocking), Padding.NONE);
            default:
                boolean sameKind = file.record() instanceof FileRecord.Generic;
                return new FileRecord.Generic(common, sameKind ? file.record().padding() : Padding.NONE);
        }
    }

    /** What only the old kind's record named, the new record no longer names. */
    private void clearKindReferences(OpenFile file) {
        file.definedBy().references().stream()
                .filter(reference -> reference.field().record().startsWith("FILE."))
                .forEach(definitions::clear);
    }

    /** The records behind FILE: a name, or the contents of a pipe. */
    private void putBehind(OpenFile file, Replacement replacement) {
        Optional<ImageRecord> oldName = file.object().record(RecordType.FILE_NAME);
        if (replacement.kind().hasName()) {
            FileNameRecord name = new FileNameRecord(Text.withNul(replacement.path()));
            if (oldName.isPresent()) {
                draft.replace(oldName.get(), RecordType.FILE_NAME, name);
            } else {
                draft.addBehind(file.definedBy(), RecordType.FILE_NAME, name);
            }
            return;
        }
        oldName.ifPresent(draft::delete);
        if (replacement.kind() == Replacement.Kind.PIPE) {
            draft.addBehind(file.definedBy(), RecordType.PIPE_BUF, new PipeBufRecord(Unpooled.EMPTY_BUFFER));
        }
    }

    private long position(OpenFile file, Replacement replacement) {
        long old = file.position();
        long position = old;
        if (replacement.position() instanceof Position.At at) {
            position = at.offset();
        } else if (replacement.position() instanceof Position.End) {
            position = size(replacement);
        } else if (replacement.position() instanceof Position.Clamp) {
            long size = size(replacement);
            position = Long.compareUnsigned(old, size) < 0 ? old : size;
        }
        if (replacement.kind().isSeekable() && (position & POINTER_BIT) != 0) {
            throw new RefusedException("file " + file + " (" + file.definedBy() + ") would be at position "
                    + Long.toUnsignedString(position)
                    + ", which has bit 31 set and would crash the restarting kernel; say another (pos=zero)");
        }
        return position;
    }

    /** The size of the new file in bytes, looked up where the files of the restart lie. */
    private long size(Replacement replacement) {
        Path folder = root.orElseThrow(() -> new RefusedException(
                "to find the size of " + replacement + " it must be looked up; say below which folder (--root DIR)"));
        String relative =
                replacement.path().startsWith("/") ? replacement.path().substring(1) : replacement.path();
        Path path = folder.resolve(relative);
        try {
            return Files.size(path);
        } catch (IOException e) {
            throw new RefusedException("the size of " + path + " cannot be found: " + e.getMessage());
        }
    }

    /** The flags as they shall be, or the old ones with the new access, without those that the new kind would refuse. */
    private Flags flags(Flags old, AccessMode access, Replacement replacement) {
        if (replacement.flags().isPresent()) {
            return OpenFlags.of(old, access, replacement.flags().get());
        }
        Flags flags = old.withRaw(old.raw() & ~ACCESS_MASK | access.number());
        if (replacement.kind() != Replacement.Kind.DIR) {
            flags = flags.without("O_DIRECTORY");
        }
        if (replacement.kind() != Replacement.Kind.REGULAR) {
            flags = flags.without("O_DIRECT");
        }
        return replacement.kind().hasName() ? flags : flags.without("O_LARGEFILE");
    }
}
