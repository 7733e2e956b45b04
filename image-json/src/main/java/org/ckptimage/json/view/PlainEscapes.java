package org.ckptimage.json.view;

import com.fasterxml.jackson.core.SerializableString;
import com.fasterxml.jackson.core.io.CharacterEscapes;
import com.fasterxml.jackson.core.io.SerializedString;
import org.ckptimage.record.Printable;

/**
 * Escapes what JSON would allow but a terminal would obey: DEL, the upper control characters, and characters that hide
 * or rearrange text. Readers get the same strings.
 */
final class PlainEscapes extends CharacterEscapes {
    private static final long serialVersionUID = 1L;
    private static final int DEL = 0x7f;

    private final int[] ascii = standardAsciiEscapesForJSON();

    PlainEscapes() {
        ascii[DEL] = ESCAPE_STANDARD;
    }

    @Override
    public int[] getEscapeCodesForAscii() {
        return ascii;
    }

    @Override
    public SerializableString getEscapeSequence(int c) {
        // Halves of pairs come one by one, and are right as they are.
        boolean plain = Character.isSurrogate((char) c) || Printable.isPlain(c);
        return plain ? null : new SerializedString(String.format("\\u%04X", c));
    }
}
