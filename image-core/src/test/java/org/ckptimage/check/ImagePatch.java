package org.ckptimage.check;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Arrays;
import java.util.List;
import java.util.function.Function;
import java.util.function.Predicate;
import org.ckptimage.format.Field;
import org.ckptimage.format.FileType;
import org.ckptimage.format.ImageFormat;
import org.ckptimage.format.ObjectType;
import org.ckptimage.format.RecordType;
import org.ckptimage.format.StructLayout;
import org.ckptimage.image.Image;
import org.ckptimage.image.ImageRecord;
import org.ckptimage.image.OpenOptions;
import org.ckptimage.image.Role;
import org.ckptimage.io.ByteSource;

/**
 * Edits of an image for tests, by record type and field: each call gives the next version of the bytes. Occurrences
 * count from 0. Nothing is corrected along the way: a deleted FILE_DESC leaves the count of its table as it was.
 */
final class ImagePatch {
    private static final int HEAD = 8;

    private byte[] bytes;

    private ImagePatch(byte[] bytes) {
        this.bytes = bytes;
    }

    static ImagePatch of(String image) {
        return new ImagePatch(CheckImages.bytes(image));
    }

    static ImagePatch of(byte[] bytes) {
        return new ImagePatch(bytes.clone());
    }

    byte[] bytes() {
        return bytes;
    }

    /** A record of the present version: where it is, how long, and its layout. */
    record Place(long offset, int length, StructLayout layout, ImageFormat format) {
        long field(String name) {
            return offset
                    + layout.field(name)
                            .orElseThrow(() -> new IllegalArgumentException(name))
                            .offset();
        }

        long end() {
            return offset + length;
        }
    }

    private <T> T open(Function<Image, T> reader) {
        try (Image image = Image.open(ByteSource.of(bytes, "patched"), OpenOptions.DEFAULT)) {
            return reader.apply(image);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private Place find(Predicate<ImageRecord> wanted, int nth) {
        return open(image -> {
            List<ImageRecord> found = image.records().stream()
                    .filter(ImageRecord::isRecord)
                    .filter(wanted)
                    .toList();
            ImageRecord record = found.get(nth < 0 ? found.size() + nth : nth);
            return new Place(record.offset(), (int) record.length(), layout(image, record), image.format());
        });
    }

    private StructLayout layout(Image image, ImageRecord record) {
        RecordType type = record.type().orElse(RecordType.BUFFER);
        if (type != RecordType.FILE) {
            return image.format().layout(type);
        }
        return image.format().layout(kind(record));
    }

    private FileType kind(ImageRecord record) {
        FileType kind = FileType.of(record.bytes().getIntLE(HEAD));
        return kind == null ? FileType.GENERIC : kind;
    }

    /** The nth record of a type; -1 is the last. */
    Place at(RecordType type, int nth) {
        return find(record -> record.type().filter(type::equals).isPresent(), nth);
    }

    /** The nth record of a role. */
    Place at(Role role, int nth) {
        return find(record -> record.role() == role, nth);
    }

    /** The nth FILE of a kind. */
    Place at(FileType kind, int nth) {
        return find(record -> record.type().filter(RecordType.FILE::equals).isPresent() && kind(record) == kind, nth);
    }

    /** The nth OBJREF of a type. */
    Place at(ObjectType type, int nth) {
        return find(
                record -> record.type().filter(RecordType.OBJREF::equals).isPresent()
                        && record.definition()
                                .flatMap(object -> object.type())
                                .filter(type::equals)
                                .isPresent(),
                nth);
    }

    /** The nth record of a type that passes a test of one of its fields. */
    Place where(RecordType type, String field, long value, int nth) {
        return find(
                record -> record.type().filter(type::equals).isPresent()
                        && get(
                                        new Place(
                                                record.offset(),
                                                (int) record.length(),
                                                open(i -> layout(i, record)),
                                                open(Image::format)),
                                        field)
                                == value,
                nth);
    }

    /** A whole definition: from its OBJREF to the end of its body. */
    byte[] definition(ObjectType type, int nth) {
        return open(image -> {
            List<org.ckptimage.image.ImageObject> all = image.objects().definitions().stream()
                    .filter(object -> object.type().filter(type::equals).isPresent())
                    .toList();
            org.ckptimage.image.ImageObject object = all.get(nth < 0 ? all.size() + nth : nth);
            long start = object.definedBy().offset();
            return Arrays.copyOfRange(bytes, (int) start, (int) (start + object.length()));
        });
    }

    // Numbers

    long get(Place place, String field) {
        Field found = place.layout.field(field).orElseThrow();
        return number((int) place.offset + found.offset(), found.elementSize());
    }

    private long number(int at, int size) {
        long value = 0;
        for (int i = size - 1; i >= 0; i--) {
            value = value << 8 | bytes[at + i] & 0xff;
        }
        return value;
    }

    ImagePatch put(long at, int size, long value) {
        for (int i = 0; i < size; i++) {
            bytes[(int) at + i] = (byte) (value >>> 8 * i);
        }
        return this;
    }

    ImagePatch set(Place place, String field, long value) {
        Field found = place.layout.field(field).orElseThrow(() -> new IllegalArgumentException(field));
        return put(place.offset + found.offset(), found.elementSize(), value);
    }

    ImagePatch set(RecordType type, int nth, String field, long value) {
        return set(at(type, nth), field, value);
    }

    ImagePatch set(FileType kind, int nth, String field, long value) {
        return set(at(kind, nth), field, value);
    }

    /** Writes the length in a record's head, and nothing else. */
    ImagePatch length(Place place, long length) {
        return put(place.offset + 4, 4, length);
    }

    /** Writes the type in a record's head, and nothing else. */
    ImagePatch type(Place place, int number) {
        return put(place.offset, 4, number);
    }

    // Bytes

    ImagePatch replace(long from, long to, byte[] with) {
        byte[] next = new byte[(int) (bytes.length - (to - from) + with.length)];
        System.arraycopy(bytes, 0, next, 0, (int) from);
        System.arraycopy(with, 0, next, (int) from, with.length);
        System.arraycopy(bytes, (int) to, next, (int) from + with.length, (int) (bytes.length - to));
        bytes = next;
        return this;
    }

    ImagePatch insert(long at, byte[] more) {
        return replace(at, at, more);
    }

    ImagePatch delete(Place place) {
        return replace(place.offset, place.end(), new byte[0]);
    }

    /** Removes a whole definition. */
    ImagePatch delete(ObjectType type, int nth) {
        Place place = at(type, nth);
        return replace(place.offset, place.offset + definition(type, nth).length, new byte[0]);
    }

    byte[] copy(Place place) {
        return Arrays.copyOfRange(bytes, (int) place.offset, (int) place.end());
    }

    /** Makes a record longer or shorter at its end, its head included. */
    ImagePatch resize(Place place, int length) {
        byte[] record = Arrays.copyOf(copy(place), length);
        replace(place.offset, place.end(), record);
        return length(place, length);
    }

    /** Cuts the image. */
    ImagePatch cut(long at) {
        bytes = Arrays.copyOf(bytes, (int) at);
        return this;
    }

    /** The bytes of a record of nothing but zeros behind its head. */
    byte[] zeros(RecordType type, int length) {
        ImagePatch record = new ImagePatch(new byte[length]);
        return record.put(0, 4, open(image -> image.format().number(type))).put(4, 4, length).bytes;
    }

    /** An OBJREF. */
    byte[] objref(ObjectType type, int number) {
        return new ImagePatch(zeros(RecordType.OBJREF, 16))
                .put(8, 4, open(image -> image.format().number(type)))
                .put(12, 4, number)
                .bytes;
    }

    static byte[] join(byte[]... parts) {
        byte[] all = new byte[Arrays.stream(parts).mapToInt(part -> part.length).sum()];
        int at = 0;
        for (byte[] part : parts) {
            System.arraycopy(part, 0, all, at, part.length);
            at += part.length;
        }
        return all;
    }
}
