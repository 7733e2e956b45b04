package org.ckptimage.testing;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.ckptimage.format.ImageFormat;
import org.ckptimage.format.RecordType;
import org.ckptimage.io.ByteSource;

/**
 * A made-up image as bytes, with the places of its records, and the ways to damage it. Every method leaves this image
 * as it is and returns another.
 */
public final class WrittenImage {
    /**
     * A record, or raw bytes outside of records.
     *
     * @param offset bytes from the first byte of the image
     * @param length whole length, head included
     * @param type the type, or null for raw bytes and for numbers that the dialect does not have
     */
    public record Part(int offset, int length, RecordType type) {}

    private final ImageFormat format;
    private final byte[] bytes;
    private final List<Part> parts;

    WrittenImage(ImageFormat format, byte[] bytes, List<Part> parts) {
        this.format = format;
        this.bytes = bytes;
        this.parts = List.copyOf(parts);
    }

    /** The dialect and architecture that it was written in. */
    public ImageFormat format() {
        return format;
    }

    /** The bytes; a copy. */
    public byte[] bytes() {
        return bytes.clone();
    }

    /** The bytes as a source for the library. */
    public ByteSource source() {
        return ByteSource.of(bytes.clone(), "made-up " + format);
    }

    /** Writes the bytes into a file. */
    public Path writeTo(Path file) throws IOException {
        return Files.write(file, bytes);
    }

    /** Number of bytes. */
    public int size() {
        return bytes.length;
    }

    /** Records and raw bytes in the order of the image; what a damage left of a record is not among them. */
    public List<Part> parts() {
        return parts;
    }

    /** The types of the records, in the order of the image. */
    public List<RecordType> types() {
        return parts.stream().map(Part::type).filter(type -> type != null).toList();
    }

    /** The index in {@link #parts} of a record; {@code nth} counts those of its type from 0. */
    public int indexOf(RecordType type, int nth) {
        int left = nth;
        for (int i = 0; i < parts.size(); i++) {
            if (parts.get(i).type() == type && left-- == 0) {
                return i;
            }
        }
        throw new IllegalArgumentException("the image has no " + type + " number " + nth);
    }

    /** The offset of a record; {@code nth} counts those of its type from 0. */
    public int offsetOf(RecordType type, int nth) {
        return parts.get(indexOf(type, nth)).offset();
    }

    /** The offset of a field; {@code nth} counts records of the type from 0. Not for FILEs of a kind. */
    public int offsetOf(RecordType type, int nth, String field) {
        int at = format.layout(type).offset(field);
        if (at < 0) {
            throw new IllegalArgumentException(format + " has no field " + type + '.' + field);
        }
        return offsetOf(type, nth) + at;
    }

    /** The first {@code length} bytes. */
    public WrittenImage truncateAt(int length) {
        List<Part> whole = parts.stream()
                .filter(part -> part.offset() + part.length() <= length)
                .toList();
        return new WrittenImage(format, Arrays.copyOf(bytes, length), whole);
    }

    /** Overwrites four bytes by a number in the image's byte order. */
    public WrittenImage patch32(int offset, long value) {
        return patch(offset, 4, value);
    }

    /** Overwrites two bytes by a number in the image's byte order. */
    public WrittenImage patch16(int offset, long value) {
        return patch(offset, 2, value);
    }

    /** Overwrites eight bytes by a number in the image's byte order. */
    public WrittenImage patch64(int offset, long value) {
        return patch(offset, 8, value);
    }

    /** Overwrites bytes. */
    public WrittenImage patch(int offset, byte[] value) {
        byte[] changed = bytes.clone();
        System.arraycopy(value, 0, changed, offset, value.length);
        return new WrittenImage(format, changed, parts);
    }

    private WrittenImage patch(int offset, int size, long value) {
        byte[] changed = bytes.clone();
        RecordFields.putNumber(
                changed, offset, size, value, format.architecture().littleEndian());
        return new WrittenImage(format, changed, parts);
    }

    /** Leaves out a part. */
    public WrittenImage delete(int index) {
        return replace(index, new byte[0]);
    }

    /** Writes a part twice. */
    public WrittenImage duplicate(int index) {
        byte[] part = bytes(index);
        byte[] twice = Arrays.copyOf(part, 2 * part.length);
        System.arraycopy(part, 0, twice, part.length, part.length);
        return replace(index, twice);
    }

    /** Puts bytes in front of a part; index {@code parts().size()} is the end. */
    public WrittenImage insert(int index, byte[] inserted) {
        int at = index == parts.size() ? bytes.length : parts.get(index).offset();
        return splice(at, at, inserted);
    }

    /** Puts other bytes in the place of a part. */
    public WrittenImage replace(int index, byte[] replacement) {
        Part part = parts.get(index);
        return splice(part.offset(), part.offset() + part.length(), replacement);
    }

    /** The image with bytes behind its end. */
    public WrittenImage append(byte[] more) {
        return splice(bytes.length, bytes.length, more);
    }

    /** The bytes of one part. */
    public byte[] bytes(int index) {
        Part part = parts.get(index);
        return Arrays.copyOfRange(bytes, part.offset(), part.offset() + part.length());
    }

    private WrittenImage splice(int from, int to, byte[] replacement) {
        ByteArrayOutputStream out = new ByteArrayOutputStream(bytes.length + replacement.length);
        out.write(bytes, 0, from);
        out.write(replacement, 0, replacement.length);
        out.write(bytes, to, bytes.length - to);
        int shift = replacement.length - (to - from);
        List<Part> moved = new ArrayList<>();
        parts.stream().filter(part -> part.offset() + part.length() <= from).forEach(moved::add);
        moved.addAll(describe(replacement, from));
        parts.stream()
                .filter(part -> part.offset() >= to)
                .map(part -> new Part(part.offset() + shift, part.length(), part.type()))
                .forEach(moved::add);
        return new WrittenImage(format, out.toByteArray(), moved);
    }

    /** The parts of inserted bytes: records if they are that by length, else one part without type. */
    private List<Part> describe(byte[] inserted, int offset) {
        List<Part> found = new ArrayList<>();
        ByteBuffer in = ByteBuffer.wrap(inserted).order(format.architecture().byteOrder());
        int at = 0;
        while (inserted.length - at >= 8) {
            int length = in.getInt(at + 4);
            if (length < 8 || length > inserted.length - at) {
                break;
            }
            found.add(new Part(offset + at, length, format.recordType(in.getInt(at))));
            at += length;
        }
        return at == inserted.length ? found : List.of(new Part(offset, inserted.length, null));
    }
}
