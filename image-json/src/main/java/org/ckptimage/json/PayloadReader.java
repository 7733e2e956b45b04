package org.ckptimage.json;

import com.fasterxml.jackson.core.JsonToken;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.Base64;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import org.ckptimage.io.ByteSource;

/** Reads bytes in all forms that {@link PayloadWriter} writes, and puts them into the image. */
final class PayloadReader {
    private static final List<String> KEYS = List.of("hex", "base64", "text", "sidecar", "offset", "length", "sha256");
    private static final int PIECE = 1 << 16;

    private final ImageOut out;
    private final Origin origin;

    PayloadReader(ImageOut out, Origin origin) {
        this.out = out;
        this.origin = origin;
    }

    /** Reads the value at hand and gives the number of bytes. */
    long read(JsonInput in) throws IOException {
        in.startObject();
        long start = out.position();
        boolean here = false;
        long offset = -1;
        long sidecar = -1;
        long length = -1;
        String digest = null;
        for (String name = in.nextName(); name != null; name = in.nextName()) {
            switch (name) {
                case "hex", "base64", "text" -> {
                    if (here) {
                        throw in.bad("the bytes are given twice");
                    }
                    here = true;
                    pieces(in, name);
                }
                case "offset" -> offset = in.count();
                case "sidecar" -> sidecar = in.count();
                case "length" -> length = in.count();
                case "sha256" -> digest = in.string();
                default -> throw in.unknown(name, KEYS);
            }
        }
        long given = out.position() - start;
        if (here) {
            if (length >= 0 && length != given) {
                throw in.bad("length says " + length + " bytes, but " + given + " are given");
            }
            return given;
        }
        if (length == 0) {
            return 0;
        }
        if (length < 0) {
            throw in.bad("here must stand the bytes: hex, base64, text, or a length with offset or sidecar");
        }
        copy(in, sidecar, offset, length, digest);
        return length;
    }

    private void pieces(JsonInput in, String form) throws IOException {
        if (in.token() != JsonToken.START_ARRAY) {
            piece(in, form);
            return;
        }
        while (in.nextItem()) {
            piece(in, form);
        }
    }

    private void piece(JsonInput in, String form) throws IOException {
        String text = in.string();
        byte[] bytes = switch (form) {
            case "hex" -> hex(in, text);
            case "base64" -> base64(in, text);
            default -> TextReader.utf8(in, text);
        };
        out.write(bytes, 0, bytes.length);
    }

    static byte[] hex(JsonInput in, String text) throws IOException {
        try {
            return HexFormat.of().parseHex(text);
        } catch (IllegalArgumentException e) {
            throw in.bad("these are no bytes in hexadecimal: " + e.getMessage());
        }
    }

    private static byte[] base64(JsonInput in, String text) throws IOException {
        try {
            return Base64.getDecoder().decode(text.getBytes(StandardCharsets.ISO_8859_1));
        } catch (IllegalArgumentException e) {
            throw in.bad("these are no bytes in base 64: " + e.getMessage());
        }
    }

    private void copy(JsonInput in, long sidecar, long offset, long length, String digest) throws IOException {
        if (sidecar < 0 == offset < 0) {
            throw in.bad("the bytes stand elsewhere: here must stand offset, or sidecar");
        }
        Optional<ByteSource> found = sidecar >= 0 ? origin.sidecar() : origin.original(in);
        if (found.isEmpty()) {
            String where = sidecar >= 0 ? "the sidecar " + origin.sidecarName() : origin.name();
            throw in.bad(
                    length + " bytes are not in the JSON, only in " + where,
                    sidecar >= 0 ? JsonImageException.Advice.GIVE_SIDECAR : JsonImageException.Advice.GIVE_ORIGINAL);
        }
        ByteSource source = found.get();
        long from = sidecar >= 0 ? sidecar : offset;
        if (length > source.size() || from > source.size() - length) {
            throw in.bad(source.name() + " has " + source.size() + " bytes, too few for " + length + " at " + from);
        }
        if (digest != null && !digest.equalsIgnoreCase(digest(source, from, length))) {
            throw in.bad("the bytes at " + from + " of " + source.name() + " are others than those in the original");
        }
        if (length <= PIECE) {
            byte[] bytes = new byte[(int) length];
            source.slice(from, bytes.length).getBytes(0, bytes);
            out.write(bytes, 0, bytes.length);
        } else {
            out.transfer(source, from, length);
        }
    }

    private static String digest(ByteSource source, long offset, long length) {
        MessageDigest digest = PayloadWriter.sha256();
        byte[] piece = new byte[PIECE];
        for (long at = 0; at < length; at += PIECE) {
            int size = (int) Math.min(PIECE, length - at);
            source.slice(offset + at, size).getBytes(0, piece, 0, size);
            digest.update(piece, 0, size);
        }
        return HexFormat.of().formatHex(digest.digest());
    }
}
