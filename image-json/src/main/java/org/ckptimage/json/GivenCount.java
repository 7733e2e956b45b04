package org.ckptimage.json;

import com.fasterxml.jackson.core.JsonLocation;
import com.fasterxml.jackson.core.JsonToken;
import java.io.IOException;
import java.util.List;

/**
 * A number that counts something, as JSON gives it: the number, {@code "auto"} or nothing, or {@code
 * {"raw":5,"forced":true}} for one that is to stand whatever there is to count.
 *
 * @param rule what it counts
 * @param field where it lies in its record
 * @param position where it lies in the image, in bytes
 * @param number what is given
 * @param auto whether nothing is given
 * @param path JSON pointer to it
 * @param location where it stands in the text
 */
record GivenCount(
        CountRule rule, FieldForm field, long position, long number, boolean auto, String path, JsonLocation location) {
    /** Stands for a number that follows from the content. */
    static final String AUTO = "auto";

    /** Whether the value at hand is a number that is to stand as it is. */
    static boolean isForced(JsonInput in) {
        return in.token() == JsonToken.START_OBJECT;
    }

    /** The number of {@code {"raw":5,"forced":true}}. */
    static long forced(JsonInput in, int bits) throws IOException {
        Long raw = null;
        boolean forced = false;
        for (String name = in.nextName(); name != null; name = in.nextName()) {
            switch (name) {
                case "raw" -> raw = NumberReader.number(in, bits);
                case "forced" -> forced = in.bool();
                default -> throw in.unknown(name, List.of("raw", "forced"));
            }
        }
        if (raw == null || !forced) {
            throw in.bad("a number that is to stand as it is looks like {\"raw\":5,\"forced\":true}");
        }
        return raw;
    }

    /**
     * Puts the number into the image, or compares it.
     *
     * @param counted what there is
     */
    void settle(ImageOut out, CountRule of, long counted) throws IOException {
        int size = field.field().elementSize();
        if (!auto) {
            if (number != counted) {
                throw new JsonImageException(
                        path,
                        location,
                        of.field() + " is given as " + Long.toUnsignedString(number) + ", but there are " + counted
                                + ": leave it out, or say \"auto\"");
            }
            return;
        }
        if (size < Long.BYTES && counted >>> size * Byte.SIZE != 0) {
            throw new JsonImageException(
                    path, location, "there are " + counted + ", more than " + of.field() + " can say");
        }
        byte[] bytes = new byte[size];
        field.put(bytes, 0, counted);
        out.patch(position, bytes, 0, size);
    }
}
