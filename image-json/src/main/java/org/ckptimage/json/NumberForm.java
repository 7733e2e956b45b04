package org.ckptimage.json;

import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.SerializableString;
import com.fasterxml.jackson.core.io.SerializedString;
import java.io.IOException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.ckptimage.format.FieldType;
import org.ckptimage.format.FlagTable;
import org.ckptimage.format.ImageFormat;
import org.ckptimage.format.Meaning;
import org.ckptimage.format.Signals;
import org.ckptimage.format.ValueNames;

/**
 * How the numbers of a field look in JSON. Those of 64 bits are strings, since many readers of JSON keep only 53 of
 * them. Those that stand for something are objects, always: {@code {"raw":1025,"names":["O_WRONLY","O_APPEND"]}}. Which
 * form it is depends on the field alone, never on the value.
 */
final class NumberForm {
    /** What stands beside the number. */
    enum Shape {
        /** Nothing: it is no object. */
        PLAIN,
        /** {@code names}: of the bits that are set; those without a name as one number. */
        FLAGS,
        /** {@code names}: of the signals in the set. */
        SIGNALS,
        /** {@code name}, if it has one. */
        NAMED,
        /** {@code time}, if it is one. */
        TIME,
        /** {@code address}. */
        ADDRESS
    }

    private static final SerializedString RAW = new SerializedString("raw");
    private static final SerializedString NAMES = new SerializedString("names");
    private static final SerializedString NAME = new SerializedString("name");
    private static final SerializedString TIME = new SerializedString("time");
    private static final SerializedString ADDRESS = new SerializedString("address");
    private static final int CACHED = 64;

    private final ImageFormat format;
    private final FieldType type;
    private final Meaning meaning;
    private final Shape shape;
    private final boolean wide;
    private final long mask;
    /** Names of values that were met; entries are immutable, so that a race costs no more than time. */
    private final Known[] known = new Known[CACHED];

    private record Known(long raw, SerializableString[] names) {}

    NumberForm(ImageFormat format, FieldType type, Meaning meaning) {
        this.format = format;
        this.type = type;
        this.meaning = meaning;
        this.shape = shape(meaning.kind());
        this.wide = type.size() == Long.BYTES || shape == Shape.SIGNALS;
        this.mask = wide ? -1 : (1L << type.size() * Byte.SIZE) - 1;
    }

    private static Shape shape(Meaning.Kind kind) {
        return switch (kind) {
            case FLAGS -> Shape.FLAGS;
            case SIGNALS -> Shape.SIGNALS;
            case NAMED, ARCHITECTURE, LIMIT -> Shape.NAMED;
            case SECONDS -> Shape.TIME;
            case IPV4 -> Shape.ADDRESS;
            default -> Shape.PLAIN;
        };
    }

    Shape shape() {
        return shape;
    }

    Meaning meaning() {
        return meaning;
    }

    ImageFormat format() {
        return format;
    }

    /** Whether numbers are strings. */
    boolean isWide() {
        return wide;
    }

    boolean isSigned() {
        return type.isSigned();
    }

    boolean isHexadecimal() {
        return meaning.kind().radix() == 16 || shape == Shape.SIGNALS;
    }

    /** Bits of a number. */
    int bits() {
        return wide ? Long.SIZE : type.size() * Byte.SIZE;
    }

    /** The bits of a number, without the copies of its sign. */
    long mask() {
        return mask;
    }

    void write(JsonSink out, long raw) throws IOException {
        if (shape == Shape.PLAIN) {
            number(out, raw);
            return;
        }
        JsonGenerator json = out.json();
        json.writeStartObject();
        out.name(RAW);
        number(out, raw);
        Known found = known(raw);
        switch (shape) {
            case FLAGS, SIGNALS -> {
                out.name(NAMES);
                json.writeStartArray();
                for (SerializableString name : found.names) {
                    json.writeString(name);
                }
                json.writeEndArray();
            }
            case NAMED -> single(out, NAME, found);
            case TIME -> single(out, TIME, found);
            default -> single(out, ADDRESS, found);
        }
        json.writeEndObject();
    }

    private static void single(JsonSink out, SerializedString name, Known found) throws IOException {
        if (found.names.length > 0) {
            out.name(name);
            out.json().writeString(found.names[0]);
        }
    }

    private void number(JsonSink out, long raw) throws IOException {
        if (!wide) {
            out.json().writeNumber(raw);
        } else if (isHexadecimal()) {
            out.hexString(raw);
        } else if (type.isSigned()) {
            out.signedString(raw);
        } else {
            out.unsignedString(raw);
        }
    }

    private Known known(long raw) {
        int slot = (int) (raw ^ raw >>> 32 ^ raw >>> 12) & CACHED - 1;
        Known found = known[slot];
        if (found == null || found.raw != raw) {
            found = new Known(
                    raw, names(raw).stream().map(SerializedString::new).toArray(SerializableString[]::new));
            known[slot] = found;
        }
        return found;
    }

    /** What stands beside a number: all names of flags, one name, time or address, or nothing. */
    List<String> names(long raw) {
        return switch (shape) {
            case FLAGS -> flagNames(raw & mask);
            case SIGNALS -> signalNames(raw);
            case TIME -> time(raw).stream().toList();
            case ADDRESS ->
                List.of((raw >>> 24 & 0xff) + "." + (raw >> 16 & 0xff) + "." + (raw >> 8 & 0xff) + "." + (raw & 0xff));
            case NAMED -> name(raw).stream().toList();
            default -> List.of();
        };
    }

    FlagTable flagTable() {
        return meaning.flags().orElseThrow().table(format.architecture());
    }

    private List<String> flagNames(long bits) {
        List<String> names = new ArrayList<>(flagTable().names(bits));
        long unknown = flagTable().unknown(bits);
        if (unknown != 0) {
            names.add("0x" + Long.toHexString(unknown));
        }
        return names;
    }

    private static List<String> signalNames(long bits) {
        List<String> names = new ArrayList<>();
        for (int signal = 1; signal <= Signals.LAST; signal++) {
            if ((bits >>> signal - 1 & 1) != 0) {
                names.add("SIG" + Signals.name(signal).orElseThrow());
            }
        }
        return names;
    }

    private Optional<String> name(long raw) {
        return switch (meaning.kind()) {
            case LIMIT -> raw == unlimited() ? Optional.of("unlimited") : Optional.empty();
            case ARCHITECTURE ->
                raw == format.architectureNumber()
                        ? Optional.of(format.architecture().id())
                        : Optional.empty();
            default -> ValueNames.name(meaning.table(), format, raw);
        };
    }

    /** The number that stands for no limit. */
    long unlimited() {
        return format.architecture().wordSize() == Integer.BYTES ? 0xffffffffL : -1;
    }

    private static Optional<String> time(long seconds) {
        boolean none = seconds == 0 || seconds < Instant.MIN.getEpochSecond() || seconds > Instant.MAX.getEpochSecond();
        return none
                ? Optional.empty()
                : Optional.of(Instant.ofEpochSecond(seconds).toString());
    }
}
