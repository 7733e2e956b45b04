package org.ckptimage.json;

import com.fasterxml.jackson.core.SerializableString;
import com.fasterxml.jackson.core.io.SerializedString;
import java.nio.ByteOrder;
import org.ckptimage.format.Architecture;
import org.ckptimage.format.Field;
import org.ckptimage.format.FieldType;
import org.ckptimage.format.ImageFormat;
import org.ckptimage.format.Meaning;
import org.ckptimage.format.StructLayout;

/** A field of a struct as JSON shows it. */
final class FieldForm implements Member {
    /** What kind of JSON value it is. */
    enum Kind {
        /** One number. */
        NUMBER,
        /** An array of numbers. */
        NUMBERS,
        /** A set of signals. */
        SIGNALS,
        /** Characters. */
        TEXT,
        /** Bytes in hexadecimal. */
        BYTES,
        /** An array of structs. */
        STRUCTS
    }

    private final SerializedString name;
    private final Field field;
    private final int index;
    private final Kind kind;
    private final boolean little;
    /** Whether a set of signals is two words of 32 bits, the lower one first. */
    private final boolean halvesSwapped;

    private final NumberForm number;
    private final StructForm element;
    private final CountRule rule;

    /** @param index place of the field among those of its struct */
    FieldForm(ImageFormat format, StructLayout layout, Field field, int index) {
        this.name = new SerializedString(field.name().substring(field.name().lastIndexOf('.') + 1));
        this.field = field;
        this.index = index;
        Meaning meaning = Meaning.of(layout, field);
        this.kind = kind(field, meaning);
        this.little = meaning.byteOrder(format.architecture()) == ByteOrder.LITTLE_ENDIAN;
        this.halvesSwapped = kind == Kind.SIGNALS && format.architecture() == Architecture.PPC32;
        this.element = kind == Kind.STRUCTS ? StructForm.of(format, field.element()) : null;
        this.rule = CountRule.of(layout, field);
        this.number = kind == Kind.STRUCTS ? null : new NumberForm(format, field.type(), meaning);
    }

    private static Kind kind(Field field, Meaning meaning) {
        if (field.type() == FieldType.STRUCT) {
            return Kind.STRUCTS;
        }
        if (meaning.kind() == Meaning.Kind.SIGNALS) {
            return Kind.SIGNALS;
        }
        if (field.isArray() && field.type().size() == 1) {
            return meaning.kind() == Meaning.Kind.TEXT ? Kind.TEXT : Kind.BYTES;
        }
        return field.isArray() ? Kind.NUMBERS : Kind.NUMBER;
    }

    @Override
    public SerializableString name() {
        return name;
    }

    Field field() {
        return field;
    }

    int index() {
        return index;
    }

    Kind kind() {
        return kind;
    }

    /** How its numbers are written; null for structs. */
    NumberForm number() {
        return number;
    }

    /** What it counts, or null. */
    CountRule rule() {
        return rule;
    }

    /** The struct of which it is an array, or null. */
    StructForm element() {
        return element;
    }

    /** Elements of an array of fixed length; 1 for a single value. */
    int count() {
        return Math.max(1, field.count());
    }

    /** A number of it, read from bytes. */
    long get(byte[] bytes, int at) {
        if (kind == Kind.SIGNALS) {
            long set = Bytes.get(bytes, at, FieldType.U64, little);
            return halvesSwapped ? Long.rotateLeft(set, Integer.SIZE) : set;
        }
        return Bytes.get(bytes, at, field.type(), little);
    }

    /** Puts a number of it into bytes. */
    void put(byte[] bytes, int at, long value) {
        if (kind == Kind.SIGNALS) {
            Bytes.put(bytes, at, Long.BYTES, halvesSwapped ? Long.rotateLeft(value, Integer.SIZE) : value, little);
            return;
        }
        Bytes.put(bytes, at, field.type().size(), value, little);
    }
}
