package org.ckptimage.format;

import com.google.common.base.Suppliers;
import com.google.common.collect.ImmutableList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.function.Supplier;

/**
 * The names of the bits of one field. Most names stand for one bit; some for a value of several bits, as the access
 * mode of open flags does.
 */
public final class FlagTable {
    private final FlagKind kind;
    private final Architecture architecture;
    private final Supplier<ImmutableList<Entry>> entries = Suppliers.memoize(this::load);

    /** A name: it applies where the bits of {@code mask} have the value {@code value}. */
    private record Entry(String name, long value, long mask) {}

    FlagTable(FlagKind kind, Architecture architecture) {
        this.kind = kind;
        this.architecture = architecture;
    }

    /** Which bits these are. */
    public FlagKind kind() {
        return kind;
    }

    /** All names, in the order of their bits. */
    public List<String> allNames() {
        return entries.get().stream().map(Entry::name).collect(ImmutableList.toImmutableList());
    }

    /** The names that apply to a value, in the order of their bits; bits without a name are left out. */
    public List<String> names(long raw) {
        ImmutableList.Builder<String> names = ImmutableList.builder();
        for (Entry entry : entries.get()) {
            if ((raw & entry.mask) == entry.value) {
                names.add(entry.name);
            }
        }
        return names.build();
    }

    /** The bits of a value that no name covers. */
    public long unknown(long raw) {
        long unknown = raw;
        for (Entry entry : entries.get()) {
            if ((raw & entry.mask) == entry.value) {
                unknown &= ~entry.mask;
            }
        }
        return unknown;
    }

    /**
     * Whether a name applies to a value.
     *
     * @throws IllegalArgumentException if there is no such name
     */
    public boolean has(long raw, String name) {
        Entry entry = entry(name);
        return (raw & entry.mask) == entry.value;
    }

    /**
     * The value with the bits of a name set.
     *
     * @throws IllegalArgumentException if there is no such name
     */
    public long with(long raw, String name) {
        Entry entry = entry(name);
        return raw & ~entry.mask | entry.value;
    }

    /**
     * The value with the bits of a name cleared.
     *
     * @throws IllegalArgumentException if there is no such name
     */
    public long without(long raw, String name) {
        return raw & ~entry(name).mask;
    }

    private Entry entry(String name) {
        for (Entry entry : entries.get()) {
            if (entry.name.equals(name)) {
                return entry;
            }
        }
        throw new IllegalArgumentException(this + " has no flag " + name + ", only " + String.join(", ", allNames()));
    }

    private ImmutableList<Entry> load() {
        ImmutableList.Builder<Entry> found = ImmutableList.builder();
        for (List<String> words : Lines.ALL) {
            if (words.get(1).equals(kind.name()) && appliesTo(words.get(2))) {
                words.subList(3, words.size()).forEach(word -> found.add(parse(word)));
            }
        }
        return found.build();
    }

    private boolean appliesTo(String architectures) {
        return architectures.equals("all")
                || Arrays.asList(architectures.split(",")).contains(architecture.table());
    }

    /** {@code NAME@bit}, {@code NAME=value} or {@code NAME=value/mask}. */
    private static Entry parse(String word) {
        int at = word.indexOf('@');
        if (at > 0) {
            long bit = 1L << Integer.parseInt(word.substring(at + 1));
            return new Entry(word.substring(0, at), bit, bit);
        }
        int equals = word.indexOf('=');
        int slash = word.indexOf('/');
        long value = Long.decode(word.substring(equals + 1, slash < 0 ? word.length() : slash));
        long mask = slash < 0 ? value : Long.decode(word.substring(slash + 1));
        return new Entry(word.substring(0, equals), value, mask);
    }

    @Override
    public String toString() {
        return kind.name().toLowerCase(Locale.ROOT);
    }

    private static final class Lines {
        static final List<List<String>> ALL = TableLines.of("flags.table", "flags");
    }
}
