package org.ckptimage.record;

import static com.google.common.base.Preconditions.checkNotNull;

import java.util.Optional;
import org.ckptimage.format.ImageFormatException;
import org.ckptimage.io.ByteSource;

/** What kind of file begins with some bytes, to be said to whoever took it for text. */
public final class FileKind {
    private FileKind() {}

    /** Whether a checkpoint image begins with these bytes. */
    public static boolean isImage(byte[] beginning) {
        checkNotNull(beginning, "beginning");
        try {
            DialectDetector.requireImage(ByteSource.of(beginning, ""), 0);
            return true;
        } catch (ImageFormatException e) {
            return false;
        }
    }

    /**
     * What begins with these bytes, as {@code a checkpoint image} or {@code gzip data: decompress it first}; nothing if
     * it is text, or unknown.
     */
    public static Optional<String> otherThanText(byte[] beginning) {
        if (isImage(beginning)) {
            return Optional.of("a checkpoint image");
        }
        return beginning.length == 0
                ? Optional.empty()
                : ForeignFile.guess(ByteSource.of(beginning, ""), 0).filter(kind -> !ForeignFile.isText(kind));
    }
}
