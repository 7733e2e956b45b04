package org.ckptimage.rewrite.repair;

/**
 * One fault of an image that a repair has mended.
 *
 * @param rule the rule that the image broke, as R130
 * @param mend the mend by its id, as W01; the rule's own id where it has no other
 * @param offset where in the original, in bytes from the start of the file
 * @param path the place in words
 * @param text what was done
 * @param lost what the restarted tasks will miss; empty if nothing
 */
public record Mended(String rule, String mend, long offset, String path, String text, String lost) {

    /** {@code R130 (W01) offset 4028 (0xfbc), task 278 > ...: the two queues ... are dropped; lost: ...}. */
    @Override
    public String toString() {
        return rule + (mend.equals(rule) ? "" : " (" + mend + ")") + " offset " + offset + " (0x"
                + Long.toHexString(offset) + "), " + path + ": " + text + (lost.isEmpty() ? "" : "; lost: " + lost);
    }
}
