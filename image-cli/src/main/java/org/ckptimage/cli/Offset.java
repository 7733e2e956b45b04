package org.ckptimage.cli;

import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/** Reads a number that is not negative: decimal, or hexadecimal with 0x. */
final class Offset implements ITypeConverter<Long> {
    @Override
    public Long convert(String value) {
        long number = parse(value);
        if (number < 0) {
            throw new TypeConversionException("'" + value + "' is too large");
        }
        return number;
    }

    /** An unsigned number, or fails with a message that names it. */
    static long parse(String value) {
        try {
            boolean hex = value.startsWith("0x") || value.startsWith("0X");
            String digits = hex ? value.substring(2) : value;
            if (!digits.isEmpty() && Character.digit(digits.charAt(0), 16) >= 0) {
                return Long.parseUnsignedLong(digits, hex ? 16 : 10);
            }
        } catch (NumberFormatException e) {
            // Said below, as for what does not begin with a digit.
        }
        throw new TypeConversionException("'" + value + "' is no number (decimal, or hexadecimal with 0x)");
    }
}
