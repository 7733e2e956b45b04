package org.ckptimage.json;

import com.fasterxml.jackson.core.JsonToken;
import com.google.common.primitives.Bytes;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;

/** Reads text as {@link TextForm} writes it, and gives all its bytes. */
final class TextReader {
    private TextReader() {}

    /** The bytes of a field of fixed size, zeros included. */
    static byte[] field(JsonInput in, int size) throws IOException {
        byte[] all = read(in, TextForm.filling(size), null);
        if (all.length != size) {
            throw in.bad("these are " + all.length + " bytes; the field has " + size);
        }
        return all;
    }

    /** Puts the bytes of a payload into the image, zeros included. */
    static void payload(JsonInput in, TextForm form, ImageOut out) throws IOException {
        byte[] all = read(in, form, out);
        out.write(all, 0, all.length);
    }

    /** @param out takes long texts, which stand in pieces; null where there can be none */
    private static byte[] read(JsonInput in, TextForm form, ImageOut out) throws IOException {
        if (in.isString()) {
            return padded(in, form, utf8(in, in.string()));
        }
        in.startObject();
        byte[] text = null;
        byte[] tail = null;
        boolean whole = false;
        for (String name = in.nextName(); name != null; name = in.nextName()) {
            switch (name) {
                case "text" -> text = utf8(in, in.string());
                case "hex" -> {
                    whole = in.token() == JsonToken.START_ARRAY && out != null;
                    text = whole ? pieces(in, out) : PayloadReader.hex(in, in.string());
                }
                case "tail" -> tail = PayloadReader.hex(in, in.string());
                default -> throw in.unknown(name, List.of("text", "hex", "tail"));
            }
        }
        if (text == null) {
            throw in.bad("here must stand \"text\", or \"hex\"");
        }
        if (tail == null && !whole) {
            return padded(in, form, text);
        }
        return tail == null ? text : Bytes.concat(text, tail);
    }

    private static byte[] pieces(JsonInput in, ImageOut out) throws IOException {
        while (in.nextItem()) {
            byte[] piece = PayloadReader.hex(in, in.string());
            out.write(piece, 0, piece.length);
        }
        return new byte[0];
    }

    private static byte[] padded(JsonInput in, TextForm form, byte[] text) throws IOException {
        if (form.size() >= 0 && text.length > form.size()) {
            throw in.bad("the text has " + text.length + " bytes; there is room for " + form.size());
        }
        return Arrays.copyOf(text, form.length(text.length));
    }

    /** The text in UTF-8; halves of pairs alone have none. */
    static byte[] utf8(JsonInput in, String text) throws IOException {
        try {
            ByteBuffer bytes = StandardCharsets.UTF_8.newEncoder().encode(CharBuffer.wrap(text));
            return Arrays.copyOf(bytes.array(), bytes.limit());
        } catch (CharacterCodingException e) {
            throw in.bad("the text has half of a surrogate pair; bytes that are not UTF-8 are {\"hex\":\"..\"}");
        }
    }
}
