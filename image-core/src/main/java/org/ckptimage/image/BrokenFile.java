package org.ckptimage.image;

import java.util.Optional;
import org.ckptimage.format.AccessMode;
import org.ckptimage.format.Architecture;
import org.ckptimage.format.FileType;
import org.ckptimage.format.FlagKind;
import org.ckptimage.format.Flags;

/**
 * A file whose definition cannot be read: without a FILE record, with one that is cut off or of an unknown kind.
 *
 * <p>Immutable; may be used by many threads.
 */
public final class BrokenFile extends OpenFile {
    BrokenFile(Image image, int definition, int entry) {
        super(image, definition, entry, null);
    }

    @Override
    public Optional<FileType> type() {
        return Optional.empty();
    }

    /** {@code unreadable}. */
    @Override
    public String name() {
        return "unreadable";
    }

    /** No flags. */
    @Override
    public Flags flags() {
        Architecture architecture = image().format().architecture();
        return Flags.of(FlagKind.F_FLAGS, architecture, 0);
    }

    @Override
    public Optional<AccessMode> access() {
        return Optional.empty();
    }

    @Override
    public long position() {
        return 0;
    }

    @Override
    public Optional<Credentials> credentials() {
        return Optional.empty();
    }
}
