package org.ckptimage.record;

import java.util.EnumSet;
import java.util.Optional;
import java.util.Set;
import org.ckptimage.format.Architecture;
import org.ckptimage.format.Dialect;
import org.ckptimage.format.Field;
import org.ckptimage.format.ImageFormat;
import org.ckptimage.format.RecordType;

/**
 * What the header says about the dialect besides rev: hints, not proof, since trees were rebased freely. They count
 * where the records leave several dialects.
 */
final class HeaderHints {
    /** Above every count of entries of an auxiliary vector, and below its length in bytes. */
    private static final int MOST_AUXV_ENTRIES = 100;

    private final ImageStart start;
    private final Architecture architecture;

    HeaderHints(ImageStart start, Architecture architecture) {
        this.start = start;
        this.architecture = architecture;
    }

    /** Whether the header counts the auxiliary vector in bytes, as before v20. */
    boolean auxvInBytes() {
        return start.auxvConstant() > MOST_AUXV_ENTRIES;
    }

    /** Those of the dialects whose terminals have as many control characters as the header says. */
    Set<Dialect> byTerminals(Set<Dialect> dialects) {
        Set<Dialect> same = EnumSet.noneOf(Dialect.class);
        for (Dialect dialect : dialects) {
            Optional<Field> characters = ImageFormat.find(dialect, architecture)
                    .map(format -> format.layout(RecordType.TTY))
                    .flatMap(tty -> tty.field("termios.c_cc"));
            if (characters.isPresent() && characters.get().count() == start.termiosConstant()) {
                same.add(dialect);
            }
        }
        return same;
    }

    /** The dialect of the newest kernel that is not newer than the image's; the first one if all are. */
    Dialect byKernel(Set<Dialect> dialects) {
        Dialect chosen = null;
        for (Dialect dialect : dialects) {
            if (chosen == null
                    || firstKernel(dialect) > firstKernel(chosen) && firstKernel(dialect) <= start.kernel()) {
                chosen = dialect;
            }
        }
        return chosen;
    }

    /** Whether the kernel's version fits a dialect no worse than any of the others. */
    boolean kernelFits(Dialect dialect, Set<Dialect> others) {
        return firstKernel(byKernel(others)) == firstKernel(dialect);
    }

    private static int firstKernel(Dialect dialect) {
        return switch (dialect) {
            case V18 -> ImageStart.kernel(2, 6, 31);
            case V19_RC2 -> ImageStart.kernel(2, 6, 32);
            case V20, V21 -> ImageStart.kernel(2, 6, 33);
            case V23_RC1, V23_RC1_PIDS -> ImageStart.kernel(2, 6, 37);
            case V23 -> ImageStart.kernel(2, 6, 38);
            case V23_3_0 -> ImageStart.kernel(3, 0, 0);
        };
    }
}
