package org.ckptimage.cli;

import org.ckptimage.format.Dialect;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/** Reads the name of a dialect. */
final class DialectName implements ITypeConverter<Dialect> {
    @Override
    public Dialect convert(String value) {
        return Dialect.named(value)
                .orElseThrow(() -> new TypeConversionException("'" + value + "' is no dialect, only " + Dialect.ids()));
    }
}
