package org.ckptimage.cli;

import java.util.Locale;

/** Numbers for people. */
final class Numbers {
    private static final String UNITS = "KMGTPE";
    private static final double STEP = 1024;
    /** From here on a size is shown without decimals. */
    private static final double WHOLE = 9.95;

    private Numbers() {}

    /** A size in bytes, short: {@code 512}, {@code 4.0K}, {@code 12M}. Unsigned. */
    static String size(long bytes) {
        if (bytes >= 0 && bytes < STEP) {
            return Long.toString(bytes);
        }
        double value = bytes >= 0 ? bytes : 2.0 * (bytes >>> 1);
        int unit = -1;
        do {
            value /= STEP;
            unit++;
        } while (value >= STEP - 0.5);
        return String.format(Locale.ROOT, value < WHOLE ? "%.1f%c" : "%.0f%c", value, UNITS.charAt(unit));
    }

    /** A place in the image: {@code 2643 (0xa53)}. */
    static String offset(long offset) {
        return offset + " (" + hex(offset) + ")";
    }

    /** A number in hexadecimal: {@code 0xa53}. */
    static String hex(long value) {
        return "0x" + Long.toHexString(value);
    }

    /** An address as /proc/PID/maps has it: at least 8 digits. */
    static String address(long address) {
        String digits = Long.toHexString(address);
        return "0".repeat(Math.max(0, 8 - digits.length())) + digits;
    }

    /** A number and what it counts: {@code 1 page}, {@code 2 pages}. */
    static String count(long number, String one) {
        return number + " " + one + (number == 1 ? "" : "s");
    }
}
