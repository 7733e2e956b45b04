package org.ckptimage.rewrite;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.ckptimage.format.RecordType;
import org.ckptimage.image.EpollSet;
import org.ckptimage.image.Image;
import org.ckptimage.image.ImageRecord;
import org.ckptimage.image.OpenFile;
import org.ckptimage.record.BufferRecord;
import org.ckptimage.record.EpollItem;
import org.ckptimage.rewrite.Consequence.Kind;

/** The watches of all epoll sets: they stand apart from the sets, and one left behind makes the image unreadable. */
final class Watches {
    private final Image image;
    private final Draft draft;
    private final List<Consequence> consequences;
    /** What is left of the sets that have lost watches. */
    private final Map<EpollSet, List<EpollItem>> left = new LinkedHashMap<>();

    Watches(Image image, Draft draft, List<Consequence> consequences) {
        this.image = image;
        this.draft = draft;
        this.consequences = consequences;
    }

    /** Removes every watch on a file. */
    void removeAll(OpenFile file) {
        for (EpollSet set : file.watchedBy()) {
            List<EpollItem> items = left.computeIfAbsent(set, s -> items(s));
            for (EpollItem item : List.copyOf(items)) {
                if (item.fileObjref().equals(file.objref())) {
                    items.remove(item);
                    consequences.add(new Consequence(
                            Kind.WATCH_REMOVED,
                            set.group().map(ImageRecord::offset).orElse(0L),
                            "epoll set " + set.objref() + " no longer watches " + Printed.number(file)
                                    + " (added as descriptor " + item.fd() + ")"));
                }
            }
        }
    }

    private static List<EpollItem> items(EpollSet set) {
        List<EpollItem> items = new ArrayList<>();
        set.watches().forEach(watch -> items.add(watch.item()));
        return items;
    }

    /** Writes the items that are left, and their number; an empty set has no BUFFER. */
    void writeSets() {
        left.forEach((set, items) -> {
            if (set.group().filter(draft::isDeleted).isPresent()) {
                return;
            }
            ImageRecord head = set.group().orElseThrow();
            ImageRecord buffer = image.records().get(head.number() + 1);
            draft.set(head, "num_items", items.size());
            if (items.isEmpty()) {
                draft.delete(buffer);
            } else {
                draft.replace(buffer, RecordType.BUFFER, new BufferRecord(EpollItem.writeAll(image.format(), items)));
            }
        });
    }
}
