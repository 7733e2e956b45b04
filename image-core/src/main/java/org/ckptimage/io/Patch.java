package org.ckptimage.io;

import java.util.Arrays;

/**
 * A range of a file that changes without moving anything: see {@link Journal#change}.
 *
 * @param offset bytes from the beginning of the file
 * @param before what stands there
 * @param after what will, as many bytes
 */
public record Patch(long offset, byte[] before, byte[] after) {
    /** Takes the arrays as they are. */
    public Patch {
        if (before.length != after.length) {
            throw new IllegalArgumentException(before.length + " bytes cannot be replaced by " + after.length);
        }
    }

    long end() {
        return offset + after.length;
    }

    /** Whether bytes found in its place are the old ones. */
    boolean isBefore(byte[] found) {
        return Arrays.equals(found, before);
    }

    /** Whether bytes found in its place are old and new ones in any mix, as a crash leaves them. */
    boolean isBetween(byte[] found) {
        for (int i = 0; i < found.length; i++) {
            if (found[i] != before[i] && found[i] != after[i]) {
                return false;
            }
        }
        return true;
    }
}
