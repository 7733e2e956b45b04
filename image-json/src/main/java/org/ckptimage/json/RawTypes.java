package org.ckptimage.json;

import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.ckptimage.format.RecordType;

/** The names of types in JSON: records', those of numbers that no record has, and raw bytes'. */
final class RawTypes {
    /** What raw bytes are called. */
    static final Set<String> NAMES = Set.of("raw-page", "unreadable", "trailing", "cut-off");

    private static final Map<String, RecordType> TYPES =
            Stream.of(RecordType.values()).collect(Collectors.toUnmodifiableMap(Enum::name, Function.identity()));
    private static final String UNKNOWN = "unknown(";
    private static final long HIGHEST = 0xffffffffL;

    private RawTypes() {}

    /** The record type of a name, or null. */
    static RecordType type(String name) {
        return TYPES.get(name);
    }

    /** The number in {@code unknown(N)}, or -1 for another name. */
    static long unknownNumber(String name) {
        if (!name.startsWith(UNKNOWN) || !name.endsWith(")")) {
            return -1;
        }
        try {
            long number = Long.parseLong(name.substring(UNKNOWN.length(), name.length() - 1));
            return number > HIGHEST ? -1 : number;
        } catch (NumberFormatException e) {
            return -1;
        }
    }
}
