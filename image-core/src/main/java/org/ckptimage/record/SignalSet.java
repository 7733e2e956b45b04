package org.ckptimage.record;

import com.google.common.collect.ImmutableSortedSet;
import io.netty.buffer.ByteBuf;
import java.util.SortedSet;
import java.util.stream.Collectors;
import org.ckptimage.format.Architecture;
import org.ckptimage.format.Signals;

/**
 * A set of signals, kept as the image's 8 bytes turned into one word: bit n-1 stands for signal n.
 *
 * @param bits bit 0 is signal 1, bit 63 is signal 64
 */
public record SignalSet(long bits) {
    /** No signal. */
    public static final SignalSet EMPTY = new SignalSet(0);

    /** Whether signal {@code number}, 1 to 64, is in the set. */
    public boolean contains(int number) {
        return number >= 1 && number <= 64 && (bits >>> (number - 1) & 1) != 0;
    }

    /** The numbers of all signals in the set, ascending. */
    public SortedSet<Integer> numbers() {
        ImmutableSortedSet.Builder<Integer> numbers = ImmutableSortedSet.naturalOrder();
        for (int number = 1; number <= 64; number++) {
            if (contains(number)) {
                numbers.add(number);
            }
        }
        return numbers.build();
    }

    /** The names: {@code SIGINT|SIGTERM}; empty for the empty set. */
    @Override
    public String toString() {
        return numbers().stream()
                .map(number -> "SIG" + Signals.name(number).orElseThrow())
                .collect(Collectors.joining("|"));
    }

    /** Reads the kernel's form: one 64-bit word in its byte order, on ppc32 two 32-bit words, the lower one first. */
    static SignalSet read(ByteBuf bytes, int at, Architecture architecture) {
        if (architecture.littleEndian()) {
            return new SignalSet(bytes.getLongLE(at));
        }
        long word = bytes.getLong(at);
        return new SignalSet(architecture == Architecture.PPC32 ? Long.rotateLeft(word, 32) : word);
    }

    /** The word that stands for the set in the kernel's byte order. */
    long word(Architecture architecture) {
        return architecture == Architecture.PPC32 ? Long.rotateLeft(bits, Integer.SIZE) : bits;
    }
}
