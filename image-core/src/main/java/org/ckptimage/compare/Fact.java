package org.ckptimage.compare;

import java.util.Optional;
import java.util.OptionalLong;

/**
 * What one image says at some place: a text, and where it stands.
 *
 * @param value empty if the image says nothing
 * @param offset in bytes from the start of the file; empty if it stands nowhere, or in several places
 */
record Fact(Optional<String> value, OptionalLong offset) {
    /** The image says nothing. */
    static final Fact NONE = new Fact(Optional.empty(), OptionalLong.empty());

    static Fact of(String value, long offset) {
        return new Fact(Optional.of(value), OptionalLong.of(offset));
    }

    /** Something that follows from several places. */
    static Fact of(String value) {
        return new Fact(Optional.of(value), OptionalLong.empty());
    }

    /** Whether both sides say the same. */
    boolean agrees(Fact other) {
        return value.equals(other.value);
    }
}
