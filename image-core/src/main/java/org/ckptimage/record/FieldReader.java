package org.ckptimage.record;

import com.google.common.collect.ImmutableList;
import com.google.common.primitives.ImmutableLongArray;
import io.netty.buffer.ByteBuf;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;
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
    /** A copy of the fixed part to read its numbers from, or null: see {@link BoundShape#copied}. */
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
        fixed = shape.copied ? copy(shape.size) : null;
    }

    /** The dialect and architecture. */
    ImageFormat format() {
        return shape.format;
    }

    /** The next field as a number; it must exist in every dialect. */
    long number() {
        int access = accesses[next++];
        if (access < 0) {
            throw missing(next - 1);
        }
        return read(access);
    }

    /** The next field as an int; for fields that are not u32 or 64 bits wide in any dialect. */
    int integer() {
        return (int) number();
    }

    /** The next field, or empty where this dialect lacks it. */
    OptionalLong optionalNumber() {
        int access = accesses[next++];
        return access < 0 ? OptionalLong.empty() : OptionalLong.of(read(access));
    }

    /** The next field, or empty where this dialect lacks it. */
    OptionalInt optionalInteger() {
        int access = accesses[next++];
        return access < 0 ? OptionalInt.empty() : OptionalInt.of((int) read(access));
    }

    /** The next field as an object number; {@link ObjRef#NONE} where this dialect lacks it. */
    ObjRef objref() {
        int access = accesses[next++];
        return access < 0 ? ObjRef.NONE : ObjRef.of((int) read(access));
    }

    /** The next field as a number whose bits have names. */
    Flags flags(FlagKind kind) {
        return new Flags(number(), kind.table(shape.architecture));
    }

    /** The next field as a number whose bits have names, or empty where this dialect lacks it. */
    Optional<Flags> optionalFlags(FlagKind kind) {
        if (has()) {
            return Optional.of(flags(kind));
        }
        next++;
        return Optional.empty();
    }

    /** The next two fields, u32 both, as the lower and the upper half of one set of named bits. */
    Flags flagHalves(FlagKind kind) {
        long low = number();
        return new Flags(number() << Integer.SIZE | low, kind.table(shape.architecture));
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
     * Whether this dialect has the next {@code fields} fields, which are read as one value; if not they are passed
     * over. A dialect that has the first must have all that are not read as optional.
     */
    boolean group(int fields) {
        if (has()) {
            return true;
        }
        next += fields;
        return false;
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
        boolean usual = trailing == shape.usualTrailing && gapsAreZero();
        return usual && (trailing == 0 || isZero(start + tailEnd, trailing)) ? Padding.NONE : unusualPadding(trailing);
    }

    private Padding unusualPadding(int trailing) {
        byte[] kept = new byte[shape.gaps.size() + trailing];
        shape.gaps.copy(bytes, start, kept);
        bytes.getBytes(start + tailEnd, kept, shape.gaps.size(), trailing);
        return Padding.of(kept);
    }

    /** One gap, the usual case, without a loop: compiled that would be four times the code, and stop inlining. */
    private boolean gapsAreZero() {
        int[] gaps = shape.gapAccesses;
        return gaps.length == 0 || read(gaps[0]) == 0 && (gaps.length == 1 || allGapsAreZero());
    }

    private boolean allGapsAreZero() {
        for (int access : shape.gapAccesses) {
            if (read(access) != 0) {
                return false;
            }
        }
        return true;
    }

    private boolean isZero(int index, int length) {
        for (int i = 0; i < length; i++) {
            if (bytes.getByte(index + i) != 0) {
                return false;
            }
        }
        return true;
    }

    /** The next number in an order that is not the image's but its own. */
    private long numberIn(boolean little) {
        int field = next++;
        if (accesses[field] < 0) {
            throw missing(field);
        }
        return Numbers.get(bytes, start + shape.offsets[field], shape.types[field], little);
    }

    private long read(int access) {
        int at = Numbers.wordAt(access);
        return Numbers.cut(fixed == null ? bytes.getLongLE(start + at) : Numbers.word(fixed, at), access);
    }

    private byte[] copy(int length) {
        byte[] copy = new byte[length];
        bytes.getBytes(start, copy);
        return copy;
    }

    private IllegalStateException missing(int field) {
        return new IllegalStateException(
                shape.format + " has no field " + shape.shape.fields().get(field));
    }

    private int tailCount(long atMost) {
        int count = (int) Math.min(atMost, (bytes.readableBytes() - shape.tail) / shape.tailElement);
        tailEnd = shape.tail + count * shape.tailElement;
        return count;
    }

    private ImmutableLongArray numbersAt(int field, int offset, int count) {
        FieldType type = shape.types[field];
        ImmutableLongArray.Builder values = ImmutableLongArray.builder(count);
        for (int i = 0; i < count; i++) {
            values.add(Numbers.get(bytes, start + offset + i * type.size(), type, shape.little));
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
