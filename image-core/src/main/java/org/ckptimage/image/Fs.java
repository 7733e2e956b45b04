package org.ckptimage.image;

import java.util.OptionalLong;
import org.ckptimage.format.RecordType;
import org.ckptimage.record.FsRecord;
import org.ckptimage.record.Text;

/**
 * Working directory and root of a process.
 *
 * <p>Immutable; may be used by many threads.
 */
public final class Fs {
    private final Image image;
    private final int definition;

    Fs(Image image, int definition) {
        this.image = image;
        this.definition = definition;
    }

    /** The object behind it. */
    public ImageObject object() {
        return image.definition(definition);
    }

    /** The working directory, relative to the checkpoint root's root directory. */
    public Text workingDirectory() {
        return text(Role.CWD);
    }

    /** The root directory, relative to the checkpoint root's root directory. */
    public Text root() {
        return text(Role.ROOT);
    }

    /** The umask; none before v23-rc1. */
    public OptionalLong umask() {
        int entry = image.walk().find(definition, RecordType.FS);
        return image.find(entry, FsRecord.class).map(FsRecord::umask).orElse(OptionalLong.empty());
    }

    private Text text(Role role) {
        int entry = image.walk().find(definition + 1, image.index().definitions.endOf(definition), role);
        return entry < 0 ? Text.withNul("") : new Text(image.slice(entry, 8));
    }
}
