package org.ckptimage.image;

import com.google.common.collect.Lists;
import java.util.List;
import java.util.Optional;
import org.ckptimage.format.FileType;
import org.ckptimage.record.EpollItem;
import org.ckptimage.record.FileRecord;

/**
 * An epoll set. Its watches stand among the deferred records of the file table in which it is defined.
 *
 * <p>Immutable; may be used by many threads.
 */
public final class EpollSet extends OpenFile {

    /**
     * A file that a set watches.
     *
     * @param item the watch as in the image: events, the program's data, and the descriptor by which it was added
     * @param file the watched file; empty if the image does not define it
     */
    public record Watch(EpollItem item, Optional<OpenFile> file) {}

    EpollSet(Image image, int definition, int entry, FileRecord record) {
        super(image, definition, entry, record);
    }

    @Override
    public Optional<FileType> type() {
        return Optional.of(FileType.EPOLL);
    }

    /** Its watches, in the order of the image, which means nothing. A view: each is read when it is looked at. */
    public List<Watch> watches() {
        return Lists.transform(items(), item -> new Watch(item, image().file(item.fileObjref())));
    }

    List<EpollItem> items() {
        int group = image().index().deferredGroup(definition());
        int end = image().index().size();
        if (group < 0 || group + 1 >= end || image().index().role(group + 1) != Role.EPOLL_ITEMS) {
            return List.of();
        }
        return EpollItem.readAll(image().format(), image().slice(group + 1, 8));
    }

    /** The EPOLL_ITEMS record; empty if the image lacks it. */
    public Optional<ImageRecord> group() {
        int group = image().index().deferredGroup(definition());
        return group < 0 || group >= image().index().size()
                ? Optional.empty()
                : Optional.of(new ImageRecord(image(), group));
    }

    /** The EPOLL_ITEMS record and its BUFFER; empty if the image lacks them. */
    public List<ImageRecord> groupRecords() {
        return group().map(head -> {
                    ImageRecord next = new ImageRecord(image(), head.number() + 1);
                    boolean items = next.number() < image().index().size() && next.role() == Role.EPOLL_ITEMS;
                    return items ? List.of(head, next) : List.of(head);
                })
                .orElse(List.of());
    }

    /** {@code anon_inode:[eventpoll]}. */
    @Override
    public String name() {
        return "anon_inode:[eventpoll]";
    }
}
