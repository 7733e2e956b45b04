package org.ckptimage.record;

import io.netty.buffer.ByteBuf;
import java.util.Arrays;
import java.util.List;
import java.util.function.Function;
import org.ckptimage.format.Architecture;
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
    /** Offset and access of a field that this dialect does not have. */
    static final int ABSENT = -1;

    /** Of how many fields the numbers are read one by one; with more, copying is quicker on JDK 17 and on 25. */
    private static final int MOST_READS = 12;

    final Shape<T> shape;
    private final Function<FieldReader, T> decoder;
    final ImageFormat format;
    final Architecture architecture;
    final boolean little;
    final int[] offsets;
    final FieldType[] types;
    /** Where and how to read each number: {@link Numbers#access}; negative where this dialect lacks the field. */
    final int[] accesses;

    /**
     * Whether the fixed part is copied before its numbers are read. The copy costs as much as a few reads from a
     * ByteBuf; but each of these checks so much that with many of them the compiler gives up inlining.
     */
    final boolean copied;

    final int[] counts;
    final Gaps gaps;
    final int[] gapAccesses;
    /** Bytes of the fixed part. */
    final int size;
    /** Where the flexible array begins, or {@link #size}. */
    final int tail;
    /** Bytes behind the flexible array in a record as kernels write it. */
    final int usualTrailing;
    /** Bytes of one element of the flexible array; 0 if there is none. */
    final int tailElement;

    BoundShape(Shape<T> shape, ImageFormat format, StructLayout layout) {
        this.shape = shape;
        this.decoder = shape.decoder();
        this.format = format;
        this.architecture = format.architecture();
        this.little = architecture.littleEndian();
        int fieldCount = shape.fields().size();
        offsets = new int[fieldCount];
        types = new FieldType[fieldCount];
        accesses = new int[fieldCount];
        counts = new int[fieldCount];
        for (int i = 0; i < fieldCount; i++) {
            Field field = layout.field(shape.fields().get(i)).orElse(null);
            offsets[i] = field == null ? ABSENT : field.offset();
            accesses[i] = field == null ? ABSENT : access(field, layout);
            if (field != null) {
                types[i] = field.type();
                counts[i] = field.count();
            }
        }
        copied = Arrays.stream(accesses).filter(access -> access >= 0).count() > MOST_READS;
        gaps = new Gaps(layout, little);
        gapAccesses = gaps.accesses();
        size = layout.size();
        tail = layout.tailOffset();
        usualTrailing = size - tail;
        List<Field> fields = layout.fields();
        tailElement = layout.isFlexible() ? fields.get(fields.size() - 1).elementSize() : 0;
    }

    /** Means nothing for arrays and structs. */
    private int access(Field field, StructLayout layout) {
        FieldType type = field.type();
        return Numbers.access(field.offset(), type.size(), type.isSigned(), layout.size(), little);
    }

    T decode(ByteBuf bytes) {
        return decoder.apply(new FieldReader(this, bytes));
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
