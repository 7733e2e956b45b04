package org.ckptimage.record;

import static com.google.common.base.Preconditions.checkNotNull;

import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import org.ckptimage.format.Architecture;
import org.ckptimage.format.Dialect;
import org.ckptimage.format.ImageFormat;
import org.ckptimage.format.ImageFormatException;
import org.ckptimage.format.RecordType;
import org.ckptimage.format.StructLayout;
import org.ckptimage.io.ByteSource;
import org.ckptimage.io.OrderedBytes;

/**
 * The first record of an image (HEADER), as far as it can be read without knowing the dialect: its offsets are the same
 * in all of them.
 */
final class ImageStart {
    /** Any dialect's HEADER. */
    private static final StructLayout HEADER =
            ImageFormat.of(Dialect.V20, Architecture.X86_64).layout(RecordType.HEADER);

    private static final List<ByteOrder> ORDERS = List.of(ByteOrder.LITTLE_ENDIAN, ByteOrder.BIG_ENDIAN);
    private static final int HEADER_NUMBER = 1;
    private static final long MAGIC = 0x00feed0cc0a2d200L;
    private static final int HEAD = RecordCodec.HEAD;
    /** How far behind the place where an image should begin one is looked for. */
    private static final int NEAR = 1 << 16;

    private final OrderedBytes bytes;
    private final ByteOrder order;
    private final long offset;

    private ImageStart(OrderedBytes bytes, ByteOrder order, long offset) {
        this.bytes = bytes;
        this.order = order;
        this.offset = offset;
    }

    /**
     * Reads byte order and magic.
     *
     * @throws ImageFormatException if no image starts at {@code offset}, with a guess at what does
     */
    static ImageStart read(ByteSource source, long offset) {
        checkNotNull(source, "source");
        long there = source.size() - offset;
        if (offset < 0 || there <= 0) {
            throw new ImageFormatException(
                    offset,
                    source.size() == 0
                            ? "the file is empty"
                            : "no image starts here: the file has " + source.size() + " bytes");
        }
        ByteOrder order = order(source, offset);
        if (order == null) {
            throw noImage(source, offset);
        }
        if (there < HEADER.size()) {
            throw new ImageFormatException(
                    offset + there,
                    "the image is truncated: it ends after " + there + " of the " + HEADER.size()
                            + " bytes of its header");
        }
        OrderedBytes bytes = new OrderedBytes(source, order);
        long magic = bytes.u64(offset + HEADER.offset("magic"));
        if (magic != MAGIC) {
            throw new ImageFormatException(
                    offset + HEADER.offset("magic"),
                    String.format(
                            "the header has the magic 0x%016x, a checkpoint image of Linux-CR has 0x%016x",
                            magic, MAGIC));
        }
        return new ImageStart(bytes, order, offset);
    }

    private static ByteOrder order(ByteSource source, long offset) {
        for (ByteOrder order : ORDERS) {
            if (beginsWithHead(source, offset, order)) {
                return order;
            }
        }
        return null;
    }

    /** Whether the bytes are the head of a HEADER, as far as there are bytes, and at least four. */
    private static boolean beginsWithHead(ByteSource source, long offset, ByteOrder order) {
        OrderedBytes bytes = new OrderedBytes(source, order);
        long there = source.size() - offset;
        return there >= 4
                && bytes.u32(offset) == HEADER_NUMBER
                && (there < HEAD || bytes.u32(offset + 4) == HEADER.size());
    }

    private static ImageFormatException noImage(ByteSource source, long offset) {
        int shown = (int) Math.min(HEAD, source.size() - offset);
        List<String> hex = new ArrayList<>();
        for (int i = 0; i < shown; i++) {
            hex.add(String.format("%02x", source.getByte(offset + i)));
        }
        String problem = "no image starts here: the first bytes are " + String.join(" ", hex) + ". ";
        if (hasMagic(source, offset)) {
            return new ImageFormatException(
                    offset,
                    problem + "The magic number behind them is that of an image, so its first record is damaged");
        }
        OptionalLong behind = imageBehind(source, offset);
        Optional<String> guess = behind.isPresent()
                ? Optional.empty()
                : ForeignFile.guess(source, offset)
                        .map(kind -> "This looks like " + kind)
                        .or(() -> recordThere(source, offset));
        if (guess.isPresent()) {
            return new ImageFormatException(offset, problem + guess.get());
        }
        String elsewhere = behind.isPresent()
                ? "An image begins at offset " + behind.getAsLong()
                : "Perhaps one begins elsewhere in the file";
        return new ImageFormatException(offset, "", null, problem + elsewhere, ImageFormatException.Advice.GIVE_OFFSET);
    }

    /** Where an image begins before which something else stands. */
    private static OptionalLong imageBehind(ByteSource source, long offset) {
        long last = Math.min(source.size(), offset + NEAR) - HEADER.size();
        for (long at = offset + 1; at <= last; at++) {
            if (order(source, at) != null && hasMagic(source, at)) {
                return OptionalLong.of(at);
            }
        }
        return OptionalLong.empty();
    }

    private static boolean hasMagic(ByteSource source, long offset) {
        return source.size() - offset >= HEADER.size()
                && ORDERS.stream()
                        .anyMatch(
                                order -> new OrderedBytes(source, order).u64(offset + HEADER.offset("magic")) == MAGIC);
    }

    /** Tells of a record that stands where an image should begin. */
    private static Optional<String> recordThere(ByteSource source, long offset) {
        ImageFormat any = ImageFormat.of(Dialect.V20, Architecture.X86_64);
        for (ByteOrder order : ORDERS) {
            OrderedBytes bytes = new OrderedBytes(source, order);
            boolean head = source.size() - offset >= HEAD && any.recordType(bytes.s32(offset)) != null;
            long length = head ? bytes.u32(offset + 4) : 0;
            if (length >= HEAD && length <= source.size() - offset) {
                return Optional.of("This looks like the middle of an image: a record of type " + bytes.s32(offset)
                        + " with length " + length);
            }
        }
        return Optional.empty();
    }

    /** The image's bytes in its byte order. */
    OrderedBytes bytes() {
        return bytes;
    }

    /** The byte order that the first eight bytes tell. */
    ByteOrder order() {
        return order;
    }

    /** Where the image begins. */
    long offset() {
        return offset;
    }

    /** Where a field of the HEADER stands. */
    long at(String field) {
        return offset + HEADER.offset(field);
    }

    /** HEADER.rev: of the format, not of the dialect. */
    int rev() {
        return bytes.u16(at("rev"));
    }

    /** The dialects that this rev stands for; none if it is unknown. */
    Set<Dialect> dialectsOfRev() {
        Set<Dialect> dialects = EnumSet.noneOf(Dialect.class);
        for (Dialect dialect : Dialect.values()) {
            if (dialect.rev() == rev()) {
                dialects.add(dialect);
            }
        }
        return dialects;
    }

    /**
     * HEADER.arch_id, which is little-endian in every image. Of the oldest dialects that is only assumed: there a value
     * that makes sense the other way round is swapped.
     */
    int architectureNumber() {
        int number = bytes.source().getShortLE(at("arch_id"));
        boolean old = rev() <= Dialect.V19_RC2.rev();
        return old && number > 255 ? Short.reverseBytes((short) number) & 0xffff : number;
    }

    /** constants@34: entries of the auxiliary vector, before v20 its bytes. */
    int auxvConstant() {
        return bytes.u16(at("constants.at_vector_size"));
    }

    /** constants@54: control characters of a terminal. */
    int termiosConstant() {
        return bytes.u16(at("constants.tty_termios_ncc"));
    }

    /** The version of the kernel that wrote the image, as one number that grows with it. */
    int kernel() {
        return kernel(bytes.u16(at("major")), bytes.u16(at("minor")), bytes.u16(at("patch")));
    }

    /** A kernel version as one number that grows with it. */
    static int kernel(int major, int minor, int patch) {
        return (Math.min(major, 255) << 16) + (Math.min(minor, 255) << 8) + Math.min(patch, 255);
    }

    /** The kernel's version as people write it: 2.6.33. */
    String kernelText() {
        return bytes.u16(at("major")) + "." + bytes.u16(at("minor")) + "." + bytes.u16(at("patch"));
    }
}
