package org.ckptimage.record;

import com.google.common.io.BaseEncoding;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.ckptimage.io.ByteSource;

/** What a file that is no image may be instead: by its first bytes, for the message. One constant, one kind of file. */
enum ForeignFile {
    GZIP("1f8b", "gzip data: decompress it first"),
    XZ("fd377a585a00", "xz data: decompress it first"),
    ZSTD("28b52ffd", "zstd data: decompress it first"),
    BZIP2("425a68", "bzip2 data: decompress it first"),
    LZ4("04224d18", "lz4 data: decompress it first"),
    ZIP("504b0304", "a zip archive: unpack it first"),
    ELF("7f454c46", "an ELF file: a program or a core dump, not a checkpoint"),
    CRIU("19435654", "an image of CRIU, which has nothing in common with Linux-CR"),
    CRIU_SERVICE("40591055", "a service image of CRIU, which has nothing in common with Linux-CR"),
    CRIU_INVENTORY("16313158", "an inventory of an old CRIU, which has nothing in common with Linux-CR"),
    DMTCP("444d544350", "an image of DMTCP, which has nothing in common with Linux-CR");

    private static final int TAR_MAGIC_AT = 257;
    private static final byte[] TAR_MAGIC = "ustar".getBytes(StandardCharsets.US_ASCII);
    private static final int SAMPLE = 64;
    private static final String TEXT = "text";
    /** How all JSON of this project begins; that of a whole image goes on with its form. */
    private static final Pattern OWN_JSON =
            Pattern.compile("\\s*\\{\\s*\"format\"\\s*:\\s*\"ckpt-image/\\d+\"(\\s*,\\s*\"form\")?");

    private final byte[] magic;
    private final String description;

    ForeignFile(String magic, String description) {
        this.magic = BaseEncoding.base16().lowerCase().decode(magic);
        this.description = description;
    }

    /** What the bytes at {@code offset} look like, in words that fit behind "this looks like"; nothing if unknown. */
    static Optional<String> guess(ByteSource source, long offset) {
        for (ForeignFile kind : values()) {
            if (matches(source, offset, kind.magic)) {
                return Optional.of(kind.description);
            }
        }
        if (matches(source, offset + TAR_MAGIC_AT, TAR_MAGIC)) {
            return Optional.of("a tar archive: unpack it first");
        }
        return ofBytes(source, offset);
    }

    /** Whether a guess means text of any kind. */
    static boolean isText(String guess) {
        return guess.startsWith(TEXT);
    }

    private static boolean matches(ByteSource source, long offset, byte[] expected) {
        if (source.size() - offset < expected.length) {
            return false;
        }
        for (int i = 0; i < expected.length; i++) {
            if ((byte) source.getByte(offset + i) != expected[i]) {
                return false;
            }
        }
        return true;
    }

    private static Optional<String> ofBytes(ByteSource source, long offset) {
        int length = (int) Math.min(SAMPLE, source.size() - offset);
        int text = 0;
        int zeros = 0;
        for (int i = 0; i < length; i++) {
            int value = source.getByte(offset + i);
            text += value == '\n' || value == '\r' || value == '\t' || value >= ' ' && value != 0x7f ? 1 : 0;
            zeros += value == 0 ? 1 : 0;
        }
        if (zeros == length) {
            return Optional.of("a file that was made but never filled: it begins with zeros");
        }
        return text == length ? Optional.of(ofText(source, offset, length)) : Optional.empty();
    }

    private static String ofText(ByteSource source, long offset, int length) {
        Matcher own = OWN_JSON.matcher(source.slice(offset, length).toString(StandardCharsets.ISO_8859_1));
        if (!own.lookingAt()) {
            return TEXT;
        }
        return TEXT
                + (own.group(1) == null
                        ? ": JSON that tells about an image, and does not hold it"
                        : ": an image as JSON, of which ckpt encode (ImageJson.read) makes the image");
    }
}
