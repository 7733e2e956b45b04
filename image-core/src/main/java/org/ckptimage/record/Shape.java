package org.ckptimage.record;

import com.google.common.collect.ImmutableList;
import java.util.List;
import java.util.function.BiConsumer;
import java.util.function.Function;

/**
 * How a Java record and a struct of the image belong together: the struct's fields in the order of the components, how
 * to make the record from them and how to write them back. Where the fields lie is the layout's business.
 *
 * @param <T> the record
 */
final class Shape<T> {
    private final List<String> fields;
    private final Function<FieldReader, T> decoder;
    private final BiConsumer<T, FieldWriter> encoder;

    private Shape(List<String> fields, Function<FieldReader, T> decoder, BiConsumer<T, FieldWriter> encoder) {
        this.fields = fields;
        this.decoder = decoder;
        this.encoder = encoder;
    }

    /**
     * A shape. Decoder and encoder must take the fields in the order of {@code fields}, one call a field.
     *
     * @param fields the struct's own names
     */
    static <T> Shape<T> of(Function<FieldReader, T> decoder, BiConsumer<T, FieldWriter> encoder, String... fields) {
        return new Shape<>(ImmutableList.copyOf(fields), decoder, encoder);
    }

    List<String> fields() {
        return fields;
    }

    Function<FieldReader, T> decoder() {
        return decoder;
    }

    void encode(T value, FieldWriter writer) {
        encoder.accept(value, writer);
    }
}
