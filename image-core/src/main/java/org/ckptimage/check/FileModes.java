package org.ckptimage.check;

import org.ckptimage.format.FileType;
import org.ckptimage.format.RecordType;

/** What f_mode a file has that a restart opens anew, and whether a saved one passes for it. */
final class FileModes {
    static final int READ = 1;
    static final int WRITE = 2;
    static final int LSEEK = 4;
    /** LSEEK, PREAD, PWRITE: what a file has that can be positioned. */
    static final int POSITIONED = 0x1c;
    /** EXEC and NOCMTIME, which only some ways of opening set. */
    private static final int UNDECIDED = 0x20 | 0x800;

    private final TargetFiles files;

    FileModes(TargetFiles files) {
        this.files = files;
    }

    /** Whether the saved mode of a file passes for that of a fresh one. */
    boolean fits(At file, Definition definition) {
        FileType kind = file.fileType().orElse(null);
        int saved = (int) file.number("f_mode");
        if (kind == null) {
            return true;
        }
        int access = (int) (file.number("f_flags") + 1) & (READ | WRITE);
        switch (kind) {
            case GENERIC:
                return fitsNamed(saved, access, definition);
            case FIFO:
                return passes(saved, access);
            case PIPE:
                return true;
            default:
                return passes(saved, READ | WRITE);
        }
    }

    /** What stands behind a name decides on the upper bits; a target's root may tell. */
    private boolean fitsNamed(int saved, int access, Definition definition) {
        TargetFiles.Kind kind = definition
                .find(RecordType.FILE_NAME)
                .filter(name -> files.canLookUp())
                .map(name -> files.kind(name.text()))
                .orElse(TargetFiles.Kind.UNKNOWN);
        switch (kind) {
            case POSITIONED:
                return passes(saved, access | POSITIONED);
            case STREAM:
                return passes(saved, access);
            default:
                return passes(saved, access | POSITIONED) || passes(saved, access) || passes(saved, READ | WRITE);
        }
    }

    /**
     * Whether a saved mode passes for a fresh one: WRITE, and then READ, may be missing or added as the kernel has it.
     */
    static boolean passes(int saved, int fresh) {
        int wanted = saved & ~UNDECIDED;
        int have = fresh & ~UNDECIDED;
        if ((have & WRITE) != 0 && (wanted & WRITE) == 0) {
            have &= ~WRITE;
            have |= wanted & READ;
        }
        return wanted == have;
    }
}
