package org.ckptimage.record;

import com.google.common.collect.ImmutableList;
import com.google.common.primitives.ImmutableLongArray;
import io.netty.buffer.ByteBuf;
import java.nio.ByteOrder;
import java.util.BitSet;
import java.util.List;
import org.ckptimage.format.Field;
import org.ckptimage.format.FieldType;
import org.ckptimage.format.ImageFormat;
import org.ckptimage.format.Meaning;
import org.ckptimage.format.StructLayout;

/** Walks a layout over the bytes of one record. */
final class FieldViewer {
    private final ImageFormat format;
    private final ByteBuf record;
    private final int length;
    private final BitSet covered = new BitSet();

    /** Reads {@code record} from index 0 on. */
    FieldViewer(ImageFormat format, ByteBuf record) {
        this.format = format;
        this.record = record;
        this.length = record.readableBytes();
        covered.set(0, Math.min(length, RecordCodec.HEAD));
    }

    /** The view by a layout; null for one field with everything. */
    FieldView view(StructLayout layout) {
        if (layout == null) {
            return new FieldView(ImmutableList.of(payload()), ImmutableList.of());
        }
        int tailCount = tailCount(layout);
        List<FieldValue> fields = fields(layout, 0, tailCount);
        return new FieldView(fields, uncovered(layout.size() + tailCount * tailElement(layout)));
    }

    private FieldValue payload() {
        int start = Math.min(length, RecordCodec.HEAD);
        Field field = new Field("data", FieldType.U8, start, 0, null);
        Meaning meaning = new Meaning(Meaning.Kind.BYTES, "", null);
        return new FieldValue.BytesField(field, start, meaning, record.slice(start, length - start));
    }

    /** Elements of the flexible array. The struct's own size counts although the array may begin inside of it. */
    private int tailCount(StructLayout layout) {
        return layout.isFlexible() ? Math.max(0, length - layout.size()) / tailElement(layout) : 0;
    }

    private static int tailElement(StructLayout layout) {
        List<Field> fields = layout.fields();
        return layout.isFlexible() ? fields.get(fields.size() - 1).elementSize() : 0;
    }

    private List<FieldValue> fields(StructLayout layout, int start, int tailCount) {
        ImmutableList.Builder<FieldValue> values = ImmutableList.builder();
        for (Field field : layout.fields()) {
            int offset = start + field.offset();
            int count = field.isFlexible() ? tailCount : Math.max(1, field.count());
            int end = offset + count * field.elementSize();
            if (end <= length) {
                covered.set(offset, end);
                values.add(value(layout, field, offset, count));
            }
        }
        return values.build();
    }

    private FieldValue value(StructLayout layout, Field field, int offset, int count) {
        Meaning meaning = Meaning.of(layout, field);
        if (field.type() == FieldType.STRUCT) {
            return new FieldValue.StructsField(field, offset, meaning, elements(field, offset, count));
        }
        if (meaning.kind() == Meaning.Kind.SIGNALS) {
            SignalSet signals = SignalSet.read(record, offset, format.architecture());
            return new FieldValue.SignalsField(field, offset, meaning, signals);
        }
        if (field.isArray() && field.type().size() == 1) {
            return new FieldValue.BytesField(field, offset, meaning, record.slice(offset, count));
        }
        boolean little = meaning.byteOrder(format.architecture()) == ByteOrder.LITTLE_ENDIAN;
        if (!field.isArray()) {
            long number = Numbers.get(record, offset, field.type(), little);
            return new FieldValue.NumberField(format, field, offset, meaning, number);
        }
        ImmutableLongArray.Builder numbers = ImmutableLongArray.builder(count);
        for (int i = 0; i < count; i++) {
            numbers.add(Numbers.get(record, offset + i * field.elementSize(), field.type(), little));
        }
        return new FieldValue.NumbersField(format, field, offset, meaning, numbers.build());
    }

    private List<List<FieldValue>> elements(Field field, int offset, int count) {
        ImmutableList.Builder<List<FieldValue>> elements = ImmutableList.builderWithExpectedSize(count);
        for (int i = 0; i < count; i++) {
            int start = offset + i * field.elementSize();
            covered.clear(start, start + field.elementSize());
            elements.add(fields(field.element(), start, 0));
        }
        return elements.build();
    }

    /** Runs of uncovered bytes. Zeros in the usual length are what a kernel writes; behind it every byte counts. */
    private List<FieldView.UncoveredBytes> uncovered(int usualLength) {
        ImmutableList.Builder<FieldView.UncoveredBytes> runs = ImmutableList.builder();
        int start = covered.nextClearBit(0);
        while (start < length) {
            int next = covered.nextSetBit(start);
            int end = next < 0 ? length : next;
            ByteBuf bytes = record.slice(start, end - start);
            if (end > usualLength || !isZero(bytes)) {
                runs.add(new FieldView.UncoveredBytes(start, bytes));
            }
            start = covered.nextClearBit(end);
        }
        return runs.build();
    }

    private static boolean isZero(ByteBuf bytes) {
        return bytes.forEachByte(b -> b == 0) < 0;
    }
}
