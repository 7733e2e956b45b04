package org.ckptimage.benchmarks.generate;

import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Numbers of bytes as people write them. */
public final class Size {
    private static final Pattern FORM = Pattern.compile("(\\d{1,15})([kmgt]?)");

    private Size() {}

    /**
     * Reads a size.
     *
     * @param text a decimal number, and behind it nothing or k, m, g, t for powers of 1024
     * @throws IllegalArgumentException if it is none
     */
    public static long parse(String text) {
        Matcher form = FORM.matcher(text.toLowerCase(Locale.ROOT));
        if (!form.matches()) {
            throw new IllegalArgumentException("'" + text + "' is no size such as 4096, 64m or 4g");
        }
        int shift = form.group(2).isEmpty() ? 0 : 10 * ("kmgt".indexOf(form.group(2)) + 1);
        return Long.parseLong(form.group(1)) << shift;
    }
}
