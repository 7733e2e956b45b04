package org.ckptimage.testing;

import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;

/** Images of millions of definitions, written without making an object for each record. */
public final class Repeated {
    /** Where an OBJREF has its number. */
    private static final int NUMBER = 12;

    private Repeated() {}

    /**
     * Writes an input that is one definition many times: as {@link WorstInput#of} makes it, but with scattered numbers.
     */
    public static Path write(WorstInput input, int n, Path file) throws IOException {
        byte[] none = input.of(0);
        byte[] one = input.of(1);
        int begin = Arrays.mismatch(none, one);
        ByteBuffer definition =
                ByteBuffer.wrap(one, begin, one.length - none.length).slice().order(ByteOrder.LITTLE_ENDIAN);
        try (OutputStream out = new BufferedOutputStream(Files.newOutputStream(file))) {
            out.write(one, 0, begin);
            for (int i = 0; i < n; i++) {
                definition.putInt(NUMBER, WorstInput.scattered(i));
                out.write(one, begin, definition.capacity());
            }
            out.write(none, begin, none.length - begin);
        }
        return file;
    }
}
