package org.ckptimage.record;

import com.google.common.primitives.ImmutableLongArray;
import io.netty.buffer.ByteBuf;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;
import java.util.function.BiConsumer;
import org.ckptimage.format.Flags;
import org.ckptimage.format.ImageFormat;

/** The mirror of {@link FieldReader}: takes the fields of a record, one call a field, in the order of its shape. */
final class FieldWriter {
    private final BoundShape<?> shape;
    /** Where the record begins in {@link #bytes}. */
    private final int start;
    /** Whether the record is all that {@link #bytes} is for, and may grow and shrink. */
    private final boolean alone;

    private byte[] bytes;
    private int next;
    private int tailEnd;

    /** A writer of a whole record. */
    FieldWriter(BoundShape<?> shape) {
        this(shape, new byte[shape.size], 0, true);
    }

    /** A writer of an element of fixed length in the midst of an array that is zero there. */
    FieldWriter(BoundShape<?> shape, byte[] bytes, int start) {
        this(shape, bytes, start, false);
    }

    private FieldWriter(BoundShape<?> shape, byte[] bytes, int start, boolean alone) {
        this.shape = shape;
        this.bytes = bytes;
        this.start = start;
        this.alone = alone;
        this.tailEnd = shape.tail;
    }

    /** The dialect and architecture. */
    ImageFormat format() {
        return shape.format;
    }

    /** Writes a number; dropped where this dialect lacks the field. */
    FieldWriter number(long value) {
        int field = next++;
        if (shape.offsets[field] >= 0) {
            put(field, shape.offsets[field], value, shape.little);
        }
        return this;
    }

    FieldWriter number(OptionalLong value) {
        return number(value.orElse(0));
    }

    FieldWriter number(OptionalInt value) {
        return number(value.orElse(0));
    }

    FieldWriter objref(ObjRef value) {
        return number(value.number());
    }

    FieldWriter flags(Flags value) {
        return number(value.raw());
    }

    FieldWriter flags(Optional<Flags> value) {
        return number(value.map(Flags::raw).orElse(0L));
    }

    FieldWriter flagHalves(Flags value) {
        return number(value.raw() & 0xffffffffL).number(value.raw() >>> Integer.SIZE);
    }

    FieldWriter networkNumber(long value) {
        int field = next++;
        put(field, shape.offsets[field], value, false);
        return this;
    }

    FieldWriter littleEndianInteger(int value) {
        int field = next++;
        put(field, shape.offsets[field], value, true);
        return this;
    }

    /**
     * Writes fields that a dialect has all or none of.
     *
     * @param fields how many there are, to be passed over where {@code value} is empty
     */
    <G> FieldWriter group(int fields, Optional<G> value, BiConsumer<G, FieldWriter> writer) {
        if (shape.offsets[next] < 0 || value.isEmpty()) {
            next += fields;
        } else {
            writer.accept(value.get(), this);
        }
        return this;
    }

    FieldWriter signalSet(SignalSet value) {
        long word = value.word(shape.format.architecture());
        Numbers.put(bytes, start + shape.offsets[next++], Long.BYTES, word, shape.little);
        return this;
    }

    FieldWriter bytes(ByteBuf value) {
        int field = next++;
        checkCount(field, value.readableBytes());
        value.getBytes(value.readerIndex(), bytes, start + shape.offsets[field], value.readableBytes());
        return this;
    }

    FieldWriter text(Text value) {
        return bytes(value.bytes());
    }

    FieldWriter numbers(ImmutableLongArray values) {
        int field = next++;
        checkCount(field, values.length());
        putNumbers(field, shape.offsets[field], values);
        return this;
    }

    <E> FieldWriter elements(Shape<E> elementShape, String elementStruct, List<E> values) {
        int field = next++;
        checkCount(field, values.size());
        putElements(elementShape, elementStruct, shape.offsets[field], values);
        return this;
    }

    FieldWriter rest(ByteBuf value) {
        next++;
        growTail(value.readableBytes());
        value.getBytes(value.readerIndex(), bytes, start + shape.tail, value.readableBytes());
        return this;
    }

    FieldWriter restNumbers(ImmutableLongArray values) {
        int field = next++;
        growTail(values.length() * shape.types[field].size());
        putNumbers(field, shape.tail, values);
        return this;
    }

    <E> FieldWriter restElements(Shape<E> elementShape, String elementStruct, List<E> values) {
        next++;
        growTail(values.size() * shape.tailElement);
        putElements(elementShape, elementStruct, shape.tail, values);
        return this;
    }

    /** Puts back what no field covers. Call it last. */
    void padding(Padding padding) {
        if (padding == Padding.NONE) {
            return;
        }
        shape.gaps.fill(padding, bytes, start);
        if (alone) {
            int trailing = Math.max(0, padding.length() - shape.gaps.size());
            resize(tailEnd + trailing);
            for (int i = 0; i < trailing; i++) {
                bytes[tailEnd + i] = padding.get(shape.gaps.size() + i);
            }
        }
    }

    /** The record, exactly. */
    byte[] bytes() {
        return bytes;
    }

    private void resize(int length) {
        if (length != bytes.length) {
            bytes = Arrays.copyOf(bytes, length);
        }
    }

    private void growTail(int tailBytes) {
        tailEnd = shape.tail + tailBytes;
        resize(shape.canonicalLength(tailBytes));
    }

    private <E> void putElements(Shape<E> elementShape, String elementStruct, int offset, List<E> values) {
        BoundShape<E> element = RecordCodec.of(shape.format).element(elementShape, elementStruct);
        int at = offset;
        for (E value : values) {
            element.encode(value, bytes, start + at);
            at += element.size;
        }
    }

    private void putNumbers(int field, int offset, ImmutableLongArray values) {
        for (int i = 0; i < values.length(); i++) {
            put(field, offset + i * shape.types[field].size(), values.get(i), shape.little);
        }
    }

    private void put(int field, int offset, long value, boolean little) {
        int size = shape.types[field].size();
        checkRange(field, value, size * Byte.SIZE);
        Numbers.put(bytes, start + offset, size, value, little);
    }

    /** Numbers may be signed or unsigned, as the record has them: only what would lose bits is refused. */
    private void checkRange(int field, long value, int bits) {
        if (bits < Long.SIZE && (value < -(1L << (bits - 1)) || value >= 1L << bits)) {
            throw new IllegalArgumentException(name(field) + " has " + bits + " bits and cannot hold " + value);
        }
    }

    private void checkCount(int field, int count) {
        if (count > shape.counts[field]) {
            throw new IllegalArgumentException(
                    name(field) + " has room for " + shape.counts[field] + " elements, not for " + count);
        }
    }

    private String name(int field) {
        return shape.shape.fields().get(field);
    }
}
