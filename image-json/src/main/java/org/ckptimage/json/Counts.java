package org.ckptimage.json;

import com.google.common.collect.ImmutableList;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.ckptimage.format.ImageFormat;
import org.ckptimage.format.RecordType;
import org.ckptimage.image.Role;

/**
 * Counts what the rules of {@code counts.table} count, while records go by in their order. Who writes JSON and who
 * reads it both count here, so that they agree on what follows from what.
 *
 * @param <T> what a count belongs to
 */
final class Counts<T> {
    private static final int RULES = CountRule.all().size();

    /** Takes a count when it is known. */
    interface Settled<T> {
        /**
         * @param owner what the count belongs to
         * @param counted the number that the rule comes to
         */
        void settle(CountRule rule, T owner, long counted) throws IOException;
    }

    private static final class Open<T> {
        final T owner;
        long counted;

        Open(T owner) {
            this.owner = owner;
        }
    }

    private final ImageFormat format;
    private final int pageSize;
    private final Settled<T> settled;
    private final List<List<CountRule>> countingType = new ArrayList<>();
    private final List<List<CountRule>> countingRole = new ArrayList<>();
    /** By depth: the counts that go on, by their rules; null where there are none. */
    private final List<Open<T>[]> levels = new ArrayList<>();

    Counts(ImageFormat format, int pageSize, Settled<T> settled) {
        this.format = format;
        this.pageSize = pageSize;
        this.settled = settled;
        for (RecordType type : RecordType.values()) {
            countingType.add(CountRule.all().stream()
                    .filter(rule -> rule.types().contains(type))
                    .collect(ImmutableList.toImmutableList()));
        }
        for (Role role : Role.values()) {
            countingRole.add(CountRule.all().stream()
                    .filter(rule -> rule.role() == role)
                    .collect(ImmutableList.toImmutableList()));
        }
    }

    /**
     * A record goes by.
     *
     * @param depth definitions that it lies in; an OBJREF lies in the one that it begins
     * @param type its type, or null
     * @param payload bytes behind its head
     */
    void record(int depth, RecordType type, Role role, long payload) throws IOException {
        if (type == RecordType.OBJREF) {
            closeFrom(depth);
            return;
        }
        closeFrom(depth + 1);
        if (type == null || depth >= levels.size() || levels.get(depth) == null) {
            return;
        }
        Open<T>[] level = levels.get(depth);
        for (CountRule rule : CountRule.of(type)) {
            close(level, rule.number());
        }
        for (CountRule rule : countingType.get(type.ordinal())) {
            if (level[rule.number()] != null) {
                level[rule.number()].counted++;
            }
        }
        if (type == RecordType.BUFFER) {
            for (CountRule rule : countingRole.get(role.ordinal())) {
                if (level[rule.number()] != null) {
                    level[rule.number()].counted += measure(rule, role, payload);
                }
            }
        }
    }

    private long measure(CountRule rule, Role role, long payload) {
        return switch (rule.what()) {
            case ENTRIES ->
                payload
                        / RecordForms.of(format)
                                .form(RecordType.BUFFER, role)
                                .struct()
                                .size();
            case PAGES -> payload / (format.architecture().wordSize() + pageSize);
            default -> payload;
        };
    }

    /** Begins a count of what stands behind the record that went by last. */
    @SuppressWarnings("unchecked")
    void open(int depth, CountRule rule, T owner) {
        while (levels.size() <= depth) {
            levels.add(null);
        }
        if (levels.get(depth) == null) {
            levels.set(depth, (Open<T>[]) new Open<?>[RULES]);
        }
        levels.get(depth)[rule.number()] = new Open<>(owner);
    }

    /** Settles what is still open: nothing more follows. */
    void finish() throws IOException {
        closeFrom(0);
    }

    private void closeFrom(int depth) throws IOException {
        for (int at = levels.size() - 1; at >= depth; at--) {
            Open<T>[] level = levels.remove(at);
            if (level != null) {
                for (int rule = 0; rule < RULES; rule++) {
                    close(level, rule);
                }
            }
        }
    }

    private void close(Open<T>[] level, int rule) throws IOException {
        Open<T> open = level[rule];
        if (open != null) {
            level[rule] = null;
            settled.settle(CountRule.all().get(rule), open.owner, open.counted);
        }
    }
}
