package org.ckptimage.image;

import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import org.ckptimage.format.FileType;
import org.ckptimage.format.ImageFormat;
import org.ckptimage.format.RecordType;
import org.ckptimage.format.ReferenceField;
import org.ckptimage.format.StructLayout;
import org.ckptimage.format.VmaType;
import org.ckptimage.io.OrderedBytes;
import org.ckptimage.record.ObjRef;

/** Finds every field that names an object, by the table of reference fields. */
final class ReferenceScanner {
    private static final int HEAD = 8;
    private static final String EPOLL_ITEM = "eventpoll_item";

    private record Place(ReferenceField field, int offset) {}

    private final Image image;
    private final Map<RecordType, List<Place>> places = new EnumMap<>(RecordType.class);
    private final Map<FileType, List<Place>> filePlaces = new EnumMap<>(FileType.class);
    private final Place epollItem;
    private final int epollItemSize;

    ReferenceScanner(Image image) {
        this.image = image;
        ImageFormat format = image.format();
        Place item = null;
        for (ReferenceField field : ReferenceField.all()) {
            StructLayout layout = format.layoutNamed(field.record()).orElse(null);
            if (layout == null || layout.offset(field.field()) < 0) {
                continue;
            }
            Place place = new Place(field, layout.offset(field.field()));
            if (field.record().equals(EPOLL_ITEM)) {
                item = place;
            } else if (field.record().startsWith("FILE.")) {
                FileType kind = FileType.valueOf(field.record().substring(5));
                filePlaces.computeIfAbsent(kind, k -> new ArrayList<>()).add(place);
            } else {
                places.computeIfAbsent(RecordType.valueOf(field.record()), t -> new ArrayList<>())
                        .add(place);
            }
        }
        epollItem = item;
        epollItemSize = format.element(EPOLL_ITEM).size();
    }

    /** Hands over every reference in an entry whose number is above 0. */
    void scan(int entry, Consumer<Reference> found) {
        RecordType type = image.index().type(entry);
        if (type == null) {
            return;
        }
        if (type == RecordType.BUFFER) {
            if (image.index().role(entry) == Role.EPOLL_ITEMS) {
                scanItems(entry, found);
            }
            return;
        }
        for (Place place : places.getOrDefault(type, List.of())) {
            scan(entry, place, found);
        }
        if (type == RecordType.FILE) {
            long kind = image.field(entry, "f_type");
            FileType fileType = FileType.of((int) kind);
            FileType same = fileType == FileType.FIFO ? FileType.PIPE : fileType;
            for (Place place : same == null ? List.<Place>of() : filePlaces.getOrDefault(same, List.of())) {
                scan(entry, place, found);
            }
        }
    }

    private void scan(int entry, Place place, Consumer<Reference> found) {
        if (place.offset + Integer.BYTES > image.index().length(entry) || !applies(entry, place.field)) {
            return;
        }
        report(entry, image.index().offset(entry) + place.offset, place.field, found);
    }

    /** A vma names objects in two kinds of vmas each; a restart of the others looks at none. */
    private boolean applies(int entry, ReferenceField field) {
        switch (field.field()) {
            case "vma_objref":
                return isVma(entry, VmaType.FILE, VmaType.SHM_FILE);
            case "ino_objref":
                return isVma(entry, VmaType.SHM_ANON_SKIP, VmaType.SHM_IPC_SKIP);
            default:
                return true;
        }
    }

    private boolean isVma(int entry, VmaType one, VmaType other) {
        VmaType type = VmaType.of((int) image.field(entry, "vma_type"));
        return type == one || type == other;
    }

    private void scanItems(int entry, Consumer<Reference> found) {
        long start = image.index().offset(entry) + HEAD;
        long end = image.index().offset(entry + 1);
        for (long item = start; item + epollItemSize <= end; item += epollItemSize) {
            report(entry, item + epollItem.offset, epollItem.field, found);
        }
    }

    private void report(int entry, long offset, ReferenceField field, Consumer<Reference> found) {
        OrderedBytes bytes = image.bytes();
        int number = bytes.s32(offset);
        if (number > 0) {
            found.accept(new Reference(new ImageRecord(image, entry), offset, field, ObjRef.of(number)));
        }
    }
}
