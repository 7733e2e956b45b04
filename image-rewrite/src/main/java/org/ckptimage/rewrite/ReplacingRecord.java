package org.ckptimage.rewrite;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Optional;
import java.util.function.IntSupplier;
import org.ckptimage.check.PointerPosition;
import org.ckptimage.format.AccessMode;
import org.ckptimage.format.Architecture;
import org.ckptimage.format.FileType;
import org.ckptimage.format.FlagKind;
import org.ckptimage.format.Flags;
import org.ckptimage.record.FileCommon;
import org.ckptimage.record.FileRecord;
import org.ckptimage.record.ObjRef;
import org.ckptimage.record.Padding;

/** Works out the FILE record that an open file gets when another one takes its place. */
final class ReplacingRecord {
    private static final long ACCESS_MASK = 3;

    private final Architecture architecture;
    private final Optional<Path> root;
    private final IntSupplier freshNumber;

    /**
     * @param root below which folder sizes of files are looked up
     * @param freshNumber gives an object number that the image does not use
     */
    ReplacingRecord(Architecture architecture, Optional<Path> root, IntSupplier freshNumber) {
        this.architecture = architecture;
        this.root = root;
        this.freshNumber = freshNumber;
    }

    /** @param file what messages call the file */
    FileRecord of(FileRecord old, String file, Replacement replacement) {
        FileCommon before = old.common();
        AccessMode access = access(before, file, replacement);
        FileCommon common = new FileCommon(
                type(replacement).number(),
                before.fMode().withRaw(replacement.mode(access)),
                flags(before.fFlags(), access, replacement),
                before.fCredref(),
                position(before.fPos(), file, replacement),
                before.fVersion(),
                before.fSecref());
        switch (replacement.kind()) {
            case PIPE:
                return new FileRecord.Pipe(common, ObjRef.of(freshNumber.getAsInt()), Padding.NONE);
            case EVENTFD:
                Flags none = Flags.of(FlagKind.EVENTFD_FLAGS, architecture, 0);
                long nonBlocking = common.fFlags().without("O_NONBLOCK").raw()
                        ^ common.fFlags().raw();
                return new FileRecord.Eventfd(common, replacement.count(), none.withRaw(nonBlocking), Padding.NONE);
            default:
                return new FileRecord.Generic(
                        common, old instanceof FileRecord.Generic generic ? generic.padding() : Padding.NONE);
        }
    }

    /** What changes in the common fields, in words. */
    static String changes(FileRecord old, FileRecord replacing) {
        FileCommon before = old.common();
        FileCommon after = replacing.common();
        return "mode 0x" + Long.toHexString(before.fMode().raw()) + " -> 0x"
                + Long.toHexString(after.fMode().raw()) + ", flags 0"
                + Long.toOctalString(before.fFlags().raw()) + " -> 0"
                + Long.toOctalString(after.fFlags().raw()) + ", position "
                + Long.toUnsignedString(after.fPos());
    }

    private static AccessMode access(FileCommon old, String file, Replacement replacement) {
        AccessMode access = replacement
                .access()
                .or(old::accessMode)
                .orElseThrow(() -> new RefusedException(
                        file + " has no access mode that a replacement could take over; say one (flags=r, w or rw)"));
        if (replacement.kind() == Replacement.Kind.PIPE && access == AccessMode.READ_WRITE) {
            throw new RefusedException(file + " is open for reading and writing, and an end of a pipe can do"
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

    private long position(long old, String file, Replacement replacement) {
        long position = old;
        if (replacement.position() instanceof Position.At at) {
            position = at.offset();
        } else if (replacement.position() instanceof Position.End) {
            position = size(replacement);
        } else if (replacement.position() instanceof Position.Clamp) {
            long size = size(replacement);
            position = Long.compareUnsigned(old, size) < 0 ? old : size;
        }
        if (replacement.kind().isSeekable() && PointerPosition.is(position)) {
            throw new RefusedException(
                    file + " would be at position " + Long.toUnsignedString(position)
                            + ", which has bit 31 set and would crash the restarting kernel",
                    RefusedException.Advice.OTHER_POSITION);
        }
        return position;
    }

    /** The size of the new file in bytes, looked up where the files of the restart lie. */
    private long size(Replacement replacement) {
        Path folder = root.orElseThrow(() -> new RefusedException(
                "to find the size of " + replacement + " it must be looked up", RefusedException.Advice.GIVE_FOLDER));
        Path path;
        try {
            path = folder.resolve(replacement.path().substring(1));
        } catch (InvalidPathException e) {
            throw new RefusedException("the size of " + replacement + " cannot be looked up: its name cannot be said in"
                    + " the encoding of this system; say the position as a number");
        }
        try {
            return Files.size(path);
        } catch (NoSuchFileException e) {
            throw new RefusedException("the size of " + replacement.path() + " cannot be looked up below " + folder
                    + ": there is no " + (Files.isDirectory(folder) ? "such file" : "such folder"));
        } catch (IOException e) {
            throw new RefusedException("the size of " + path + " cannot be looked up: " + e.getMessage());
        }
    }

    /**
     * The flags as they shall be, or the old ones with the new access, without those that the new kind would refuse.
     */
    private static Flags flags(Flags old, AccessMode access, Replacement replacement) {
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
