package org.ckptimage.image;

/**
 * Which entries of an index are OBJREFs, and where each definition ends: a bit per entry, an int per definition and a
 * little more. A definition is known by the entry of its OBJREF. Which definition encloses which is not kept but found:
 * it is the last one in front that ends behind.
 */
final class DefinitionTable {
    private static final int WORD_BITS = 6;
    private static final int LANDMARK = 64;
    /** As many definitions share one maximum, and as many maxima one of the level above. */
    private static final int GROUP_BITS = 4;

    /** Bits of the entries that are OBJREFs, up to the last of these. */
    private final LongChunks words = new LongChunks();
    /** How many of them stand in front of each word. */
    private final IntChunks before = new IntChunks();
    /**
     * The words of the first definition, the one 64 places behind, and so on: between them the others are looked for.
     */
    private final IntChunks landmarks = new IntChunks();
    /** By the order of definitions the entry behind the last record; of an open one see {@link #open}. */
    private final IntChunks ends = new IntChunks();
    /**
     * The ends, and above them the greatest of each group of those below: by these an enclosing definition is found.
     */
    private IntChunks[] greatest = {ends};

    int size() {
        return ends.size();
    }

    /** Begins a definition, inside an open one or {@link RecordIndex#NONE}. */
    void begin(int entry, int parent) {
        while (words.size() <= entry >>> WORD_BITS) {
            words.add(0);
            before.add(size());
        }
        int word = entry >>> WORD_BITS;
        words.set(word, words.get(word) | 1L << entry);
        if (size() % LANDMARK == 0) {
            landmarks.add(word);
        }
        ends.add(open(parent));
    }

    /** What stands for the end of an open definition: where it lies, as a negative number. Its own inverse. */
    private static int open(int parent) {
        return -2 - parent;
    }

    /** Ends a definition, and gives the one that it lies in. */
    int end(int definition, int end) {
        int order = countBefore(definition);
        int parent = open(ends.get(order));
        ends.set(order, end);
        return parent;
    }

    /** Ends the making of the table; all definitions have ended. */
    void finish() {
        int levels = 1;
        for (int size = size(); size > 1 << GROUP_BITS; size = groups(size)) {
            levels++;
        }
        greatest = new IntChunks[levels];
        greatest[0] = ends;
        for (int level = 1; level < levels; level++) {
            greatest[level] = greatestOfGroups(greatest[level - 1]);
        }
    }

    private static int groups(int size) {
        return (size - 1 >>> GROUP_BITS) + 1;
    }

    private static IntChunks greatestOfGroups(IntChunks below) {
        IntChunks above = new IntChunks();
        for (int group = 0; group < groups(below.size()); group++) {
            int most = 0;
            for (int at = group << GROUP_BITS; at < Math.min(below.size(), group + 1 << GROUP_BITS); at++) {
                most = Math.max(most, below.get(at));
            }
            above.add(most);
        }
        return above;
    }

    /** How many definitions begin in front of an entry. */
    private int countBefore(int entry) {
        int word = entry >>> WORD_BITS;
        return word >= words.size() ? size() : before.get(word) + Long.bitCount(words.get(word) & (1L << entry) - 1);
    }

    /** The definition in a place of their order. */
    int at(int order) {
        int landmark = order / LANDMARK;
        int low = landmarks.get(landmark);
        int high = landmark + 1 < landmarks.size() ? landmarks.get(landmark + 1) : words.size() - 1;
        while (low < high) {
            int middle = low + high + 1 >>> 1;
            if (before.get(middle) <= order) {
                low = middle;
            } else {
                high = middle - 1;
            }
        }
        long bits = words.get(low);
        for (int skip = order - before.get(low); skip > 0; skip--) {
            bits &= bits - 1;
        }
        return (low << WORD_BITS) + Long.numberOfTrailingZeros(bits);
    }

    /** The entry behind the last record of a definition that has ended. */
    int endOf(int definition) {
        return ends.get(countBefore(definition));
    }

    /** The definition that encloses another, or {@link RecordIndex#NONE}. */
    int parent(int definition) {
        int order = countBefore(definition);
        int end = ends.get(order);
        return end < 0 ? open(end) : lastEndingBehind(definition, order - 1);
    }

    /** The innermost definition that an entry belongs to, or {@link RecordIndex#NONE}. An OBJREF belongs to its own. */
    int enclosing(int entry) {
        return isDefinition(entry) ? entry : lastEndingBehind(entry, countBefore(entry) - 1);
    }

    /** Whether an entry is an OBJREF. */
    private boolean isDefinition(int entry) {
        int word = entry >>> WORD_BITS;
        return word < words.size() && (words.get(word) >>> entry & 1) != 0;
    }

    /**
     * The last definition that ends behind an entry, looked for backwards from a place in their order. Costs by the
     * logarithm of their number, however they nest: a group is only gone through if it holds the answer, or may begin
     * in it.
     */
    private int lastEndingBehind(int entry, int from) {
        int level = 0;
        int at = from;
        while (at >= 0 && greatest[level].get(at) <= entry) {
            boolean first = (at & (1 << GROUP_BITS) - 1) == 0;
            at = first ? (at >>> GROUP_BITS) - 1 : at - 1;
            level += first ? 1 : 0;
        }
        if (at < 0) {
            return RecordIndex.NONE;
        }
        while (level > 0) {
            level--;
            at = Math.min(at << GROUP_BITS | (1 << GROUP_BITS) - 1, greatest[level].size() - 1);
            while (greatest[level].get(at) <= entry) {
                at--;
            }
        }
        return at(at);
    }
}
