package org.ckptimage.compare;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * The names of places, of which there may be as many as objects: about ten bytes each, since one name begins as the one
 * before it, and only what is new is kept. Every sixteenth is kept whole, so that one is found in few steps.
 */
final class PlaceNames {
    private static final int BLOCK = 16;

    /**
     * Blocks that are full. A name is a length that it has in common with the one before, that of the rest, the rest.
     */
    private final List<byte[]> blocks = new ArrayList<>();

    private final ByteArrayOutputStream block = new ByteArrayOutputStream();
    private byte[] last = {};
    private int size;

    /** Keeps a name of at most 65,535 bytes, and gives it a number. */
    int add(String name) {
        if (size > 0 && size % BLOCK == 0) {
            blocks.add(block.toByteArray());
            block.reset();
            last = new byte[0];
        }
        byte[] bytes = name.getBytes(StandardCharsets.UTF_8);
        int mismatch = Arrays.mismatch(last, bytes);
        int common = mismatch < 0 ? bytes.length : mismatch;
        writeLength(common);
        writeLength(bytes.length - common);
        block.write(bytes, common, bytes.length - common);
        last = bytes;
        return size++;
    }

    private void writeLength(int length) {
        block.write(length >>> 8);
        block.write(length);
    }

    /** The name with this number. */
    String get(int number) {
        boolean full = number / BLOCK < blocks.size();
        ByteBuffer in = ByteBuffer.wrap(full ? blocks.get(number / BLOCK) : block.toByteArray());
        byte[] name = {};
        for (int i = 0; i <= number % BLOCK; i++) {
            int common = in.getShort() & 0xffff;
            int rest = in.getShort() & 0xffff;
            name = Arrays.copyOf(name, common + rest);
            in.get(name, common, rest);
        }
        return new String(name, StandardCharsets.UTF_8);
    }
}
