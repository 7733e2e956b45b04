package org.ckptimage.record;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicReferenceArray;
import org.ckptimage.format.FileType;
import org.ckptimage.format.ImageFormat;
import org.ckptimage.format.RecordType;
import org.ckptimage.format.StructLayout;

/**
 * Reads and writes records of one format. Encoding a decoded record gives back its bytes, all of them.
 *
 * <p>Immutable, and one instance per format.
 */
public final class RecordCodec {
    /** Bytes of a record's head: type and length. */
    public static final int HEAD = 8;

    private static final Map<ImageFormat, RecordCodec> CACHE = new ConcurrentHashMap<>();

    private final ImageFormat format;
    // Filled when first asked for. Two threads may both do that, and make equal shapes, of which one stays.
    private final AtomicReferenceArray<BoundShape<? extends CkptRecord>> shapes =
            new AtomicReferenceArray<>(RecordType.values().length);
    private final AtomicReferenceArray<BoundShape<? extends CkptRecord>> fileShapes =
            new AtomicReferenceArray<>(FileType.values().length);
    private final Map<Shape<?>, BoundShape<?>> elements = new ConcurrentHashMap<>();

    private RecordCodec(ImageFormat format) {
        this.format = format;
    }

    /** The bound shape of a type other than FILE, or null for one without a struct in this format. */
    private BoundShape<? extends CkptRecord> shape(RecordType type) {
        BoundShape<? extends CkptRecord> known = shapes.get(type.ordinal());
        if (known == null) {
            StructLayout layout = format.layout(type);
            Shape<? extends CkptRecord> shape = layout == null ? null : RecordShapes.of(type, format.architecture());
            if (shape == null) {
                return null;
            }
            known = new BoundShape<>(shape, format, layout);
            shapes.set(type.ordinal(), known);
        }
        return known;
    }

    private BoundShape<? extends CkptRecord> shape(FileType type) {
        BoundShape<? extends CkptRecord> known = fileShapes.get(type.ordinal());
        if (known == null) {
            known = new BoundShape<>(RecordShapes.of(type), format, format.layout(type));
            fileShapes.set(type.ordinal(), known);
        }
        return known;
    }

    /** The codec of a format. */
    public static RecordCodec of(ImageFormat format) {
        return CACHE.computeIfAbsent(format, RecordCodec::new);
    }

    /**
     * Decodes a record.
     *
     * @param type its type, or null for a number that the dialect does not have
     * @param bytes the whole record, head included; payload views in the result share it
     * @throws IllegalArgumentException if the record is too short for its struct, with the lengths; whoever knows the
     *     place adds it
     */
    public CkptRecord decode(RecordType type, ByteBuf bytes) {
        BoundShape<? extends CkptRecord> shape = type == RecordType.FILE ? fileShape(bytes) : null;
        if (type != null && type != RecordType.FILE) {
            shape = shape(type);
        }
        if (shape == null) {
            return new OpaqueRecord(bytes.slice(bytes.readerIndex() + HEAD, bytes.readableBytes() - HEAD)
                    .asReadOnly());
        }
        return shape.decode(bytes);
    }

    private BoundShape<? extends CkptRecord> fileShape(ByteBuf bytes) {
        int at = format.layout(RecordType.FILE).offset("f_type");
        if (bytes.readableBytes() < at + Integer.BYTES) {
            throw new IllegalArgumentException("has " + bytes.readableBytes() + " bytes, too few to tell its kind");
        }
        int index = bytes.readerIndex() + at;
        FileType type = FileType.of(format.architecture().littleEndian() ? bytes.getIntLE(index) : bytes.getInt(index));
        return type == null ? null : shape(type);
    }

    /**
     * Encodes a record, head included.
     *
     * @param type the type to write into the head, which this dialect must have
     * @return a new buffer
     * @throws IllegalArgumentException if the dialect has no such type, or the record is of another one
     */
    public ByteBuf encode(RecordType type, CkptRecord value) {
        if (!format.has(type)) {
            throw new IllegalArgumentException(format + " has no record " + type);
        }
        ByteBuf bytes;
        if (value instanceof OpaqueRecord opaque) {
            bytes = Unpooled.buffer(HEAD + opaque.payload().readableBytes());
            bytes.writeZero(HEAD).writeBytes(opaque.payload().duplicate());
        } else {
            bytes = encodeFields(type, value);
        }
        if (format.architecture().littleEndian()) {
            bytes.setIntLE(0, format.number(type)).setIntLE(4, bytes.writerIndex());
        } else {
            bytes.setInt(0, format.number(type)).setInt(4, bytes.writerIndex());
        }
        return bytes;
    }

    @SuppressWarnings("unchecked")
    private ByteBuf encodeFields(RecordType type, CkptRecord value) {
        FileType kind = value instanceof FileRecord file
                ? FileType.of((int) file.common().fType())
                : null;
        BoundShape<? extends CkptRecord> shape = kind != null ? shape(kind) : shape(type);
        try {
            return ((BoundShape<CkptRecord>) shape).encode(value);
        } catch (ClassCastException | NullPointerException e) {
            throw new IllegalArgumentException(
                    "a " + value.getClass().getSimpleName() + " is no " + type + " of " + format, e);
        }
    }

    /** The shape of an element struct, bound to this format. */
    @SuppressWarnings("unchecked")
    <E> BoundShape<E> element(Shape<E> shape, String struct) {
        return (BoundShape<E>)
                elements.computeIfAbsent(shape, s -> new BoundShape<>(shape, format, format.element(struct)));
    }
}
