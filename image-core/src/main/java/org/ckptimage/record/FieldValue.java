package org.ckptimage.record;

import com.google.common.collect.ImmutableList;
import com.google.common.primitives.ImmutableLongArray;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufUtil;
import java.util.List;
import java.util.Optional;
import org.ckptimage.format.Field;
import org.ckptimage.format.Flags;
import org.ckptimage.format.ImageFormat;
import org.ckptimage.format.Meaning;

/**
 * The value of one field of a record, seen without knowing the record's type: {@link FieldView}. Names are the struct's
 * own, parts of embedded structs with a dot: {@code sock.type}; elements of an array of structs have fields of their
 * own.
 */
public sealed interface FieldValue {

    /** Where the field lies, and the type of its numbers. */
    Field field();

    /** Bytes from the start of the record, also for fields of elements. */
    int offset();

    /** What the value stands for. */
    Meaning meaning();

    /** The value for people, in one line. Payloads give their length only: they may be somebody's secrets. */
    String text();

    /** The struct's own name of the field. */
    default String name() {
        return field().name();
    }

    /**
     * A number.
     *
     * @param format for names that depend on it
     * @param field the field
     * @param offset from the start of the record
     * @param meaning what the number stands for
     * @param raw the number; a u64 above 2^63 is negative
     */
    record NumberField(ImageFormat format, Field field, int offset, Meaning meaning, long raw) implements FieldValue {

        /** Whether the field has 64 bits, so that JSON holds it as a string. */
        public boolean is64Bit() {
            return field.elementSize() == Long.BYTES;
        }

        /** The number as its meaning asks for: decimal, or {@code 0x} and hexadecimal, or octal. */
        public String number() {
            return FieldText.number(field.type(), meaning, raw);
        }

        /** What the number stands for, where it stands for something: names of flags, a date, an object. */
        public Optional<String> explanation() {
            return FieldText.explanation(format, field.type(), meaning, raw);
        }

        /** The names of the bits that are set, for numbers whose bits have names; else empty. */
        public Optional<Flags> flags() {
            return meaning.flags().map(kind -> Flags.of(kind, format.architecture(), raw));
        }

        /** {@code 0x8002 O_RDWR|O_LARGEFILE}. */
        @Override
        public String text() {
            return number() + explanation().map(more -> " " + more).orElse("");
        }
    }

    /**
     * An array of numbers.
     *
     * @param format for names that depend on it
     * @param field the field
     * @param offset from the start of the record
     * @param meaning what each number stands for
     * @param raw the numbers
     */
    record NumbersField(ImageFormat format, Field field, int offset, Meaning meaning, ImmutableLongArray raw)
            implements FieldValue {

        /** Whether the numbers have 64 bits, so that JSON holds them as strings. */
        public boolean is64Bit() {
            return field.elementSize() == Long.BYTES;
        }

        /** The numbers as their meaning asks for. */
        public List<String> numbers() {
            return raw.stream()
                    .mapToObj(number -> FieldText.number(field.type(), meaning, number))
                    .collect(ImmutableList.toImmutableList());
        }

        /** {@code [0, 10, 20]}. */
        @Override
        public String text() {
            return numbers().toString();
        }
    }

    /**
     * Bytes: text, a payload, or something without a struct.
     *
     * @param field the field
     * @param offset from the start of the record
     * @param meaning {@link Meaning.Kind#TEXT} or {@link Meaning.Kind#BYTES}
     * @param raw all bytes of the field; a view of the image
     */
    record BytesField(Field field, int offset, Meaning meaning, ByteBuf raw) implements FieldValue {

        /** Whether the bytes are text, up to the first NUL. */
        public boolean isText() {
            return meaning.kind() == Meaning.Kind.TEXT;
        }

        /**
         * The bytes without the zeros at their end; of text whatever stands before the first NUL, unless that is first.
         */
        public byte[] significant() {
            int end = raw.readableBytes();
            while (end > 0 && raw.getByte(raw.readerIndex() + end - 1) == 0) {
                end--;
            }
            boolean abstractName = end > 0 && raw.getByte(raw.readerIndex()) == 0;
            return isText() && !abstractName
                    ? new Text(raw).toByteArray()
                    : ByteBufUtil.getBytes(raw, raw.readerIndex(), end, true);
        }

        /** Text in quotes with all that is not NUL at its end, short fields in hexadecimal, of payloads the length. */
        @Override
        public String text() {
            if (isText()) {
                return FieldText.quote(FieldText.withoutFinalNuls(raw));
            }
            return field.isFlexible() || raw.readableBytes() > FieldText.LONGEST_HEX
                    ? raw.readableBytes() + " bytes"
                    : ByteBufUtil.hexDump(raw);
        }
    }

    /**
     * A set of signals.
     *
     * @param field the field
     * @param offset from the start of the record
     * @param meaning always {@link Meaning.Kind#SIGNALS}
     * @param raw the set, the same on all architectures
     */
    record SignalsField(Field field, int offset, Meaning meaning, SignalSet raw) implements FieldValue {

        /** The set in hexadecimal: bit 0 is signal 1. */
        public String number() {
            return "0x" + Long.toHexString(raw.bits());
        }

        /** {@code 0x4002 SIGINT|SIGTERM}. */
        @Override
        public String text() {
            return raw.bits() == 0 ? number() : number() + " " + raw;
        }
    }

    /**
     * An array of structs.
     *
     * @param field the field
     * @param offset from the start of the record
     * @param meaning nothing of interest
     * @param elements the fields of each struct
     */
    record StructsField(Field field, int offset, Meaning meaning, List<List<FieldValue>> elements)
            implements FieldValue {

        /** How many there are: {@code 16 elements}. Each has its own text. */
        @Override
        public String text() {
            return elements.size() + (elements.size() == 1 ? " element" : " elements");
        }
    }
}
