package org.ckptimage.record;

import java.util.EnumSet;
import java.util.Set;
import org.ckptimage.format.FileType;
import org.ckptimage.format.ImageFormat;
import org.ckptimage.format.RecordType;
import org.ckptimage.format.StructLayout;

/**
 * Whether a record's length is one that its type can have in a dialect. Reads counts where the length depends on one.
 */
final class RecordLength {
    private static final int TLS_DESCRIPTORS = 3;
    private static final int SIGNALS = 64;

    /** Types that have a number, but stand in no image. */
    private static final Set<RecordType> NEVER_WRITTEN = EnumSet.of(RecordType.CAPABILITIES, RecordType.MNT_NS);

    private RecordLength() {}

    /** What a number means in a dialect, if the record at which the walk stands can be that; else null. */
    static RecordType meaning(ImageFormat format, LengthWalk head) {
        RecordType type = format.recordType(head.type());
        return type != null && fits(format, type, head) ? type : null;
    }

    /** Whether the record at which the walk stands can be of this type. */
    static boolean fits(ImageFormat format, RecordType type, LengthWalk head) {
        StructLayout layout = format.layout(type);
        if (layout == null) {
            return !NEVER_WRITTEN.contains(type);
        }
        switch (type) {
            case FILE:
                return fileFits(format, head);
            case THREAD:
                return head.length()
                        == layout.size() + (layout.isFlexible() ? (long) TLS_DESCRIPTORS * tlsSize(layout) : 0);
            case SIGHAND:
                return head.length() == layout.size() + (long) SIGNALS * element(format, "sigaction");
            case SIGPENDING:
                return counted(layout, "nr_pending", element(format, "siginfo"), head);
            case GROUPINFO:
                return counted(layout, "ngroups", Integer.BYTES, head);
            default:
                return layout.isFlexible() ? head.length() >= layout.size() : head.length() == layout.size();
        }
    }

    private static boolean fileFits(ImageFormat format, LengthWalk head) {
        FileType kind = kind(format, head);
        return kind == null
                ? head.length() >= format.layout(RecordType.FILE).size()
                : head.length() == format.layout(kind).size();
    }

    private static FileType kind(ImageFormat format, LengthWalk file) {
        int at = format.layout(RecordType.FILE).offset("f_type");
        return file.has(at + Integer.BYTES) ? FileType.of((int) file.u32(at)) : null;
    }

    private static boolean counted(StructLayout layout, String count, int elementSize, LengthWalk head) {
        if (!head.has(layout.size())) {
            return head.length() >= layout.size();
        }
        return head.length() == layout.size() + head.u32(layout.offset(count)) * elementSize;
    }

    private static int tlsSize(StructLayout thread) {
        return thread.fields().get(thread.fields().size() - 1).elementSize();
    }

    private static int element(ImageFormat format, String struct) {
        return format.layoutNamed(struct).orElseThrow().size();
    }

    /** The length that the record at which the walk stands should have, in words, for messages. */
    static String expected(ImageFormat format, RecordType type, LengthWalk head) {
        StructLayout layout = format.layout(type);
        if (layout == null) {
            return "no place in images";
        }
        FileType kind = type == RecordType.FILE ? kind(format, head) : null;
        if (kind != null) {
            return String.valueOf(format.layout(kind).size());
        }
        return layout.isFlexible() ? layout.size() + " and a table" : String.valueOf(layout.size());
    }
}
