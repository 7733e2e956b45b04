package org.ckptimage.record;

import io.netty.buffer.ByteBuf;
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
    /** Where and how to read each number: {@link Numbers#access}; negative where there is none. */
    final int[] accesses;

    final int[] counts;
    final Gaps gaps;
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
        accesses = new int[fieldCount];
        counts = new int[fieldCount];
        for (int i = 0; i < fieldCount; i++) {
            Field field = layout.field(shape.fields().get(i)).orElse(null);
            offsets[i] = field == null ? ABSENT : field.offset();
            accesses[i] = field == null ? ABSENT : Numbers.access(field.type(), field.offset());
            if (field != null) {
                types[i] = field.type();
                counts[i] = field.count();
            }
        }
        gaps = new Gaps(layout);
        size = layout.size();
        tail = layout.tailOffset();
        List<Field> fields = layout.fields();
        tailElement = layout.isFlexible() ? fields.get(fields.size() - 1).elementSize() : 0;
    }

    T decode(ByteBuf bytes) {
        return shape.decode(new FieldReader(this, bytes));
    }

    /** The bytes of a record; the head's two fields are left 0. */
    byte[] encode(T value) {
        FieldWriter writer = new FieldWriter(this);
        shape.encode(value, writer);
        return writer.bytes();
    }

    /** Writes an element of fixed length into an array that is zero there. */
    void encode(T value, byte[] bytes, int start) {
        shape.encode(value, new FieldWriter(this, bytes, start));
    }

    /** The length of a record whose flexible array takes this many bytes, when nothing unknown stands behind it. */
    int canonicalLength(int tailBytes) {
        return size + tailBytes;
    }
}
