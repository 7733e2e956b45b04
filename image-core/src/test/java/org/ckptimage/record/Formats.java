package org.ckptimage.record;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.stream.Stream;
import org.ckptimage.format.Architecture;
import org.ckptimage.format.Dialect;
import org.ckptimage.format.FileType;
import org.ckptimage.format.ImageFormat;
import org.ckptimage.format.RecordType;
import org.ckptimage.format.StructLayout;

/** Every dialect on every architecture it has, and the records of each. */
final class Formats {
    private Formats() {}

    /** One kind of record of one format. */
    record Kind(ImageFormat format, RecordType type, Optional<FileType> fileType) {
        StructLayout layout() {
            return fileType.map(format::layout).orElseGet(() -> format.layout(type));
        }

        /** Random bytes that are long enough, with a true f_type where that decides the kind. */
        ByteBuf random(Random random, int extra) {
            byte[] bytes = new byte[layout().size() + extra];
            random.nextBytes(bytes);
            ByteBuf record = Unpooled.wrappedBuffer(bytes);
            fileType.ifPresent(file -> putInt(record, format.layout(type).offset("f_type"), file.number()));
            putHead(record);
            return record;
        }

        /** As few zeros as possible, with a head, and a true f_type where that decides the kind. */
        ByteBuf zeros() {
            ByteBuf record = random(new Random(0), 0);
            record.setZero(0, record.capacity());
            fileType.ifPresent(file -> putInt(record, format.layout(type).offset("f_type"), file.number()));
            putHead(record);
            return record;
        }

        /** Gives the bytes the head that goes with their type and length. */
        void putHead(ByteBuf record) {
            putInt(record, 0, format.number(type));
            putInt(record, 4, record.readableBytes());
        }

        void putInt(ByteBuf record, int offset, int value) {
            if (format.architecture().littleEndian()) {
                record.setIntLE(offset, value);
            } else {
                record.setInt(offset, value);
            }
        }

        @Override
        public String toString() {
            return format + " " + type + fileType.map(file -> "." + file).orElse("");
        }
    }

    static Stream<ImageFormat> all() {
        return Arrays.stream(Dialect.values())
                .flatMap(dialect -> Arrays.stream(Architecture.values())
                        .flatMap(architecture -> ImageFormat.find(dialect, architecture).stream()));
    }

    static List<Kind> kindsOf(ImageFormat format) {
        return kinds(format).toList();
    }

    static Stream<Kind> kinds(ImageFormat format) {
        return Arrays.stream(RecordType.values())
                .filter(format::has)
                .flatMap(type -> type == RecordType.FILE
                        ? Arrays.stream(FileType.values()).map(file -> new Kind(format, type, Optional.of(file)))
                        : Stream.of(new Kind(format, type, Optional.empty())))
                .filter(kind -> kind.layout() != null);
    }
}
