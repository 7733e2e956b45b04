package org.ckptimage.format;

import java.util.List;

/**
 * A number whose bits have names, as open flags or capabilities. Every bit is kept, named or not.
 *
 * @param raw the number as in the image
 * @param table the names of its bits
 */
public record Flags(long raw, FlagTable table) {

    /** Flags whose bits are the same on all architectures. */
    public static Flags of(FlagKind kind, long raw) {
        return of(kind, Architecture.X86_64, raw);
    }

    /** Flags of a kind whose bits may depend on the architecture. */
    public static Flags of(FlagKind kind, Architecture architecture, long raw) {
        return new Flags(raw, kind.table(architecture));
    }

    /** The names of the bits that are set, in the order of the bits. */
    public List<String> names() {
        return table.names(raw);
    }

    /**
     * Whether the bit with this name is set.
     *
     * @throws IllegalArgumentException if no bit has this name
     */
    public boolean has(String name) {
        return table.has(raw, name);
    }

    /** The bits that are set and have no name. */
    public long unknown() {
        return table.unknown(raw);
    }

    /** Whether no bit is set. */
    public boolean isEmpty() {
        return raw == 0;
    }

    /**
     * The same flags with one more set.
     *
     * @throws IllegalArgumentException if no bit has this name
     */
    public Flags with(String name) {
        return new Flags(table.with(raw, name), table);
    }

    /**
     * The same flags with one less set.
     *
     * @throws IllegalArgumentException if no bit has this name
     */
    public Flags without(String name) {
        return new Flags(table.without(raw, name), table);
    }

    /** The same kind of flags with another number. */
    public Flags withRaw(long other) {
        return new Flags(other, table);
    }

    /** The names, and what has none in hexadecimal: {@code O_RDWR|O_APPEND|0x40000000}; {@code 0} if there is none. */
    @Override
    public String toString() {
        String names = String.join("|", names());
        long unknown = unknown();
        if (unknown == 0) {
            return names.isEmpty() ? "0" : names;
        }
        String rest = "0x" + Long.toHexString(unknown);
        return names.isEmpty() ? rest : names + "|" + rest;
    }
}
