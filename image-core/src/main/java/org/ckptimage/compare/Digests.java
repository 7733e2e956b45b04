package org.ckptimage.compare;

import com.google.common.io.BaseEncoding;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufUtil;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;

/** Bytes as text: short ones in hexadecimal, others by length and digest. */
final class Digests {
    private static final int LONGEST_HEX = 16;
    private static final int BLOCK = 8192;
    private static final int SHOWN = 8;

    private Digests() {}

    /** {@code 6 bytes 68656c6c6f0a}, or {@code 5000 bytes, sha256 1f2e3d4c5b6a7988}. */
    static String text(ByteBuf bytes) {
        int length = bytes.readableBytes();
        String size = length == 1 ? "1 byte" : length + " bytes";
        if (length == 0) {
            return size;
        }
        return length <= LONGEST_HEX ? size + " " + ByteBufUtil.hexDump(bytes) : size + ", " + sha256(bytes);
    }

    private static String sha256(ByteBuf bytes) {
        MessageDigest digest = sha256();
        byte[] block = new byte[Math.min(BLOCK, bytes.readableBytes())];
        // Copied, since digests of mapped memory kill the JVM where the file shrinks.
        for (int at = 0; at < bytes.readableBytes(); at += block.length) {
            int length = Math.min(block.length, bytes.readableBytes() - at);
            bytes.getBytes(bytes.readerIndex() + at, block, 0, length);
            digest.update(block, 0, length);
        }
        return text(digest);
    }

    static MessageDigest sha256() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new AssertionError("every Java has SHA-256", e);
        }
    }

    /** {@code sha256 } and the first bytes of the digest, which is then used up. */
    static String text(MessageDigest digest) {
        return "sha256 " + BaseEncoding.base16().lowerCase().encode(digest.digest(), 0, SHOWN);
    }
}
