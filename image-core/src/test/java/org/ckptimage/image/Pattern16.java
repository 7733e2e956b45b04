package org.ckptimage.image;

import static java.nio.charset.StandardCharsets.US_ASCII;

/**
 * What the programs of testdata fill memory, pipes and messages with: lines of 16 bytes, seed and number of the line.
 */
final class Pattern16 {
    private Pattern16() {}

    /** The first {@code length} bytes of the pattern of a seed: {@code 1111111:0000000|1111111:0000001|}. */
    static byte[] fill(int length, int seed) {
        StringBuilder text = new StringBuilder(length + 16);
        for (int line = 0; text.length() < length; line++) {
            text.append(String.format("%07x:%07x|", seed, line));
        }
        text.setLength(length);
        return text.toString().getBytes(US_ASCII);
    }
}
