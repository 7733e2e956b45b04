package org.ckptimage.record;

import io.netty.buffer.ByteBuf;
import java.util.List;
import org.ckptimage.format.FileType;
import org.ckptimage.format.ImageFormat;
import org.ckptimage.format.RecordType;
import org.ckptimage.format.StructLayout;

/**
 * A record seen without knowing its type: its fields one after the other, each with its name, its value and what that
 * stands for. For listings and JSON; code that works with records takes the typed ones of {@link RecordCodec}.
 *
 * <p>Fields and padding together hold every byte behind the head. A record that is cut short shows the fields that are
 * whole, and the rest as padding; nothing here throws because of what an image holds.
 *
 * @param fields the fields in the order of the struct; those of unions are all there and overlap
 * @param padding the uncovered bytes that are not zero, and everything behind the end of the struct
 */
public record FieldView(List<FieldValue> fields, List<UncoveredBytes> padding) {

    /**
     * Bytes that no field covers.
     *
     * @param offset from the start of the record, head included
     * @param bytes a view of the image
     */
    public record UncoveredBytes(int offset, ByteBuf bytes) {}

    /**
     * Views a record.
     *
     * @param format its dialect and architecture
     * @param type its type, or null for a number that the dialect does not have
     * @param record all of its bytes, head included
     */
    public static FieldView of(ImageFormat format, RecordType type, ByteBuf record) {
        return new FieldViewer(format, record.slice().asReadOnly()).view(layout(format, type, record));
    }

    /** The layout of a record: of a FILE that of its kind, if it has one. Null for types without a struct. */
    private static StructLayout layout(ImageFormat format, RecordType type, ByteBuf record) {
        StructLayout layout = type == null ? null : format.layout(type);
        if (type != RecordType.FILE) {
            return layout;
        }
        int index = record.readerIndex() + layout.offset("f_type");
        if (index + Integer.BYTES > record.writerIndex()) {
            return layout;
        }
        FileType kind =
                FileType.of(format.architecture().littleEndian() ? record.getIntLE(index) : record.getInt(index));
        return kind == null ? layout : format.layout(kind);
    }
}
