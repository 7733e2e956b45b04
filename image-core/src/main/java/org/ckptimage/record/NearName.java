package org.ckptimage.record;

import static com.google.common.base.Preconditions.checkNotNull;

import java.util.Collection;
import java.util.Optional;

/** Finds the name that somebody may have meant. */
public final class NearName {
    private static final int MOST_CHANGES = 2;

    private NearName() {}

    /** {@code ; did you mean "files"?}, or where no name is near all of them. */
    public static String hint(String written, Collection<String> known) {
        return nearest(written, known)
                .map(name -> "; did you mean \"" + name + "\"?")
                .orElseGet(() -> "; it may have "
                        + String.join(", ", known.stream().sorted().toList()));
    }

    /** The name that two letters at most make of what was written; of several the nearest. */
    public static Optional<String> nearest(String written, Collection<String> known) {
        checkNotNull(written, "written");
        checkNotNull(known, "known");
        String nearest = null;
        int least = MOST_CHANGES + 1;
        for (String name : known) {
            int changes = changes(written, name);
            if (changes < least && changes < name.length()) {
                least = changes;
                nearest = name;
            }
        }
        return Optional.ofNullable(nearest);
    }

    /** Letters that must be added, removed or replaced to make one word of the other. */
    private static int changes(String from, String to) {
        int[] row = new int[to.length() + 1];
        for (int j = 0; j <= to.length(); j++) {
            row[j] = j;
        }
        for (int i = 1; i <= from.length(); i++) {
            int diagonal = row[0];
            row[0] = i;
            for (int j = 1; j <= to.length(); j++) {
                int replaced = diagonal + (from.charAt(i - 1) == to.charAt(j - 1) ? 0 : 1);
                diagonal = row[j];
                row[j] = Math.min(replaced, 1 + Math.min(row[j], row[j - 1]));
            }
        }
        return row[to.length()];
    }
}
