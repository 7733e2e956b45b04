package org.ckptimage.rewrite;

import java.util.Set;
import org.ckptimage.format.AccessMode;
import org.ckptimage.format.Flags;

/** Open flags made from their names. */
final class OpenFlags {
    private static final Set<String> ACCESS = Set.of("O_RDONLY", "O_WRONLY", "O_RDWR", "FMODE_EXEC");
    private static final Set<String> CREATION = Set.of("O_CREAT", "O_EXCL", "O_NOCTTY", "O_TRUNC");

    private OpenFlags() {}

    /**
     * The flags of an access mode and names.
     *
     * @param like the flags before: for their architecture's numbers, and for O_LARGEFILE, which is kept
     * @throws RefusedException if a name is unknown, or that of a flag that a restart refuses
     */
    static Flags of(Flags like, AccessMode access, Set<String> names) {
        Flags flags = like.withRaw(access.number());
        // No program asks for it: the C library or the kernel sets it, and without it large files do not open.
        flags = like.has("O_LARGEFILE") ? flags.with("O_LARGEFILE") : flags;
        for (String name : names) {
            if (CREATION.contains(name)) {
                throw new RefusedException(name + " is a flag for creating a file, which a restart refuses");
            }
            if (ACCESS.contains(name)) {
                throw new RefusedException(name + " says how a file is accessed, which is no open flag that can be set;"
                        + " only a replacement can be opened for other access");
            }
            try {
                flags = flags.with(name);
            } catch (IllegalArgumentException e) {
                throw new RefusedException(e.getMessage());
            }
        }
        return flags;
    }
}
