package org.ckptimage.record;

import com.google.common.base.Joiner;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.ckptimage.format.Architecture;
import org.ckptimage.format.Dialect;
import org.ckptimage.format.ImageFormat;
import org.ckptimage.format.ImageFormatException;

/**
 * Finds the architecture of an image. The same number means different architectures in different dialects, and the byte
 * order tells some of them apart: 4 is ppc32 when big-endian and ARM when little-endian.
 */
final class ArchitectureFinder {
    private final ImageStart start;

    ArchitectureFinder(ImageStart start) {
        this.start = start;
    }

    /**
     * The architecture that the header's number means in one of these dialects.
     *
     * @throws ImageFormatException if it means none, or only one of the other byte order
     */
    Architecture forDialects(Set<Dialect> dialects) {
        for (Architecture architecture : Architecture.values()) {
            if (!having(architecture, dialects).isEmpty()) {
                return architecture;
            }
        }
        throw unknown(dialects);
    }

    /**
     * The architecture for a dialect that the image may not be in: by the numbers of that dialect, else by those of the
     * dialects that the image's rev stands for, else by those of any.
     *
     * @throws ImageFormatException if the number means nothing anywhere, or an architecture that the dialect lacks
     */
    Architecture forDialect(Dialect forced) {
        Architecture lacking = null;
        for (Set<Dialect> numbering :
                List.of(EnumSet.of(forced), start.dialectsOfRev(), EnumSet.allOf(Dialect.class))) {
            for (Architecture architecture : Architecture.values()) {
                if (!having(architecture, numbering).isEmpty()) {
                    if (ImageFormat.find(forced, architecture).isPresent()) {
                        return architecture;
                    }
                    lacking = lacking == null ? architecture : lacking;
                }
            }
        }
        if (lacking == null) {
            throw unknown(EnumSet.of(forced));
        }
        throw new ImageFormatException(
                start.at("arch_id"),
                "",
                "R017",
                "the image was written on " + lacking + ", for which dialect " + forced + " does not exist");
    }

    /** Those of the dialects in which the header's number means this architecture, if it fits the byte order. */
    Set<Dialect> having(Architecture architecture, Set<Dialect> dialects) {
        Set<Dialect> having = EnumSet.noneOf(Dialect.class);
        if (architecture.byteOrder() == start.order()) {
            for (Dialect dialect : dialects) {
                ImageFormat.find(dialect, architecture)
                        .filter(format -> format.architectureNumber() == start.architectureNumber())
                        .ifPresent(format -> having.add(dialect));
            }
        }
        return having;
    }

    private ImageFormatException unknown(Set<Dialect> dialects) {
        Map<Integer, String> known = new TreeMap<>();
        for (Dialect dialect : dialects) {
            for (Architecture architecture : Architecture.values()) {
                ImageFormat.find(dialect, architecture)
                        .ifPresent(format -> known.merge(
                                format.architectureNumber(), text(architecture), ArchitectureFinder::either));
            }
        }
        String means = known.get(start.architectureNumber());
        return new ImageFormatException(
                start.at("arch_id"),
                "",
                "R017",
                "architecture number " + start.architectureNumber()
                        + (means == null
                                ? " is unknown; known are "
                                        + Joiner.on(", ")
                                                .withKeyValueSeparator(" ")
                                                .join(known)
                                : " means " + means + ", but the image is "
                                        + start.order()
                                                .toString()
                                                .toLowerCase(Locale.ROOT)
                                                .replace('_', '-')));
    }

    private static String text(Architecture architecture) {
        return architecture + (architecture.littleEndian() ? " (little-endian)" : " (big-endian)");
    }

    private static String either(String one, String another) {
        return one.contains(another) ? one : one + " or " + another;
    }
}
