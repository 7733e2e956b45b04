package org.ckptimage.rewrite;

import io.netty.buffer.ByteBuf;
import java.util.HashMap;
import java.util.HashSet;
import java.util.IdentityHashMap;
import java.util.Map;
import java.util.Set;
import org.ckptimage.format.ImageFormat;
import org.ckptimage.format.RecordType;
import org.ckptimage.record.EpollItem;
import org.ckptimage.record.EpollItemsRecord;
import org.ckptimage.record.RecordCodec;
import org.ckptimage.rewrite.draft.FieldBytes;

/** What has been done to files that a stream has left behind, and whether a later record shows that it was wrong. */
final class PassedFiles {

    /** @param mayBeMapped whether the caller says that its mappings are fine with the new file */
    private record Changed(String file, boolean deleted, boolean pollable, boolean mayBeMapped) {}

    private final ImageFormat format;
    private final RecordCodec codec;
    private final FieldBytes fields;
    private final Map<Integer, Changed> changed = new HashMap<>();
    private final Map<Edit, Set<Integer>> edited = new IdentityHashMap<>();
    private boolean itemsFollow;

    PassedFiles(ImageFormat format) {
        this.format = format;
        this.codec = RecordCodec.of(format);
        this.fields = new FieldBytes(format);
    }

    /** Notes which edit has been at a file. */
    void edited(Edit edit, int number) {
        edited.computeIfAbsent(edit, e -> new HashSet<>()).add(number);
    }

    boolean wasEdited(Edit edit, int number) {
        return edited.getOrDefault(edit, Set.of()).contains(number);
    }

    void deleted(HeldFile file) {
        change(file, new Changed(file.toString(), true, false, false));
    }

    void replaced(HeldFile file, boolean pollable, boolean mayBeMapped) {
        change(file, new Changed(file.toString(), false, pollable, mayBeMapped));
    }

    private void change(HeldFile file, Changed change) {
        if (changed.put(file.number(), change) != null) {
            throw new RefusedException(file + " cannot be replaced and deleted, or replaced twice, at the same time");
        }
    }

    boolean looksAt(RecordType type) {
        return !changed.isEmpty()
                && (type == RecordType.VMA
                        || type == RecordType.MM
                        || type == RecordType.EPOLL_ITEMS
                        || type == RecordType.BUFFER && itemsFollow);
    }

    /** Fails if the record names a file in a way that what has been done to it does not allow. */
    void checkReferences(HeldRecord record) {
        if (changed.isEmpty() || record.type() == null) {
            return;
        }
        switch (record.type()) {
            case VMA -> checkMapping(record, "vma_objref", "mapped");
            case MM -> checkMapping(record, "exe_objref", "an executable");
            case EPOLL_ITEMS ->
                itemsFollow = codec.decode(record.type(), record.bytes()) instanceof EpollItemsRecord items
                        && items.numItems() > 0;
            case BUFFER -> checkItems(record);
            default -> {
                return;
            }
        }
    }

    private void checkMapping(HeldRecord record, String field, String how) {
        Changed file = changed.get((int) fields.get(record.type(), record.bytes(), field));
        if (file != null && !file.mayBeMapped) {
            throw wrong(record, file, "is " + how);
        }
    }

    private void checkItems(HeldRecord record) {
        if (itemsFollow) {
            itemsFollow = false;
            ByteBuf payload =
                    record.bytes().slice(RecordCodec.HEAD, record.bytes().readableBytes() - RecordCodec.HEAD);
            for (EpollItem item : EpollItem.readAll(format, payload)) {
                Changed file = changed.get(item.fileObjref().number());
                if (file != null && !file.pollable) {
                    throw wrong(record, file, "is watched by an epoll set");
                }
            }
        }
    }

    private static RefusedException wrong(HeldRecord record, Changed file, String why) {
        return new RefusedException(
                "offset " + record.offset() + " (0x" + Long.toHexString(record.offset())
                        + ") shows that " + file.file + ", which has been " + (file.deleted ? "deleted" : "replaced")
                        + ", "
                        + why
                        + "; throw the result away",
                RefusedException.Advice.WHOLE_IMAGE);
    }
}
