package org.ckptimage.rewrite;

import org.ckptimage.image.OpenFile;
import org.ckptimage.record.Printable;
import org.ckptimage.record.Text;

/**
 * Names of an image as they stand in the sentences of a plan: byte by byte where they are no plain text, so that they
 * read the same as in every listing, and two that differ are not printed alike.
 */
final class Printed {
    private Printed() {}

    /** {@code file #12 /etc/passwd}. */
    static String file(OpenFile file) {
        return "file " + number(file);
    }

    /** {@code #12 /etc/passwd}. */
    static String number(OpenFile file) {
        return file.objref() + " " + Printable.of(file.nameText());
    }

    static String text(Text text) {
        return Printable.of(text);
    }
}
