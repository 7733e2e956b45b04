package org.ckptimage.testing;

import java.io.ByteArrayOutputStream;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Deque;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;
import java.util.function.IntConsumer;
import org.ckptimage.format.FileType;
import org.ckptimage.format.ImageFormat;
import org.ckptimage.format.ObjectType;
import org.ckptimage.format.RecordType;
import org.ckptimage.format.StructLayout;
import org.ckptimage.record.Lossless;

/**
 * Writes an image record by record, in the order of the calls. The lower half of the builder: it knows layouts, object
 * numbers and the queue of deferred records as the kernel's writer does, but no grammar; {@link MadeUpImage} does.
 *
 * <pre>
 * writer.record(TASK, f -&gt; f.set("state", 2)).string("job", 16)
 *       .define(FILE_TABLE, 12, () -&gt; writer.record(RecordType.FILE_TABLE, f -&gt; f.set("fdt_nfds", 0)));
 * </pre>
 */
public final class ImageWriter {
    private static final int HEAD = 8;
    private static final Consumer<RecordFields> NOTHING = fields -> {};

    private final ImageFormat format;
    private final int pageSize;
    private final ByteArrayOutputStream out = new ByteArrayOutputStream();
    private final List<WrittenImage.Part> parts = new ArrayList<>();
    private final Map<Object, Integer> numbers = new HashMap<>();
    private final Set<Object> defined = new HashSet<>();
    private final Set<Integer> used = new HashSet<>();
    private final Deque<Runnable> deferred = new ArrayDeque<>();
    private final Map<RecordType, Consumer<RecordFields>> tweaks = new EnumMap<>(RecordType.class);
    private final Map<RecordType, Integer> counts = new EnumMap<>(RecordType.class);
    private final Map<String, Consumer<ImageWriter>> insertions = new HashMap<>();
    private int nextNumber = 1;

    /** A writer of an empty image. @param pageSize bytes of the writing kernel's pages */
    public ImageWriter(ImageFormat format, int pageSize) {
        this.format = format;
        this.pageSize = pageSize;
    }

    /** A writer of an empty image with the architecture's usual page size. */
    public ImageWriter(ImageFormat format) {
        this(format, format.architecture().pageSizes()[0]);
    }

    /** The dialect and architecture. */
    public ImageFormat format() {
        return format;
    }

    /** Bytes of a page. */
    public int pageSize() {
        return pageSize;
    }

    /** Bytes written so far. */
    public int position() {
        return out.size();
    }

    // ---- records

    /** A record of its fixed length, with these fields. */
    public ImageWriter record(RecordType type, Consumer<RecordFields> fields) {
        return record(type, 0, fields);
    }

    /** A record of its fixed length, all 0. */
    public ImageWriter record(RecordType type) {
        return record(type, 0, NOTHING);
    }

    /** A record with a flexible tail. @param tail bytes beyond the fixed size of the struct */
    public ImageWriter record(RecordType type, int tail, Consumer<RecordFields> fields) {
        StructLayout layout = format.layout(type);
        if (layout == null) {
            throw new IllegalArgumentException(format + " has no struct for " + type);
        }
        return fixed(type, layout, tail, fields);
    }

    /** A FILE record of one kind. */
    public ImageWriter file(FileType kind, Consumer<RecordFields> fields) {
        Consumer<RecordFields> common = f -> f.set("f_type", kind.number());
        return fixed(RecordType.FILE, format.layout(kind), 0, common.andThen(fields));
    }

    private ImageWriter fixed(RecordType type, StructLayout layout, int tail, Consumer<RecordFields> fields) {
        byte[] record = head(format.number(type), layout.size() + tail);
        RecordFields values = new RecordFields(format, layout, record, 0);
        fields.accept(values);
        tweaks.getOrDefault(type, NOTHING).accept(values);
        return add(type, record);
    }

    /** A record that is head and bytes: BUFFER, STRING, FILE_NAME, LSM_INFO, PIPE_BUF, CPU_FPU and the like. */
    public ImageWriter payload(RecordType type, byte[] payload) {
        return add(type, withPayload(format.number(type), payload));
    }

    /** A BUFFER. */
    public ImageWriter buffer(byte[] payload) {
        return payload(RecordType.BUFFER, payload);
    }

    /** A STRING with its final NUL. */
    public ImageWriter string(String text) {
        return payload(RecordType.STRING, cString(text));
    }

    /** A STRING of a fixed number of bytes, padded with NULs. */
    public ImageWriter string(String text, int length) {
        return payload(RecordType.STRING, Arrays.copyOf(cString(text), length));
    }

    /** A FILE_NAME with its final NUL. */
    public ImageWriter fileName(String path) {
        return payload(RecordType.FILE_NAME, cString(path));
    }

    /** A record of any number, known or not. */
    public ImageWriter unknown(int type, byte[] payload) {
        return add(format.recordType(type), withPayload(type, payload));
    }

    /** Bytes outside of any record. */
    public ImageWriter raw(byte[] bytes) {
        parts.add(new WrittenImage.Part(out.size(), bytes.length, null));
        out.write(bytes, 0, bytes.length);
        return this;
    }

    /** An element struct, to be put into a BUFFER. */
    public byte[] element(String struct, Consumer<RecordFields> fields) {
        StructLayout layout = format.layoutNamed(struct).orElseThrow(() -> new IllegalArgumentException(struct));
        byte[] bytes = new byte[layout.size()];
        fields.accept(new RecordFields(format, layout, bytes, 0));
        return bytes;
    }

    /** A number in the image's byte order. */
    public byte[] number(int size, long value) {
        byte[] bytes = new byte[size];
        RecordFields.putNumber(bytes, 0, size, value, format.architecture().littleEndian());
        return bytes;
    }

    private byte[] head(int type, int length) {
        byte[] record = new byte[length];
        boolean little = format.architecture().littleEndian();
        RecordFields.putNumber(record, 0, 4, type, little);
        RecordFields.putNumber(record, 4, 4, length, little);
        return record;
    }

    private byte[] withPayload(int type, byte[] payload) {
        byte[] record = head(type, HEAD + payload.length);
        System.arraycopy(payload, 0, record, HEAD, payload.length);
        return record;
    }

    private ImageWriter add(RecordType type, byte[] record) {
        if (type != null) {
            int nth = counts.merge(type, 1, Integer::sum) - 1;
            Consumer<ImageWriter> insertion = insertions.remove(type + "#" + nth);
            if (insertion != null) {
                insertion.accept(this);
            }
        }
        parts.add(new WrittenImage.Part(out.size(), record.length, type));
        out.write(record, 0, record.length);
        return this;
    }

    static byte[] cString(String text) {
        byte[] chars = Lossless.bytes(text);
        return Arrays.copyOf(chars, chars.length + 1);
    }

    static byte[] concat(List<byte[]> pieces) {
        ByteArrayOutputStream all = new ByteArrayOutputStream();
        pieces.forEach(piece -> all.write(piece, 0, piece.length));
        return all.toByteArray();
    }

    // ---- objects

    /** An OBJREF alone: a definition begins; its body is what is written next. */
    public ImageWriter objref(ObjectType type, int number) {
        used.add(number);
        return record(
                RecordType.OBJREF, f -> f.set("objtype", format.number(type)).set("objref", number));
    }

    /** A definition with a number of the caller's choice. @param body writes the body */
    public ImageWriter define(ObjectType type, int number, Runnable body) {
        objref(type, number);
        body.run();
        return this;
    }

    /**
     * The number of an object; when it is met for the first time, its definition is written here, as the kernel does.
     *
     * @param identity equal for the same object
     * @param body writes the body, given the number
     */
    public int object(ObjectType type, Object identity, IntConsumer body) {
        int number = hidden(identity);
        if (defined.add(identity)) {
            objref(type, number);
            body.accept(number);
        }
        return number;
    }

    /** The number of an object that has no OBJREF: a pipe, a segment, the shared signals. A new one on first sight. */
    public int hidden(Object identity) {
        return numbers.computeIfAbsent(identity, key -> reserve(1));
    }

    /** The number of an object, known or not yet; 0 for null. Its definition may come later: a forward reference. */
    public int numberOf(Object identity) {
        return identity == null ? 0 : hidden(identity);
    }

    /** Whether the object has a number already. */
    public boolean knows(Object identity) {
        return numbers.containsKey(identity);
    }

    /** Takes {@code count} numbers in a row, and returns the first. */
    public int reserve(int count) {
        while (used.contains(nextNumber)) {
            nextNumber++;
        }
        int first = nextNumber;
        nextNumber += count;
        return first;
    }

    /** Puts records off until {@link #runDeferred}. */
    public void defer(Runnable records) {
        deferred.add(records);
    }

    /**
     * Writes what was put off, in the order in which it was, and what is added meanwhile; but not what the last entry
     * adds, which waits for the next file table.
     */
    public void runDeferred() {
        Runnable current = deferred.poll();
        while (current != null) {
            Runnable next = deferred.poll();
            if (next == null) {
                current.run();
                return;
            }
            current.run();
            current = next;
        }
    }

    // ---- oddities

    /** While {@code body} writes, sets these fields in every record of their types, after all others. */
    public ImageWriter tweaked(Map<RecordType, Consumer<RecordFields>> fields, Runnable body) {
        Map<RecordType, Consumer<RecordFields>> outer = new HashMap<>(tweaks);
        fields.forEach((type, tweak) -> tweaks.merge(type, tweak, Consumer::andThen));
        body.run();
        tweaks.clear();
        tweaks.putAll(outer);
        return this;
    }

    /** Calls {@code insertion} just before a record is written; {@code nth} counts those of the type from 0. */
    public ImageWriter before(RecordType type, int nth, Consumer<ImageWriter> insertion) {
        insertions.merge(type + "#" + nth, insertion, Consumer::andThen);
        return this;
    }

    /** The image as it stands. */
    public WrittenImage finish() {
        return new WrittenImage(format, out.toByteArray(), parts);
    }
}
