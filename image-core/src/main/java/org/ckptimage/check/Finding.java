package org.ckptimage.check;

import java.util.Optional;
import org.ckptimage.image.ImageRecord;

/**
 * A rule that an image breaks, and where.
 *
 * @param rule the rule
 * @param severity what comes of it here; most times the rule's own
 * @param errno what the restart fails with, if it fails by this
 * @param offset place of the cause: a field or the head of a record, in bytes from the start of the file
 * @param stopOffset place of the effect: the record or field that a restart reads wrongly first. Another than {@code
 *     offset} where the kernel does not notice at once, as with queues that it does not read
 * @param path the place in words, as {@code task 278 > FILE_TABLE #8 > FILE #12 > FILE}
 * @param text what was found, and what was expected
 * @param mend how it can be mended, where that is known
 * @param record the record that holds the cause; empty where the image ends before it
 */
public record Finding(
        Rule rule,
        Severity severity,
        Optional<Errno> errno,
        long offset,
        long stopOffset,
        String path,
        String text,
        Optional<Mend> mend,
        Optional<ImageRecord> record) {

    /** Whether a restart does not survive this. */
    public boolean isDeadly() {
        return severity == Severity.FATAL || severity == Severity.CRASH;
    }

    /** {@code R107 EINVAL at offset 2643, task 278 > ... > FILE: f_mode is ...}. */
    @Override
    public String toString() {
        return rule.id() + " " + errno.map(Errno::name).orElse(severity.name()) + " at offset " + offset
                + (stopOffset == offset ? "" : " (stops at " + stopOffset + ")") + ", " + path + ": " + text;
    }
}
