package org.ckptimage.format;

import java.nio.ByteOrder;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * What the number or the bytes of a field stand for, for views that treat all records alike. Data: the resources
 * {@code meanings.table} and {@code references.table}, read when first asked for.
 *
 * @param kind what it is
 * @param table of {@link Kind#FLAGS} the constant of {@link FlagKind}, of {@link Kind#NAMED} the table of
 *     {@link ValueNames}, else empty
 * @param object of {@link Kind#REFERENCE} and {@link Kind#DEFINITION} the type of the object, else null
 */
public record Meaning(Kind kind, String table, ObjectType object) {

    /** The kinds of meanings, and how their numbers are written. */
    public enum Kind {
        /** A number without further meaning: a count, a size, an id. */
        NUMBER,
        /** A user or kernel address. */
        ADDRESS(16),
        /** A register, a cookie, a mask without names. */
        HEX(16),
        /** Permission bits. */
        OCTAL(8),
        /** Bits with names. */
        FLAGS(16),
        /** A number with a name. */
        NAMED,
        /** A span of time in nanoseconds. */
        NANOSECONDS,
        /** A time in seconds since 1970. */
        SECONDS,
        /** A resource limit. */
        LIMIT,
        /** The number of an object that is defined elsewhere. */
        REFERENCE,
        /** The number of an object that this field defines. */
        DEFINITION,
        /** The number of the object that this record defines: OBJREF's own. */
        OBJECT,
        /** HEADER.arch_id: little-endian in all images. */
        ARCHITECTURE,
        /** An IPv4 address, in network order in all images. */
        IPV4,
        /** A port, in network order in all images. */
        PORT,
        /** A set of signals, 8 bytes. */
        SIGNALS,
        /** Characters. */
        TEXT,
        /** Bytes without further meaning. */
        BYTES;

        private final int radix;

        Kind() {
            this(10);
        }

        Kind(int radix) {
            this.radix = radix;
        }

        /** The base in which such numbers are written: 8, 10 or 16. */
        public int radix() {
            return radix;
        }
    }

    private static final Meaning NUMBER = of(Kind.NUMBER);
    private static final Meaning TEXT = of(Kind.TEXT);
    private static final Meaning BYTES = of(Kind.BYTES);

    /**
     * The meaning of a field.
     *
     * @param layout the record's or element's layout, for its name
     * @param field one of its fields
     */
    public static Meaning of(StructLayout layout, Field field) {
        String name = layout.name();
        Meaning found = Tables.MEANINGS.get(name + ' ' + field.name());
        int dot = name.indexOf('.');
        if (found == null && dot > 0) {
            found = Tables.MEANINGS.get(name.substring(0, dot) + ' ' + field.name());
        }
        return found != null ? found : ofType(field);
    }

    private static Meaning ofType(Field field) {
        if (field.type() == FieldType.CHAR) {
            return TEXT;
        }
        return field.type() == FieldType.U8 && field.isArray() ? BYTES : NUMBER;
    }

    private static Meaning of(Kind kind) {
        return new Meaning(kind, "", null);
    }

    /** The named bits of {@link Kind#FLAGS}, else empty. */
    public Optional<FlagKind> flags() {
        return kind == Kind.FLAGS ? Optional.of(FlagKind.valueOf(table)) : Optional.empty();
    }

    /** The byte order of the field in an image of an architecture. */
    public ByteOrder byteOrder(Architecture architecture) {
        return switch (kind) {
            case ARCHITECTURE -> ByteOrder.LITTLE_ENDIAN;
            case IPV4, PORT -> ByteOrder.BIG_ENDIAN;
            default -> architecture.byteOrder();
        };
    }

    private static final class Tables {
        /** By layout and field, with a blank between. */
        static final Map<String, Meaning> MEANINGS = new HashMap<>();

        static {
            HiddenDefinition.all()
                    .forEach(hidden -> MEANINGS.put(
                            hidden.record() + ' ' + hidden.field(), new Meaning(Kind.DEFINITION, "", hidden.type())));
            // A field that can be both, as TASK_OBJS.signal_objref, is a reference for most records that have it.
            ReferenceField.all()
                    .forEach(reference -> MEANINGS.put(
                            reference.record() + ' ' + reference.field(),
                            new Meaning(Kind.REFERENCE, "", reference.target())));
            TableLines.read(ValueNames.RESOURCE).forEach(Tables::add);
        }

        private static void add(List<String> words) {
            if (words.get(0).equals(ValueNames.KEYWORD)) {
                return;
            }
            String[] kindAndTable = words.get(0).split(":");
            Kind kind = Kind.valueOf(TableLines.constantName(kindAndTable[0]));
            Meaning meaning = new Meaning(kind, kindAndTable.length > 1 ? kindAndTable[1] : "", null);
            words.subList(2, words.size()).forEach(field -> MEANINGS.put(words.get(1) + ' ' + field, meaning));
        }
    }
}
