package org.ckptimage.json;

import com.fasterxml.jackson.core.JsonGenerator;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.WritableByteChannel;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Base64;
import java.util.HexFormat;
import org.ckptimage.io.ByteSource;

/**
 * Writes runs of bytes: those that are always shown, and payloads as the options say. In pieces, since nobody reads
 * strings of more than 20 MB; through a small array, since checksums of mapped memory can kill the JVM.
 */
final class PayloadWriter {
    /** Divisible by 3, so that the pieces of base 64 can be joined. */
    private static final int PIECE = 48 * 1024;

    private final JsonSink out;
    private final ByteSource source;
    private final JsonOptions options;
    private final byte[] piece = new byte[PIECE];
    /** Whether the bytes stand in no file, so that an offset would mean nothing. */
    private final boolean detached;

    private long sidecarBytes;

    PayloadWriter(JsonSink out, ByteSource source, JsonOptions options) {
        this(out, source, options, false);
    }

    private PayloadWriter(JsonSink out, ByteSource source, JsonOptions options, boolean detached) {
        this.out = out;
        this.source = source;
        this.options = options;
        this.detached = detached;
    }

    /** For a record that stands in no image; payloads are left out, but for their length. */
    static PayloadWriter detached(JsonSink out, ByteSource source) {
        return new PayloadWriter(out, source, JsonOptions.DEFAULT, true);
    }

    /** Writes a payload as the value that comes next. */
    void write(long offset, long length) throws IOException {
        if (length > 0 && options.payload() == JsonOptions.Payload.HEX) {
            shown(offset, length);
            return;
        }
        JsonGenerator json = out.json();
        json.writeStartObject();
        if (length == 0) {
            json.writeNumberField("length", 0);
        } else {
            switch (options.payload()) {
                case BASE64 -> base64(offset, length);
                case SIDECAR -> sidecar(offset, length);
                default -> {
                    if (!detached) {
                        json.writeNumberField("offset", offset);
                    }
                    json.writeNumberField("length", length);
                    if (options.digest()) {
                        json.writeStringField("sha256", digest(offset, length));
                    }
                }
            }
        }
        json.writeEndObject();
    }

    /** Writes bytes in hexadecimal, whatever the options are, as the value that comes next. */
    void shown(long offset, long length) throws IOException {
        JsonGenerator json = out.json();
        json.writeStartObject();
        json.writeArrayFieldStart("hex");
        for (long at = 0; at < length; at += PIECE) {
            int size = load(offset + at, length - at);
            out.hex(piece, 0, size);
        }
        json.writeEndArray();
        json.writeEndObject();
    }

    private void base64(long offset, long length) throws IOException {
        out.json().writeArrayFieldStart("base64");
        for (long at = 0; at < length; at += PIECE) {
            int size = load(offset + at, length - at);
            byte[] text =
                    Base64.getEncoder().encode(ByteBuffer.wrap(piece, 0, size)).array();
            out.plain(text, 0, (size + 2) / 3 * 4);
        }
        out.json().writeEndArray();
    }

    private void sidecar(long offset, long length) throws IOException {
        WritableByteChannel channel = options.sidecar().orElseThrow().channel();
        source.transferTo(offset, length, channel);
        out.json().writeNumberField("sidecar", sidecarBytes);
        out.json().writeNumberField("length", length);
        sidecarBytes += length;
    }

    private String digest(long offset, long length) {
        MessageDigest digest = sha256();
        for (long at = 0; at < length; at += PIECE) {
            digest.update(piece, 0, load(offset + at, length - at));
        }
        return HexFormat.of().formatHex(digest.digest());
    }

    static MessageDigest sha256() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every JDK has SHA-256", e);
        }
    }

    private int load(long offset, long left) {
        int size = (int) Math.min(left, PIECE);
        source.slice(offset, size).getBytes(0, piece, 0, size);
        return size;
    }
}
