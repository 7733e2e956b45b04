package org.ckptimage.image;

import org.ckptimage.format.FileType;
import org.ckptimage.format.ImageFormat;
import org.ckptimage.format.RecordType;
import org.ckptimage.format.StructLayout;
import org.ckptimage.io.OrderedBytes;

/** The lengths that records must have, by their structs, and whether bytes look like a record's head. */
final class RecordLengths {
    private static final int HEAD = 8;

    private final ImageFormat format;
    private final OrderedBytes bytes;
    private final int fileTypeAt;
    private final int[] exact = new int[RecordType.values().length];

    RecordLengths(ImageFormat format, OrderedBytes bytes) {
        this.format = format;
        this.bytes = bytes;
        this.fileTypeAt = format.layout(RecordType.FILE).offset("f_type");
        for (RecordType type : RecordType.values()) {
            StructLayout layout = format.layout(type);
            exact[type.ordinal()] = layout == null || layout.isFlexible() ? 0 : layout.size();
        }
    }

    /** The length that a record of this type has at {@code offset}; 0 if it may have several or is not known. */
    int exact(RecordType type, long offset, long end) {
        if (type == null) {
            return 0;
        }
        if (type == RecordType.FILE) {
            FileType kind =
                    end - offset < fileTypeAt + Integer.BYTES ? null : FileType.of(bytes.s32(offset + fileTypeAt));
            return kind == null ? 0 : format.layout(kind).size();
        }
        return exact[type.ordinal()];
    }

    /** Whether a record can begin at {@code offset}, or the image end there. */
    boolean plausible(long offset, long end) {
        if (offset == end) {
            return true;
        }
        if (end - offset < HEAD || format.recordType(bytes.s32(offset)) == null) {
            return false;
        }
        long length = bytes.u32(offset + 4);
        return length >= HEAD && length <= end - offset && length <= Integer.MAX_VALUE;
    }
}
