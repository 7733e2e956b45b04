package org.ckptimage.benchmarks.generate;

import java.io.Closeable;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import org.ckptimage.format.Architecture;
import org.ckptimage.format.Dialect;
import org.ckptimage.format.FieldType;
import org.ckptimage.format.FileType;
import org.ckptimage.format.ImageFormat;
import org.ckptimage.format.ObjectType;
import org.ckptimage.format.RecordType;
import org.ckptimage.format.StructLayout;
import org.ckptimage.record.RecordCodec;

/**
 * Writes records into a file, one after the other, through a buffer. Knows layouts, not what may follow what.
 *
 * <p>A record is begun with its fixed length, all zero, and then its fields are set by name; it is done when the next
 * one begins. That is what makes millions of them a matter of seconds.
 */
final class ImageOut implements Closeable {
    static final ImageFormat FORMAT = ImageFormat.of(Dialect.V20, Architecture.X86_64);

    private static final int BUFFER = 1 << 20;

    private final FileChannel file;
    private final ByteBuffer buffer = ByteBuffer.allocateDirect(BUFFER).order(ByteOrder.LITTLE_ENDIAN);
    private StructLayout layout;
    private int record;

    ImageOut(Path target) throws IOException {
        file = FileChannel.open(
                target, StandardOpenOption.WRITE, StandardOpenOption.CREATE, StandardOpenOption.TRUNCATE_EXISTING);
    }

    /** Begins a record of its fixed length. */
    ImageOut record(RecordType type) throws IOException {
        return record(type, FORMAT.layout(type));
    }

    /** Begins a FILE record of one kind. */
    ImageOut file(FileType kind) throws IOException {
        return record(RecordType.FILE, FORMAT.layout(kind)).set("f_type", kind.number());
    }

    private ImageOut record(RecordType type, StructLayout struct) throws IOException {
        head(type, struct.size());
        layout = struct;
        record = buffer.position() - RecordCodec.HEAD;
        zeros(struct.size() - RecordCodec.HEAD);
        return this;
    }

    /** Begins an element of the payload that {@link #head} announced. */
    ImageOut element(StructLayout struct) throws IOException {
        need(struct.size());
        layout = struct;
        record = buffer.position();
        zeros(struct.size());
        return this;
    }

    private void zeros(int count) {
        for (int i = 0; i < count; i++) {
            buffer.put((byte) 0);
        }
    }

    /** Sets a field of the record or element that was begun last. */
    ImageOut set(String name, long value) {
        int at = record + layout.offset(name);
        FieldType type = layout.field(name).orElseThrow().type();
        switch (type.size()) {
            case 1 -> buffer.put(at, (byte) value);
            case 2 -> buffer.putShort(at, (short) value);
            case 4 -> buffer.putInt(at, (int) value);
            default -> buffer.putLong(at, value);
        }
        return this;
    }

    /** Begins a definition; its body is what is written next. */
    void objref(ObjectType type, int number) throws IOException {
        record(RecordType.OBJREF).set("objtype", FORMAT.number(type)).set("objref", number);
    }

    /** A FILE_NAME with its final NUL. */
    void fileName(String path) throws IOException {
        byte[] chars = path.getBytes(StandardCharsets.UTF_8);
        head(RecordType.FILE_NAME, RecordCodec.HEAD + chars.length + 1);
        need(chars.length + 1);
        buffer.put(chars).put((byte) 0);
    }

    /** The head of a record; the caller writes what is in it. @param length in bytes, head included */
    void head(RecordType type, int length) throws IOException {
        need(Math.max(RecordCodec.HEAD, Math.min(length, BUFFER / 2)));
        buffer.putInt(FORMAT.number(type)).putInt(length);
    }

    /** A record that was taken out of another image; its fields may be set. */
    ImageOut copy(Skeleton.Part part) throws IOException {
        need(part.bytes().length);
        layout = FORMAT.layout(part.type());
        record = buffer.position();
        buffer.put(part.bytes());
        return this;
    }

    /** A number of 8 bytes. */
    void number(long value) throws IOException {
        need(Long.BYTES);
        buffer.putLong(value);
    }

    /** A page. */
    void page(Contents contents, long address, long seed) throws IOException {
        need(ImageSpec.PAGE);
        ByteBuffer page = buffer.slice(buffer.position(), ImageSpec.PAGE).order(ByteOrder.LITTLE_ENDIAN);
        contents.fill(page.asLongBuffer(), address, seed);
        buffer.position(buffer.position() + ImageSpec.PAGE);
    }

    /** Zeros that take no room in the file; never the last bytes of it. */
    void hole(long bytes) throws IOException {
        flush();
        file.position(file.position() + bytes);
    }

    private void need(int bytes) throws IOException {
        if (buffer.remaining() < bytes) {
            flush();
        }
    }

    private void flush() throws IOException {
        buffer.flip();
        while (buffer.hasRemaining()) {
            file.write(buffer);
        }
        buffer.clear();
    }

    /** Brings what was written to the disk, so that it does not go there while something is measured. */
    void force() throws IOException {
        flush();
        file.force(false);
    }

    @Override
    public void close() throws IOException {
        file.close();
    }
}
