package org.ckptimage.json;

import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.SerializableString;
import com.fasterxml.jackson.core.json.UTF8JsonGenerator;
import java.io.IOException;

/**
 * A generator, and the short ways into it: most of the text of an image in JSON is names that are known beforehand and
 * digits, which need no escapes.
 */
final class JsonSink {
    private static final byte[] HEX = {'0', '1', '2', '3', '4', '5', '6', '7', '8', '9', 'a', 'b', 'c', 'd', 'e', 'f'};
    private static final int LONGEST_NUMBER = 24;

    private final JsonGenerator json;
    /** Whether the generator takes bytes as they are. */
    private final boolean raw;

    private final byte[] digits = new byte[LONGEST_NUMBER];

    JsonSink(JsonGenerator json) {
        this.json = json;
        this.raw = json instanceof UTF8JsonGenerator;
    }

    JsonGenerator json() {
        return json;
    }

    void name(SerializableString name) throws IOException {
        json.writeFieldName(name);
    }

    void name(String name) throws IOException {
        json.writeFieldName(name);
    }

    /** A string that needs no escapes. */
    void plain(byte[] ascii, int from, int length) throws IOException {
        if (raw) {
            json.writeRawUTF8String(ascii, from, length);
        } else {
            json.writeString(new String(ascii, from, length, java.nio.charset.StandardCharsets.ISO_8859_1));
        }
    }

    /** {@code "0x1f"}: a number of which all 64 bits count. */
    void hexString(long value) throws IOException {
        int at = LONGEST_NUMBER;
        long left = value;
        do {
            digits[--at] = HEX[(int) left & 15];
            left >>>= 4;
        } while (left != 0);
        digits[--at] = 'x';
        digits[--at] = '0';
        plain(digits, at, LONGEST_NUMBER - at);
    }

    /** {@code "31"}: a signed number. */
    void signedString(long value) throws IOException {
        if (value == Long.MIN_VALUE) {
            json.writeString(Long.toString(value));
            return;
        }
        int at = LONGEST_NUMBER;
        long left = Math.abs(value);
        do {
            digits[--at] = (byte) ('0' + left % 10);
            left /= 10;
        } while (left != 0);
        if (value < 0) {
            digits[--at] = '-';
        }
        plain(digits, at, LONGEST_NUMBER - at);
    }

    /** {@code "31"}: a number of which all 64 bits count. */
    void unsignedString(long value) throws IOException {
        if (value >= 0) {
            signedString(value);
        } else {
            json.writeString(Long.toUnsignedString(value));
        }
    }

    /** Bytes as a string of two digits each. */
    void hex(byte[] bytes, int from, int length) throws IOException {
        byte[] text = new byte[2 * length];
        for (int i = 0; i < length; i++) {
            text[2 * i] = HEX[bytes[from + i] >> 4 & 15];
            text[2 * i + 1] = HEX[bytes[from + i] & 15];
        }
        plain(text, 0, text.length);
    }
}
