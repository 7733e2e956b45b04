package org.ckptimage.testing;

import java.io.ByteArrayOutputStream;
import java.util.ArrayList;
import java.util.List;
import org.ckptimage.format.Field;
import org.ckptimage.format.FileType;
import org.ckptimage.format.ImageFormat;
import org.ckptimage.format.RecordType;
import org.ckptimage.format.StructLayout;

/**
 * An image that a fuzzer damages as one who knows the format would: fields by the layout tables, whole records dropped,
 * doubled, exchanged, spliced in from another image, lengths that lie and lengths that do not. Blind changes of bytes
 * seldom get behind the first wrong length, so the fuzzer's bytes are choices here, not the image; but see
 * {@link #RAW}.
 */
public final class FuzzedImage {
    /** The first byte of an input whose rest is the image itself, byte for byte. */
    public static final int RAW = 255;

    private static final int HEAD = 8;
    private static final int MOST_DAMAGES = 24;
    private static final int MOST_COPIES = 300;
    private static final int MOST_BYTES = 600_000;

    private final FuzzInput in;
    private final ImageFormat format;
    private final List<byte[]> parts;

    private FuzzedImage(FuzzInput in, FuzzSeeds.Seed seed) {
        this.in = in;
        this.format = seed.format();
        this.parts = new ArrayList<>(seed.parts());
    }

    /** The image that choices make. */
    public static byte[] of(FuzzInput in) {
        return of(in, MOST_DAMAGES);
    }

    /** The image that choices make, damaged in so many places at most. What is left of the choices is the caller's. */
    public static byte[] of(FuzzInput in, int mostDamages) {
        int seed = in.octet();
        if (seed == RAW) {
            return in.rest();
        }
        FuzzedImage image = new FuzzedImage(in, FuzzSeeds.get(seed % FuzzSeeds.count()));
        int damages = in.below(mostDamages + 1);
        int truncate = Integer.MAX_VALUE;
        for (int i = 0; i < damages && !in.isEmpty() && !image.parts.isEmpty(); i++) {
            truncate = Math.min(truncate, image.damage());
        }
        return image.join(truncate);
    }

    private byte[] join(int truncate) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        for (byte[] part : parts) {
            if (out.size() > MOST_BYTES) {
                break;
            }
            out.writeBytes(part);
        }
        byte[] all = out.toByteArray();
        return truncate < all.length ? java.util.Arrays.copyOf(all, truncate) : all;
    }

    /** Does one thing to the image. Returns where to cut it, or the largest number there is. */
    private int damage() {
        int kind = in.below(20);
        int at = in.below(parts.size());
        switch (kind) {
            case 0 -> parts.remove(at);
            case 1 ->
                parts.subList(at, Math.min(parts.size(), at + 1 + in.below(8))).clear();
            case 2 -> parts.add(in.below(parts.size() + 1), parts.get(at));
            case 3 -> parts.set(at, parts.set(in.below(parts.size()), parts.get(at)));
            case 4 -> move(at);
            case 5 -> splice(at);
            case 6 -> parts.add(at, madeUp());
            case 7 -> resize(at);
            case 8 -> repeat(at);
            case 9 -> put(at, 4, 4, value(4, at, 4));
            case 10 -> put(at, 0, 4, typeNumber());
            case 11 -> word(at);
            case 12 -> text(at);
            case 13 -> parts.add(at, in.bytes(in.octet()));
            case 14 -> {
                return offset(at) + in.below(Math.max(1, parts.get(at).length));
            }
            default -> field(at);
        }
        return Integer.MAX_VALUE;
    }

    private int offset(int at) {
        return parts.stream().limit(at).mapToInt(part -> part.length).sum();
    }

    private void move(int at) {
        List<byte[]> moved = parts.subList(at, Math.min(parts.size(), at + 1 + in.below(6)));
        List<byte[]> copy = List.copyOf(moved);
        moved.clear();
        parts.addAll(in.below(parts.size() + 1), copy);
    }

    private void splice(int at) {
        List<byte[]> others = FuzzSeeds.get(in.below(FuzzSeeds.count())).parts();
        int from = in.below(others.size());
        parts.addAll(at, others.subList(from, Math.min(others.size(), from + 1 + in.below(12))));
    }

    private void repeat(int at) {
        List<byte[]> repeated = List.copyOf(parts.subList(at, Math.min(parts.size(), at + 1 + in.below(3))));
        int copies = in.below(MOST_COPIES);
        int bytes = repeated.stream().mapToInt(part -> part.length).sum();
        for (int i = 0; i < copies && (long) i * bytes < MOST_BYTES / 2; i++) {
            parts.addAll(at, repeated);
        }
    }

    /** A record whose length is true, whatever else it is. */
    private byte[] madeUp() {
        byte[] payload = in.flag() ? in.bytes(in.octet()) : new byte[in.octet()];
        byte[] record = new byte[HEAD + payload.length];
        System.arraycopy(payload, 0, record, HEAD, payload.length);
        write(record, 0, 4, typeNumber());
        write(record, 4, 4, record.length);
        return record;
    }

    private long typeNumber() {
        int type = in.octet();
        RecordType[] types = RecordType.values();
        return type == 255 ? in.word() : format.number(types[type % types.length]);
    }

    /** Makes a record longer or shorter, and says so in its head. */
    private void resize(int at) {
        int length = parts.get(at).length;
        int wanted = in.flag() ? length + in.octet() - 128 : in.below(length + 1);
        byte[] resized = java.util.Arrays.copyOf(parts.get(at), Math.max(0, wanted));
        if (resized.length >= HEAD) {
            write(resized, 4, 4, resized.length);
        }
        parts.set(at, resized);
    }

    private void word(int at) {
        int words = Math.min(80, parts.get(at).length / 4);
        int place = 4 * in.below(words);
        put(at, place, 4, value(4, at, place));
    }

    /** Bytes that make trouble in names. */
    private void text(int at) {
        byte[] part = parts.get(at).clone();
        byte[] text = in.bytes(1 + in.below(16));
        int from = HEAD + in.below(Math.max(1, part.length - HEAD));
        for (int i = 0; i < text.length && from + i < part.length; i++) {
            part[from + i] = text[i];
        }
        parts.set(at, part);
    }

    private void field(int at) {
        List<Field> fields = fields(parts.get(at));
        if (fields.isEmpty()) {
            word(at);
            return;
        }
        Field field = in.of(fields);
        int size = Math.min(8, Math.max(1, field.elementSize()));
        put(at, field.offset(), size, value(size, at, field.offset()));
    }

    private List<Field> fields(byte[] part) {
        RecordType type = part.length < HEAD ? null : format.recordType((int) read(part, 0, 4));
        StructLayout layout = type == null ? null : format.layout(type);
        if (layout != null && type == RecordType.FILE && layout.offset("f_type") >= 0) {
            int fileType = (int) read(part, layout.offset("f_type"), 4);
            FileType[] types = FileType.values();
            layout = format.layout(types[Math.floorMod(fileType - 1, types.length)]);
        }
        return layout == null ? List.of() : layout.fields();
    }

    private long value(int size, int at, int place) {
        long old = read(parts.get(at), place, size);
        return switch (in.below(11)) {
            case 0 -> 0;
            case 1 -> -1;
            case 2 -> in.octet();
            case 3 -> 1L << in.below(64);
            case 4 -> (1L << in.below(64)) - 1;
            case 5 -> old + in.octet() - 128;
            case 6 -> in.word();
            case 7 -> in.quad();
            case 8 -> Integer.MAX_VALUE - in.octet();
            case 9 -> old << 8;
            // What stands at the same place of another part: a reference to something else, a descriptor twice.
            default -> read(parts.get(in.below(parts.size())), place, size);
        };
    }

    private void put(int at, int place, int size, long value) {
        byte[] part = parts.get(at).clone();
        write(part, place, size, value);
        parts.set(at, part);
    }

    private void write(byte[] part, int place, int size, long value) {
        if (place + size <= part.length) {
            RecordFields.putNumber(
                    part, place, size, value, format.architecture().littleEndian());
        }
    }

    /** A number of a part; 0 where the part is too short. */
    private long read(byte[] part, int place, int size) {
        if (place + size > part.length) {
            return 0;
        }
        long value = 0;
        for (int i = 0; i < size; i++) {
            int octet = part[format.architecture().littleEndian() ? place + size - 1 - i : place + i] & 0xff;
            value = value << 8 | octet;
        }
        return value;
    }
}
