package org.ckptimage.record;

import com.google.common.collect.ImmutableMap;
import com.google.common.primitives.ImmutableLongArray;
import java.util.List;
import java.util.Map;

/** Pairs the names of registers with their values. */
final class Registers {
    private Registers() {}

    /** The values by name, in order; names and values beyond the shorter of the two are left out. */
    static Map<String, Long> named(List<String> names, long... values) {
        ImmutableMap.Builder<String, Long> registers = ImmutableMap.builder();
        for (int i = 0; i < Math.min(names.size(), values.length); i++) {
            registers.put(names.get(i), values[i]);
        }
        return registers.buildOrThrow();
    }

    /** Adds {@code prefix0}, {@code prefix1} and so on. */
    static void addNumbered(ImmutableMap.Builder<String, Long> registers, String prefix, ImmutableLongArray values) {
        for (int i = 0; i < values.length(); i++) {
            registers.put(prefix + i, values.get(i));
        }
    }
}
