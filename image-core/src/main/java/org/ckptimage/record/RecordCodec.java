package org.ckptimage.record;

import static com.google.common.base.Preconditions.checkNotNull;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
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
    private final boolean little;
    /** Where a FILE says of what kind it is. */
    private final int fileTypeAt;
    // Filled when first asked for. Two threads may both do that, and make equal shapes, of which one stays; all fields
    // of a shape are final, so no thread sees one that is not finished.
    private final BoundShape<? extends CkptRecord>[] shapes = array(RecordType.values().length);
    private final BoundShape<? extends CkptRecord>[] fileShapes = array(FileType.values().length);
    private final Map<Shape<?>, BoundShape<?>> elements = new ConcurrentHashMap<>();

    private RecordCodec(ImageFormat format) {
        this.format = format;
        this.little = format.architecture().littleEndian();
        this.fileTypeAt = format.layout(RecordType.FILE).offset("f_type");
    }

    @SuppressWarnings({"unchecked", "rawtypes"}) // Java has no arrays of generic types.
    private static BoundShape<? extends CkptRecord>[] array(int length) {
        return new BoundShape[length];
    }

    /** The bound shape of a type other than FILE, or null for one without a struct in this format. */
    private BoundShape<? extends CkptRecord> shape(RecordType type) {
        if (type == null) {
            return null;
        }
        BoundShape<? extends CkptRecord> known = shapes[type.ordinal()];
        return known != null ? known : bind(type);
    }

    private BoundShape<? extends CkptRecord> bind(RecordType type) {
        StructLayout layout = format.layout(type);
        Shape<? extends CkptRecord> shape = layout == null ? null : RecordShapes.of(type, format.architecture());
        return shape == null ? null : (shapes[type.ordinal()] = new BoundShape<>(shape, format, layout));
    }

    private BoundShape<? extends CkptRecord> shape(FileType type) {
        BoundShape<? extends CkptRecord> known = fileShapes[type.ordinal()];
        return known != null ? known : bind(type);
    }

    private BoundShape<? extends CkptRecord> bind(FileType type) {
        return fileShapes[type.ordinal()] = new BoundShape<>(RecordShapes.of(type), format, format.layout(type));
    }

    /** The codec of a format. */
    public static RecordCodec of(ImageFormat format) {
        checkNotNull(format, "format");
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
        checkNotNull(bytes, "bytes");
        BoundShape<? extends CkptRecord> shape = type == RecordType.FILE ? fileShape(bytes) : shape(type);
        if (shape == null) {
            return new OpaqueRecord(bytes.slice(bytes.readerIndex() + HEAD, bytes.readableBytes() - HEAD)
                    .asReadOnly());
        }
        return shape.decode(bytes);
    }

    private BoundShape<? extends CkptRecord> fileShape(ByteBuf bytes) {
        if (bytes.readableBytes() < fileTypeAt + Integer.BYTES) {
            throw new IllegalArgumentException("has " + bytes.readableBytes() + " bytes, too few to tell its kind");
        }
        int number = bytes.getInt(bytes.readerIndex() + fileTypeAt);
        FileType type = FileType.of(little ? Integer.reverseBytes(number) : number);
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
        checkNotNull(type, "type");
        checkNotNull(value, "value");
        if (!format.has(type)) {
            throw new IllegalArgumentException(format + " has no record " + type);
        }
        byte[] bytes = value instanceof OpaqueRecord opaque ? encodeOpaque(opaque) : encodeFields(type, value);
        Numbers.put(bytes, 0, Integer.BYTES, format.number(type), little);
        Numbers.put(bytes, Integer.BYTES, Integer.BYTES, bytes.length, little);
        return Unpooled.wrappedBuffer(bytes);
    }

    private static byte[] encodeOpaque(OpaqueRecord record) {
        ByteBuf payload = record.payload();
        byte[] bytes = new byte[HEAD + payload.readableBytes()];
        payload.getBytes(payload.readerIndex(), bytes, HEAD, payload.readableBytes());
        return bytes;
    }

    @SuppressWarnings("unchecked")
    private byte[] encodeFields(RecordType type, CkptRecord value) {
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
