package org.ckptimage.image;

import com.google.common.collect.ImmutableList;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.Supplier;
import org.ckptimage.format.ObjectType;
import org.ckptimage.format.RecordType;

/**
 * Where everything in an image lies: one long per entry (record or raw run), and for a definition where it ends.
 * The entries follow each other without gaps from the first byte to the last; each ends where the next one begins.
 *
 * <p>An entry's long: bits 0-47 its offset, 48-55 its kind, 56-63 its role. The kind is the ordinal of a {@link
 * RecordType}, or one of the constants here.
 */
final class RecordIndex {
    /** The raw page behind a SOCKET_FRAG. */
    static final int RAW_PAGE = 200;
    /** A record whose number the dialect does not have. */
    static final int UNKNOWN = 201;
    /** Bytes that could not be understood, up to the end of the image. */
    static final int JUNK = 202;
    /** Bytes behind TAIL. */
    static final int TRAILING = 203;
    /** What is left of a record that the end of the image cuts off. */
    static final int CUT = 204;

    static final int NONE = -1;
    private static final int OBJREF = RecordType.OBJREF.ordinal();
    private static final long OFFSET = (1L << 48) - 1;
    private static final int MOST_DAMAGES = 1000;

    final LongChunks entries = new LongChunks();
    /** Where the definitions begin and end. */
    final DefinitionTable definitions = new DefinitionTable();
    /** First entry of each task's section, definitions in front of its TASK record included. */
    final IntChunks taskStarts = new IntChunks();
    /** Entry of each task's TASK record. */
    final IntChunks taskRecords = new IntChunks();
    /** Object number to its definition, or for a hidden one to the complement of the entry that defines it. */
    final NumberTable numbers = new NumberTable();
    /** Pairs of a definition (upper half) and the first entry of its deferred group (lower half). */
    final LongChunks deferredGroups = new LongChunks();

    private long[] groupsByDefinition = {};
    /** Definitions whose number was taken already; the complement of the entry for hidden ones. */
    final IntChunks duplicates = new IntChunks();

    final int[] objectCounts = new int[ObjectType.values().length];
    private final List<Damage> damages = new ArrayList<>();
    private int damageCount;
    long pages;
    int records;
    int announcedTasks;
    /** Entry of the pid array, or {@link #NONE}. */
    int pidsEntry = NONE;
    /** Entry of the pid objects, or {@link #NONE}. */
    int pidObjectsEntry = NONE;
    /** Entry behind the last one of the last task; what follows is the end section. */
    int tasksEnd;
    /** Entry behind the head section. */
    int headEnd;

    boolean complete;
    long end;

    int addEntry(long offset, int kind, Role role) {
        entries.add(offset | (long) kind << 48 | (long) role.ordinal() << 56);
        return entries.size() - 1;
    }

    int size() {
        return entries.size();
    }

    long offset(int entry) {
        return entry == entries.size() ? end : entries.get(entry) & OFFSET;
    }

    long length(int entry) {
        return offset(entry + 1) - offset(entry);
    }

    int kind(int entry) {
        return (int) (entries.get(entry) >>> 48) & 0xff;
    }

    /** The record type, or null for an unknown number and for raw bytes. */
    RecordType type(int entry) {
        int kind = kind(entry);
        return kind < RAW_PAGE ? RecordType.of(kind) : null;
    }

    boolean isRecord(int entry) {
        int kind = kind(entry);
        return kind < RAW_PAGE || kind == UNKNOWN;
    }

    Role role(int entry) {
        return Role.of((int) (entries.get(entry) >>> 56));
    }

    /** The definition whose OBJREF is this entry, or {@link #NONE}. */
    int definitionAt(int entry) {
        return isDefinition(entry) ? entry : NONE;
    }

    /** Whether an entry is an OBJREF. Each of them begins a definition. */
    boolean isDefinition(int entry) {
        return kind(entry) == OBJREF;
    }

    /** The task whose section an entry lies in, or {@link #NONE} for head and end. */
    int taskOf(int entry) {
        if (entry < headEnd || entry >= tasksEnd && tasksEnd >= 0) {
            return NONE;
        }
        int next = taskStarts.find(entry + 1);
        return (next >= 0 ? next : ~next) - 1;
    }

    void setRole(int entry, Role role) {
        entries.set(entry, entries.get(entry) & (1L << 56) - 1 | (long) role.ordinal() << 56);
    }

    /** Ends the making of the index. */
    void finish() {
        sortDeferredGroups();
        definitions.finish();
    }

    private void sortDeferredGroups() {
        groupsByDefinition = new long[deferredGroups.size()];
        for (int i = 0; i < groupsByDefinition.length; i++) {
            groupsByDefinition[i] = deferredGroups.get(i);
        }
        Arrays.sort(groupsByDefinition);
    }

    /** The first entry of the deferred group that an epoll set or socket owns, or {@link #NONE}. */
    int deferredGroup(int definition) {
        int at = Arrays.binarySearch(groupsByDefinition, (long) definition << 32);
        int next = at >= 0 ? at : ~at;
        if (next == groupsByDefinition.length || groupsByDefinition[next] >>> 32 != definition) {
            return NONE;
        }
        return (int) groupsByDefinition[next];
    }

    /** The epoll set or socket whose deferred group begins with an entry, or {@link #NONE}. */
    int deferredOwner(int entry) {
        int low = 0;
        int high = deferredGroups.size() - 1;
        while (low <= high) {
            int middle = low + high >>> 1;
            long group = deferredGroups.get(middle);
            if ((int) group == entry) {
                return (int) (group >>> 32);
            }
            if ((int) group < entry) {
                low = middle + 1;
            } else {
                high = middle - 1;
            }
        }
        return NONE;
    }

    /** Keeps a damage; of very many only the number. */
    void addDamage(Supplier<Damage> damage) {
        damageCount++;
        if (damages.size() < MOST_DAMAGES) {
            damages.add(damage.get());
        }
    }

    ImmutableList<Damage> damages() {
        return ImmutableList.copyOf(damages);
    }

    int damageCount() {
        return damageCount;
    }
}
