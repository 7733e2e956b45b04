package org.ckptimage.rewrite;

import com.google.common.collect.ListMultimap;
import com.google.common.collect.MultimapBuilder;
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
import org.ckptimage.record.ObjRef;
import org.ckptimage.rewrite.Consequence.Kind;
import org.ckptimage.rewrite.draft.Draft;

/** The watches of all epoll sets: they stand apart from the sets, and one left behind makes the image unreadable. */
final class Watches {
    private final Image image;
    private final Draft draft;
    private final List<Consequence> consequences;
    /** The items of the sets that have lost watches, by the watched file. */
    private final Map<EpollSet, ListMultimap<ObjRef, EpollItem>> left = new LinkedHashMap<>();

    Watches(Image image, Draft draft, List<Consequence> consequences) {
        this.image = image;
        this.draft = draft;
        this.consequences = consequences;
    }

    /** Removes every watch on a file. */
    void removeAll(OpenFile file) {
        for (EpollSet set : file.watchedBy()) {
            for (EpollItem item : left.computeIfAbsent(set, Watches::items).removeAll(file.objref())) {
                consequences.add(new Consequence(
                        Kind.WATCH_REMOVED,
                        set.group().map(ImageRecord::offset).orElse(0L),
                        "epoll set " + set.objref() + " no longer watches " + Printed.number(file)
                                + " (added as descriptor " + item.fd() + ")"));
            }
        }
    }

    private static ListMultimap<ObjRef, EpollItem> items(EpollSet set) {
        ListMultimap<ObjRef, EpollItem> items =
                MultimapBuilder.hashKeys().arrayListValues(1).build();
        set.watches().forEach(watch -> items.put(watch.item().fileObjref(), watch.item()));
        return items;
    }

    /** The items that are left, in their order. */
    private static List<EpollItem> inOrder(EpollSet set, ListMultimap<ObjRef, EpollItem> left) {
        return set.watches().stream()
                .map(EpollSet.Watch::item)
                .filter(item -> left.containsKey(item.fileObjref()))
                .toList();
    }

    /** Writes the items that are left, and their number; an empty set has no BUFFER. */
    void writeSets() {
        left.forEach((set, byFile) -> {
            if (set.group().filter(draft::isDeleted).isPresent()) {
                return;
            }
            List<EpollItem> items = inOrder(set, byFile);
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
