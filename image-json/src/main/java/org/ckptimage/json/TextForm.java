package org.ckptimage.json;

import java.io.IOException;
import java.util.Arrays;
import java.util.Optional;
import org.ckptimage.json.view.JsonText;
import org.ckptimage.record.Text;

/**
 * Characters with zeros behind them, as a JSON string of the characters alone. Bytes that are not UTF-8 become {@code
 * {"hex":"..."}}; where something else than the usual zeros stands behind the text, that is kept beside it: {@code
 * {"text":"a","tail":"00ff"}}.
 */
final class TextForm {
    /** Text with one NUL behind it, as in STRING and FILE_NAME. */
    static final TextForm TERMINATED = new TextForm(-1, 1);
    /** Text alone. */
    static final TextForm BARE = new TextForm(-1, 0);

    private final int size;
    private final int zeros;

    private TextForm(int size, int zeros) {
        this.size = size;
        this.zeros = zeros;
    }

    /** Text in so many bytes, filled up with zeros. */
    static TextForm filling(int bytes) {
        return new TextForm(bytes, 0);
    }

    /** Whether the text always takes the same number of bytes, and how many; else -1. */
    int size() {
        return size;
    }

    /** The bytes that a text takes, zeros included. */
    int length(int textBytes) {
        return size >= 0 ? size : textBytes + zeros;
    }

    void write(JsonSink out, byte[] bytes) throws IOException {
        int end = textLength(bytes);
        byte[] text = Arrays.copyOf(bytes, end);
        boolean usual = length(end) == bytes.length && isZero(bytes, end);
        if (usual) {
            JsonText.write(out.json(), text);
            return;
        }
        out.json().writeStartObject();
        Optional<String> decoded = Text.decoded(text);
        if (decoded.isPresent()) {
            out.json().writeStringField("text", decoded.get());
        } else {
            out.name("hex");
            out.hex(text, 0, end);
        }
        out.name("tail");
        out.hex(bytes, end, bytes.length - end);
        out.json().writeEndObject();
    }

    /** Bytes before the first NUL; of abstract names, which begin with one, all but the zeros at the end. */
    static int textLength(byte[] bytes) {
        if (bytes.length > 0 && bytes[0] == 0) {
            int end = bytes.length;
            while (end > 0 && bytes[end - 1] == 0) {
                end--;
            }
            return end;
        }
        int end = 0;
        while (end < bytes.length && bytes[end] != 0) {
            end++;
        }
        return end;
    }

    static boolean isZero(byte[] bytes, int from) {
        for (int i = from; i < bytes.length; i++) {
            if (bytes[i] != 0) {
                return false;
            }
        }
        return true;
    }
}
