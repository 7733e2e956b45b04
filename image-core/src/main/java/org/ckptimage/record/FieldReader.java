package org.ckptimage.record;

import com.google.common.collect.ImmutableList;
import com.google.common.primitives.ImmutableLongArray;
import io.netty.buffer.ByteBuf;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;
import java.util.function.Function;
import org.ckptimage.format.FieldType;
import org.ckptimage.format.FlagKind;
import org.ckptimage.format.Flags;
import org.ckptimage.format.ImageFormat;

/**
 * Hands out the fields of one record, one call a field, in the order in which its {@link Shape} lists them. The width
 * and sign of a number are the table's; the caller chooses the Java type that holds all of its values.
 */
final class FieldReader {
    private final BoundShape<?> shape;
    private final ByteBuf bytes;
    /** Index of the record's first byte. */
    private final int start;
    /** The fixed part, to read numbers from; payloads and texts stay views of {@link #bytes}. */
    private final byte[] fixed;

    private final int[] accesses;
    private int next;
    private int tailEnd;

    FieldReader(BoundShape<?> shape, ByteBuf bytes) {
        this.shape = shape;
        this.accesses = shape.accesses;
        this.bytes = bytes;
        this.start = bytes.readerIndex();
        this.tailEnd = shape.tail;
        if (bytes.readableBytes() < shape.size) {
            throw new IllegalArgumentException(
                    "has " + bytes.readableBytes() + " bytes, but its struct needs " + shape.size);
        }
        fixed = Numbers.copy(bytes, start, shape.size);
    }

    /** The dialect and architecture. */
    ImageFormat format() {
        return shape.format;
    }

    /** The next field as a number; it must exist in every dialect. */
    long number() {
        return numberIn(shape.little);
    }

    /** The next field as an int; for fields that are not u32 or 64 bits wide in any dialect. */
    int integer() {
        return (int) number();
    }

    /** The next field, or empty where this dialect lacks it. */
    OptionalLong optionalNumber() {
        if (absent()) {
            return OptionalLong.empty();
        }
        return OptionalLong.of(number());
    }

    /** The next field, or empty where this dialect lacks it. */
    OptionalInt optionalInteger() {
        if (absent()) {
            return OptionalInt.empty();
        }
        return OptionalInt.of(integer());
    }

    /** The next field as an object number; {@link ObjRef#NONE} where this dialect lacks it. */
    ObjRef objref() {
        return absent() ? ObjRef.NONE : ObjRef.of(integer());
    }

    /** The next field as a number whose bits have names. */
    Flags flags(FlagKind kind) {
        return new Flags(number(), kind.table(shape.format.architecture()));
    }

    /** The next field as a number whose bits have names, or empty where this dialect lacks it. */
    Optional<Flags> optionalFlags(FlagKind kind) {
        return absent() ? Optional.empty() : Optional.of(flags(kind));
    }

    /** The next two fields, u32 both, as the lower and the upper half of one set of named bits. */
    Flags flagHalves(FlagKind kind) {
        long low = number();
        return new Flags(number() << Integer.SIZE | low, kind.table(shape.format.architecture()));
    }

    /** The next field, which is in network order whatever the image's order is. */
    long networkNumber() {
        return numberIn(false);
    }

    /** The next field, which is little-endian whatever the image's order is. */
    int littleEndianInteger() {
        return (int) numberIn(true);
    }

    /** Whether this dialect has the next field. */
    boolean has() {
        return accesses[next] >= 0;
    }

    /**
     * The next {@code fields} fields as one value, or empty where this dialect lacks the first of them. A dialect that
     * has the first must have all that {@code reader} does not treat as optional.
     */
    <G> Optional<G> group(int fields, Function<FieldReader, G> reader) {
        if (has()) {
            return Optional.of(reader.apply(this));
        }
        next += fields;
        return Optional.empty();
    }

    /** The next field as a value of 8 raw bytes that the kernel keeps as a set of signals. */
    SignalSet signalSet() {
        int offset = shape.offsets[next++];
        return SignalSet.read(bytes, start + offset, shape.format.architecture());
    }

    /** A view of the next field, a byte array of fixed length. */
    ByteBuf bytes() {
        int field = next++;
        return bytes.slice(start + shape.offsets[field], shape.counts[field] * shape.types[field].size())
                .asReadOnly();
    }

    /** A view of the next field, a character array of fixed length. */
    Text text() {
        return new Text(bytes());
    }

    /** The numbers of the next field, an array of fixed length. */
    ImmutableLongArray numbers() {
        int field = next++;
        return numbersAt(field, shape.offsets[field], shape.counts[field]);
    }

    /** The elements of the next field, an array of structs of fixed length. */
    <E> List<E> elements(Shape<E> elementShape, String elementStruct) {
        int field = next++;
        return elementsAt(elementShape, elementStruct, shape.offsets[field], shape.counts[field]);
    }

    /** A view of the rest of the record: the flexible byte array, which must be the last field. */
    ByteBuf rest() {
        next++;
        tailEnd = bytes.readableBytes();
        return bytes.slice(start + shape.tail, tailEnd - shape.tail).asReadOnly();
    }

    /** The numbers of the flexible array, as many as the record has room for. */
    ImmutableLongArray restNumbers() {
        return restNumbers(Long.MAX_VALUE);
    }

    /** The numbers of the flexible array: as many as the record has room for, and not more than {@code atMost}. */
    ImmutableLongArray restNumbers(long atMost) {
        int field = next++;
        int count = tailCount(atMost);
        return numbersAt(field, shape.tail, count);
    }

    /** The elements of the flexible array, as many as the record has room for. */
    <E> List<E> restElements(Shape<E> elementShape, String elementStruct) {
        next++;
        return elementsAt(elementShape, elementStruct, shape.tail, tailCount(Long.MAX_VALUE));
    }

    /** What no field covers. Call it last. */
    Padding padding() {
        int trailing = bytes.readableBytes() - tailEnd;
        if (trailing == shape.size - shape.tail && shape.gaps.areZero(fixed) && isZero(start + tailEnd, trailing)) {
            return Padding.NONE;
        }
        byte[] kept = new byte[shape.gaps.size() + trailing];
        shape.gaps.copy(fixed, kept);
        bytes.getBytes(start + tailEnd, kept, shape.gaps.size(), trailing);
        return Padding.of(kept);
    }

    private boolean isZero(int index, int length) {
        for (int i = 0; i < length; i++) {
            if (bytes.getByte(index + i) != 0) {
                return false;
            }
        }
        return true;
    }

    private long numberIn(boolean little) {
        int access = accesses[next++];
        if (access < 0) {
            throw missing(next - 1);
        }
        return Numbers.get(fixed, access, little);
    }

    private IllegalStateException missing(int field) {
        return new IllegalStateException(
                shape.format + " has no field " + shape.shape.fields().get(field));
    }

    private boolean absent() {
        if (has()) {
            return false;
        }
        next++;
        return true;
    }

    private int tailCount(long atMost) {
        int count = (int) Math.min(atMost, (bytes.readableBytes() - shape.tail) / shape.tailElement);
        tailEnd = shape.tail + count * shape.tailElement;
        return count;
    }

    private ImmutableLongArray numbersAt(int field, int offset, int count) {
        FieldType type = shape.types[field];
        int code = Numbers.code(type);
        byte[] array = Numbers.copy(bytes, start + offset, count * type.size());
        ImmutableLongArray.Builder values = ImmutableLongArray.builder(count);
        for (int i = 0; i < count; i++) {
            values.add(Numbers.get(array, i * type.size(), code, shape.little));
        }
        return values.build();
    }

    private <E> List<E> elementsAt(Shape<E> elementShape, String elementStruct, int offset, int count) {
        BoundShape<E> element = RecordCodec.of(shape.format).element(elementShape, elementStruct);
        ImmutableList.Builder<E> values = ImmutableList.builderWithExpectedSize(count);
        for (int i = 0; i < count; i++) {
            int from = start + offset + i * element.size;
            values.add(element.decode(bytes.slice(from, element.size)));
        }
        return values.build();
    }
}
