package org.ckptimage.image;

import java.util.Optional;
import org.ckptimage.format.FileType;
import org.ckptimage.record.FileRecord;
import org.ckptimage.record.Text;

/**
 * A regular file, a directory, or a simple device such as /dev/null: reopened by name; its contents are not saved.
 *
 * <p>Immutable; may be used by many threads.
 */
public final class GenericFile extends OpenFile {
    GenericFile(Image image, int definition, int entry, FileRecord record) {
        super(image, definition, entry, record);
    }

    @Override
    public Optional<FileType> type() {
        return Optional.of(FileType.GENERIC);
    }

    /** The path, relative to the checkpoint root's root directory; any bytes. */
    public Text path() {
        return image().fileViews().path(this);
    }

    @Override
    public String name() {
        return path().toString();
    }

    @Override
    public Text nameText() {
        return path();
    }
}
