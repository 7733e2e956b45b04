package org.ckptimage.json;

import com.fasterxml.jackson.core.JsonToken;
import com.google.common.net.InetAddresses;
import java.io.IOException;
import java.math.BigInteger;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import org.ckptimage.format.FlagTable;
import org.ckptimage.format.Meaning;
import org.ckptimage.format.Signals;

/**
 * Reads numbers as {@link NumberForm} writes them. Of a number and what it stands for one is enough; where both are
 * there they must agree.
 */
final class NumberReader {
    /** Numbers with names are small, but for selectors and codes of user space. */
    private static final int HIGHEST_NAMED = 0xffff;

    private static final int LOWEST_NAMED = -128;
    /** Characters of a number; what is longer costs more than it is worth. */
    private static final int LONGEST = 64;

    private NumberReader() {}

    /** A number of a field, within what its bits can hold. */
    static long read(JsonInput in, NumberForm form) throws IOException {
        if (in.token() == JsonToken.START_OBJECT && form.shape() != NumberForm.Shape.PLAIN) {
            return meaning(in, form);
        }
        return number(in, form.bits());
    }

    /** A number, or a string that is one: decimal, or 0x and hexadecimal. */
    static long number(JsonInput in, int bits) throws IOException {
        long value;
        if (in.token() == JsonToken.VALUE_NUMBER_INT) {
            value = in.integer();
        } else if (in.isString()) {
            value = parse(in, in.string(), bits);
        } else {
            throw in.bad("expected is a number, not " + in.found());
        }
        checkRange(in, value, bits);
        return value;
    }

    private static void checkRange(JsonInput in, long value, int bits) throws IOException {
        if (bits < Long.SIZE && (value < -(1L << bits - 1) || value >= 1L << bits)) {
            throw in.bad(value + " does not fit into " + bits + " bits");
        }
    }

    private static long parse(JsonInput in, String text, int bits) throws IOException {
        if (text.length() > LONGEST) {
            throw in.bad("a string of " + text.length() + " characters is no number");
        }
        try {
            BigInteger value = text.startsWith("0x") ? new BigInteger(text.substring(2), 16) : new BigInteger(text);
            boolean fits = value.signum() < 0 ? value.bitLength() < bits : value.bitLength() <= bits;
            if (fits && !text.startsWith("0x-") && !text.startsWith("0x+")) {
                return value.longValue();
            }
            throw in.bad("\"" + text + "\" does not fit into " + bits + " bits");
        } catch (NumberFormatException e) {
            throw in.bad("\"" + text + "\" is no number");
        }
    }

    private static long meaning(JsonInput in, NumberForm form) throws IOException {
        Long raw = null;
        Long meant = null;
        List<String> said = new ArrayList<>();
        String key = key(form.shape());
        for (String name = in.nextName(); name != null; name = in.nextName()) {
            if (name.equals("raw")) {
                raw = number(in, form.bits());
            } else if (!name.equals(key)) {
                throw in.unknown(name, List.of("raw", key));
            } else if (key.equals("names")) {
                in.startArray();
                while (in.nextItem()) {
                    said.add(in.string());
                }
                meant = 0L;
            } else {
                said.add(in.string());
                meant = 0L;
            }
        }
        if (raw != null) {
            if (meant != null && !new HashSet<>(said).equals(new HashSet<>(form.names(raw)))) {
                throw in.bad("raw is " + Long.toUnsignedString(raw & form.mask()) + ", which is "
                        + text(form.names(raw)) + ", but \"" + key + "\" says " + text(said)
                        + ": change one of them and leave the other out");
            }
            return raw;
        }
        if (meant == null) {
            throw in.bad("here must stand \"raw\", or \"" + key + "\"");
        }
        try {
            return value(form, said);
        } catch (IllegalArgumentException | DateTimeException e) {
            throw in.bad(e.getMessage());
        }
    }

    private static String text(List<String> names) {
        return names.isEmpty() ? "nothing" : String.join("|", names);
    }

    static String key(NumberForm.Shape shape) {
        return switch (shape) {
            case FLAGS, SIGNALS -> "names";
            case TIME -> "time";
            case ADDRESS -> "address";
            default -> "name";
        };
    }

    private static long value(NumberForm form, List<String> said) {
        return switch (form.shape()) {
            case FLAGS -> flags(form.flagTable(), said);
            case SIGNALS -> signals(said);
            case TIME -> Instant.parse(said.get(0)).getEpochSecond();
            case ADDRESS -> InetAddresses.coerceToInteger(InetAddresses.forString(said.get(0))) & 0xffffffffL;
            default -> named(form, said.get(0));
        };
    }

    private static long flags(FlagTable table, List<String> names) {
        long value = 0;
        for (String name : names) {
            value = name.startsWith("0x")
                    ? value | Long.parseUnsignedLong(name.substring(2), 16)
                    : table.with(value, name);
        }
        return value;
    }

    private static long signals(List<String> names) {
        long set = 0;
        for (String name : names) {
            set |= 1L << signal(name) - 1;
        }
        return set;
    }

    private static int signal(String name) {
        for (int signal = 1; signal <= Signals.LAST; signal++) {
            if (name.equals("SIG" + Signals.name(signal).orElseThrow())) {
                return signal;
            }
        }
        throw new IllegalArgumentException("\"" + name + "\" is no signal");
    }

    private static long named(NumberForm form, String name) {
        if (form.meaning().kind() == Meaning.Kind.LIMIT && name.equals("unlimited")) {
            return form.unlimited();
        }
        // The name of a code tells its class alone.
        boolean unique = !form.meaning().table().equals("SIGNAL_CODE");
        for (int number = LOWEST_NAMED; unique && number <= HIGHEST_NAMED; number++) {
            if (form.names(number).contains(name)) {
                return number;
            }
        }
        throw new IllegalArgumentException("\"" + name + "\" stands for no number here; say \"raw\"");
    }
}
