package org.ckptimage.image;

import java.util.Optional;
import org.ckptimage.format.ImageFormatException;
import org.ckptimage.record.FileDescRecord;

/**
 * A file descriptor: a number of a file table that stands for an open file.
 *
 * <p>Immutable; may be used by many threads.
 */
public final class Descriptor {
    private final Image image;
    private final int entry;
    private final FileDescRecord record;

    Descriptor(Image image, int entry, FileDescRecord record) {
        this.image = image;
        this.entry = entry;
        this.record = record;
    }

    /** The number, as the program knows it. */
    public int number() {
        return record.fdDescriptor();
    }

    /** Whether exec closes it. */
    public boolean isCloseOnExec() {
        return record.fdCloseOnExec() != 0;
    }

    /** The FILE_DESC record. */
    public FileDescRecord record() {
        return record;
    }

    /** Where the FILE_DESC record stands. */
    public ImageRecord definedBy() {
        return new ImageRecord(image, entry);
    }

    /** The open file, if the image defines it. */
    public Optional<OpenFile> findFile() {
        return image.file(record.fdObjref());
    }

    /**
     * The open file.
     *
     * @throws ImageFormatException if the image defines no file of that number
     */
    public OpenFile file() {
        return findFile()
                .orElseThrow(() -> new ImageFormatException(
                        definedBy().offset(),
                        definedBy().place(),
                        "R109",
                        "descriptor " + number() + " names " + record.fdObjref() + ", which is no FILE"));
    }
}
