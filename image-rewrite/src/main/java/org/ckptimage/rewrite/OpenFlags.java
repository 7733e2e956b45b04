package org.ckptimage.rewrite;

import com.google.common.collect.ImmutableSet;
import java.util.Arrays;
import java.util.Collection;
import java.util.Locale;
import java.util.Set;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;
import org.ckptimage.format.AccessMode;
import org.ckptimage.format.Architecture;
import org.ckptimage.format.FlagKind;
import org.ckptimage.format.Flags;
import org.ckptimage.record.NearName;

/** Open flags made from their names. */
final class OpenFlags {
    private static final String PREFIX = "O_";
    private static final Set<String> ACCESS = Set.of("O_RDONLY", "O_WRONLY", "O_RDWR", "FMODE_EXEC");
    private static final Set<String> CREATION = Set.of("O_CREAT", "O_EXCL", "O_NOCTTY", "O_TRUNC");

    /** What can be asked for: every architecture has these names, though not the same bits for them. */
    private static final ImmutableSet<String> NAMES = Arrays.stream(Architecture.values())
            .flatMap(architecture -> FlagKind.F_FLAGS.table(architecture).allNames().stream())
            .filter(name -> name.startsWith(PREFIX) && !ACCESS.contains(name) && !CREATION.contains(name))
            .collect(ImmutableSet.toImmutableSet());

    private OpenFlags() {}

    /**
     * Makes sure that these are names of flags that a file can be restarted with.
     *
     * @return a copy
     * @throws IllegalArgumentException if one of them is unknown, or stands for something else
     */
    static Set<String> checked(Collection<String> names) {
        names.forEach(name -> check(name, UnaryOperator.identity()));
        return ImmutableSet.copyOf(names);
    }

    /**
     * The name of open(2) for a flag in small letters.
     *
     * @throws IllegalArgumentException if there is none, in small letters too
     */
    static String named(String word) {
        String name = PREFIX + word.toUpperCase(Locale.ROOT);
        check(name, known -> known.substring(PREFIX.length()).toLowerCase(Locale.ROOT));
        return name;
    }

    private static void check(String name, UnaryOperator<String> spelling) {
        if (CREATION.contains(name)) {
            throw new IllegalArgumentException(name + " is a flag for creating a file, which a restart refuses");
        }
        if (ACCESS.contains(name)) {
            throw new IllegalArgumentException(name + " says how a file is accessed, which is no open flag that can be"
                    + " set; only a replacement can be opened for other access");
        }
        if (!NAMES.contains(name)) {
            throw new IllegalArgumentException("'" + spelling.apply(name) + "' is no flag ("
                    + NAMES.stream().map(spelling).collect(Collectors.joining(", ")) + ")"
                    + NearName.nearest(name, NAMES)
                            .map(near -> "; did you mean " + spelling.apply(near) + "?")
                            .orElse(""));
        }
    }

    /**
     * The flags of an access mode and names.
     *
     * @param like the flags before: for their architecture's numbers, and for O_LARGEFILE, which is kept
     * @param names as {@link #checked} takes them
     */
    static Flags of(Flags like, AccessMode access, Set<String> names) {
        Flags flags = like.withRaw(access.number());
        // No program asks for it: the C library or the kernel sets it, and without it large files do not open.
        flags = like.has("O_LARGEFILE") ? flags.with("O_LARGEFILE") : flags;
        for (String name : names) {
            flags = flags.with(name);
        }
        return flags;
    }
}
