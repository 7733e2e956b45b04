package org.ckptimage.json.view;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.SequenceInputStream;
import org.ckptimage.record.FileKind;

/**
 * A text and its first bytes: if it turns out to be no JSON, they tell what it is.
 *
 * @param bytes the first ones; none if they are not known
 * @param whole all of the text, the first bytes too
 */
public record Beginning(byte[] bytes, InputStream whole) {
    private static final int LENGTH = 512;

    /**
     * Takes a look at the beginning of a text.
     *
     * @throws IOException if it cannot be read
     */
    public static Beginning of(InputStream in) throws IOException {
        byte[] bytes = in.readNBytes(LENGTH);
        return new Beginning(bytes, new SequenceInputStream(new ByteArrayInputStream(bytes), in));
    }

    /** The beginning of a text that somebody else reads. */
    public static Beginning unknown() {
        return new Beginning(new byte[0], InputStream.nullInputStream());
    }

    /** Whether a checkpoint image begins so. */
    public boolean isImage() {
        return FileKind.isImage(bytes);
    }
}
