package org.ckptimage.image;

import java.util.Optional;
import org.ckptimage.format.FileType;
import org.ckptimage.record.FileRecord;

/**
 * An eventfd: a counter.
 *
 * <p>Immutable; may be used by many threads.
 */
public final class EventFd extends OpenFile {
    EventFd(Image image, int definition, int entry, FileRecord record) {
        super(image, definition, entry, record);
    }

    @Override
    public Optional<FileType> type() {
        return Optional.of(FileType.EVENTFD);
    }

    /** The counter, an unsigned number. */
    public long count() {
        return record() instanceof FileRecord.Eventfd eventfd ? eventfd.count() : 0;
    }

    /** {@code anon_inode:[eventfd]}. */
    @Override
    public String name() {
        return "anon_inode:[eventfd]";
    }
}
