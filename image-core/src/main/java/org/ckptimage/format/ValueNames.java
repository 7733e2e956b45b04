package org.ckptimage.format;

import com.google.common.collect.ImmutableMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.LongFunction;

/**
 * The names of numbers, by the name of a table: what the enums of this package know, and smaller ones from the resource
 * {@code meanings.table}.
 */
public final class ValueNames {
    static final String RESOURCE = "meanings.table";
    static final String KEYWORD = "values";

    private static final int TLS_SELECTOR = 0x4000;
    private static final int LDT_SELECTOR = 0x8000;

    /** The tables that code knows, too. */
    private static final ImmutableMap<String, LongFunction<Enum<?>>> ENUMS =
            ImmutableMap.<String, LongFunction<Enum<?>>>builder()
                    .put("FILE_TYPE", number -> FileType.of(toInt(number)))
                    .put("VMA_TYPE", number -> VmaType.of(toInt(number)))
                    .put("RESTART_BLOCK", RestartBlockType::of)
                    .put("SOCKET_FAMILY", SocketFamily::of)
                    .put("SOCKET_TYPE", SocketType::of)
                    .put("SOCKET_STATE", SocketState::of)
                    .put("SOCK_STATE", SockState::of)
                    .put("SIGNAL_CODE", number -> SignalCode.of((int) number))
                    .buildOrThrow();

    private ValueNames() {}

    /**
     * The name of a number, or nothing if it has none.
     *
     * @param table name of the table, as in {@link Meaning#table}
     * @param format for the tables that depend on the dialect
     */
    public static Optional<String> name(String table, ImageFormat format, long number) {
        LongFunction<Enum<?>> known = ENUMS.get(table);
        if (known != null) {
            return Optional.ofNullable(known.apply(number)).map(Enum::name);
        }
        return switch (table) {
            case "OBJECT_TYPE" ->
                Optional.ofNullable(format.objectType(toInt(number))).map(Enum::name);
            case "RECORD_TYPE" ->
                Optional.ofNullable(format.recordType(toInt(number))).map(Enum::name);
            case "SIGNAL" -> Signals.name(number).map(name -> "SIG" + name);
            case "SELECTOR" -> selector(number);
            default -> Optional.ofNullable(Small.NAMES.get(table + number));
        };
    }

    private static Optional<String> selector(long number) {
        if (number >= LDT_SELECTOR) {
            return Optional.of("LDT" + (number - LDT_SELECTOR));
        }
        return number >= TLS_SELECTOR
                ? Optional.of("TLS" + (number - TLS_SELECTOR))
                : Optional.ofNullable(Small.NAMES.get("SELECTOR" + number));
    }

    /** A number as an int, or -1, which no table knows, where it does not fit. */
    private static int toInt(long number) {
        return number == (int) number ? (int) number : -1;
    }

    private static final class Small {
        /** Names by table and number, written one behind the other. */
        static final Map<String, String> NAMES = new HashMap<>();

        static {
            for (List<String> words : TableLines.of(RESOURCE, KEYWORD)) {
                for (String pair : words.subList(2, words.size())) {
                    int equals = pair.indexOf('=');
                    NAMES.put(words.get(1) + pair.substring(equals + 1), pair.substring(0, equals));
                }
            }
        }
    }
}
