package org.ckptimage.rewrite;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufUtil;
import io.netty.buffer.Unpooled;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.channels.Channels;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Predicate;
import org.ckptimage.format.Dialect;
import org.ckptimage.format.RecordType;
import org.ckptimage.image.Image;
import org.ckptimage.image.ImageRecord;
import org.ckptimage.image.OpenOptions;
import org.ckptimage.io.ByteSource;
import org.ckptimage.rewrite.draft.Draft;
import org.ckptimage.rewrite.draft.PieceSource;

/** A real image that a test breaks by named edits. */
public final class BrokenImage {
    private final Image image;
    private final Draft draft;

    private BrokenImage(Image image) {
        this.image = image;
        this.draft = new Draft(image);
    }

    /** Edits of an image. */
    public interface Edits {
        void apply(BrokenImage image);
    }

    /** The bytes of a real image, or of an example, after the edits. */
    public static byte[] of(String name, Edits edits) {
        try (Image image = Image.open(TestImages.path(name + ".ckpt"))) {
            BrokenImage broken = new BrokenImage(image);
            edits.apply(broken);
            PieceSource result = broken.draft.result();
            ByteArrayOutputStream out = new ByteArrayOutputStream();
            result.transferTo(0, result.size(), Channels.newChannel(out));
            return out.toByteArray();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    public static Image open(byte[] bytes) {
        try {
            return Image.open(ByteSource.of(bytes, "test"), OpenOptions.DEFAULT.as(Dialect.V20));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The records of an image, as bytes in hex: what differs is found whatever its place. */
    public static List<String> records(byte[] bytes) {
        try (Image image = open(bytes)) {
            List<String> records = new ArrayList<>();
            image.records()
                    .forEach(record -> records.add(record.typeName() + " " + ByteBufUtil.hexDump(record.bytes())));
            return records;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    public Draft draft() {
        return draft;
    }

    public Image image() {
        return image;
    }

    /** The record of a type, counted from 0. */
    public ImageRecord record(RecordType type, int number) {
        return image.records().stream()
                .filter(record -> record.type().filter(t -> t == type).isPresent())
                .skip(number)
                .findFirst()
                .orElseThrow();
    }

    /** The first record of a type of the object with a number. */
    public ImageRecord record(RecordType type, Predicate<ImageRecord> which) {
        return image.records().stream()
                .filter(record -> record.type().filter(t -> t == type).isPresent())
                .filter(which)
                .findFirst()
                .orElseThrow();
    }

    /** The record of a type that belongs to the object with a number. */
    public ImageRecord of(RecordType type, int objref) {
        return record(
                type,
                record -> record.definition()
                        .filter(object -> object.ref().number() == objref)
                        .isPresent());
    }

    public ImageRecord behind(ImageRecord record) {
        return image.records().get(record.number() + 1);
    }

    public BrokenImage set(ImageRecord record, String field, long value) {
        draft.set(record, field, value);
        return this;
    }

    /** Changes a field by some amount. */
    public BrokenImage add(ImageRecord record, String field, long value) {
        return set(record, field, draft.get(record, field) + value);
    }

    /** A record of zeros but for some fields. */
    public ByteBuf zeros(RecordType type) {
        int length = image.format().layout(type).size();
        return draft.encode(type, Unpooled.wrappedBuffer(new byte[length - 8]));
    }
}
