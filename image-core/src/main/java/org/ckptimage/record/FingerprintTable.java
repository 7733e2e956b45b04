package org.ckptimage.record;

import java.util.ArrayList;
import java.util.EnumSet;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.ckptimage.format.Architecture;
import org.ckptimage.format.Dialect;
import org.ckptimage.format.ImageFormat;
import org.ckptimage.format.RecordType;
import org.ckptimage.format.StructLayout;

/** The rows of {@link Fingerprint} for one architecture: what a record head says about the dialect. */
final class FingerprintTable {
    private static final int ZOMBIE = 64;
    private static final int EXIT_ZOMBIE = 16;

    private final List<ImageFormat> formats = new ArrayList<>();
    private final Set<Integer> telling = new HashSet<>();

    FingerprintTable(Architecture architecture) {
        for (Dialect dialect : Dialect.values()) {
            ImageFormat.find(dialect, architecture).ifPresent(formats::add);
        }
        for (ImageFormat format : formats) {
            for (RecordType type : RecordType.values()) {
                if (format.has(type) && isRow(type)) {
                    telling.add(format.number(type));
                }
            }
        }
    }

    private static boolean isRow(RecordType type) {
        for (Fingerprint row : Fingerprint.values()) {
            if (row.covers(type)) {
                return true;
            }
        }
        return false;
    }

    /** Whether some row is about records with this number. */
    boolean tells(int number) {
        return telling.contains(number);
    }

    /** The dialects in which the record at which the walk stands can be what its number means there. */
    Set<Dialect> dialects(LengthWalk head) {
        Set<Dialect> fitting = EnumSet.noneOf(Dialect.class);
        for (ImageFormat format : formats) {
            if (RecordLength.meaning(format, head) != null && !contradictsZombie(format, head)) {
                fitting.add(format.dialect());
            }
        }
        return fitting;
    }

    /** What the record at which the walk stands is in these dialects, by the names of its types. */
    Set<String> meanings(LengthWalk head, Set<Dialect> dialects) {
        Set<String> names = new LinkedHashSet<>();
        for (ImageFormat format : formats) {
            if (dialects.contains(format.dialect()) && format.recordType(head.type()) != null) {
                names.add(format.recordType(head.type()).name());
            }
        }
        return names;
    }

    /**
     * Whether this is the TASK of a zombie in another dialect only. Two orders of its fields have the same length, but
     * the pair of states of a zombie is nothing that the other order could hold there.
     */
    private boolean contradictsZombie(ImageFormat format, LengthWalk head) {
        if (!isTask(format, head) || isZombie(format, head)) {
            return false;
        }
        for (ImageFormat other : formats) {
            if (isTask(other, head) && isZombie(other, head)) {
                return true;
            }
        }
        return false;
    }

    private static boolean isTask(ImageFormat format, LengthWalk head) {
        return RecordLength.meaning(format, head) == RecordType.TASK
                && head.has(format.layout(RecordType.TASK).size());
    }

    private static boolean isZombie(ImageFormat format, LengthWalk head) {
        StructLayout task = format.layout(RecordType.TASK);
        return head.u32(task.offset("state")) == ZOMBIE && head.u32(task.offset("exit_state")) == EXIT_ZOMBIE;
    }
}
