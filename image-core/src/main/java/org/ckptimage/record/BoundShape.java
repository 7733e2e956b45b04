package org.ckptimage.record;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import java.util.List;
import org.ckptimage.format.Field;
import org.ckptimage.format.FieldType;
import org.ckptimage.format.ImageFormat;
import org.ckptimage.format.StructLayout;

/**
 * A shape with the offsets of one layout: what decoding and encoding need, in arrays.
 *
 * @param <T> the record
 */
final class BoundShape<T> {
    /** Offset of a field that this dialect does not have. */
    static final int ABSENT = -1;

    final Shape<T> shape;
    final ImageFormat format;
    final boolean little;
    final int[] offsets;
    final FieldType[] types;
    /** How to read each number: {@link Numbers}. */
    final int[] codes;

    final int[] counts;
    /** Pairs of start and end of the gaps in the fixed part. */
    final int[] gaps;
    /** Bytes of the fixed part. */
    final int size;
    /** Where the flexible array begins, or {@link #size}. */
    final int tail;
    /** Bytes of one element of the flexible array; 0 if there is none. */
    final int tailElement;

    BoundShape(Shape<T> shape, ImageFormat format, StructLayout layout) {
        this.shape = shape;
        this.format = format;
        this.little = format.architecture().littleEndian();
        int fieldCount = shape.fields().size();
        offsets = new int[fieldCount];
        types = new FieldType[fieldCount];
        codes = new int[fieldCount];
        counts = new int[fieldCount];
        for (int i = 0; i < fieldCount; i++) {
            Field field = layout.field(shape.fields().get(i)).orElse(null);
            offsets[i] = field == null ? ABSENT : field.offset();
            if (field != null) {
                types[i] = field.type();
                codes[i] = Numbers.code(field.type());
                counts[i] = field.count();
            }
        }
        gaps = layout.padding();
        size = layout.size();
        tail = layout.tailOffset();
        List<Field> fields = layout.fields();
        tailElement = layout.isFlexible() ? fields.get(fields.size() - 1).elementSize() : 0;
    }

    T decode(ByteBuf bytes) {
        return shape.decode(new FieldReader(this, bytes));
    }

    /** The bytes of a record; the head's two fields are left 0. */
    ByteBuf encode(T value) {
        FieldWriter writer = new FieldWriter(this, Unpooled.buffer(Math.max(size, 16)));
        shape.encode(value, writer);
        return writer.bytes();
    }

    /** The length of a record whose flexible array takes this many bytes, when nothing unknown stands behind it. */
    int canonicalLength(int tailBytes) {
        return size + tailBytes;
    }
}
