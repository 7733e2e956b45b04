package org.ckptimage.image;

import static com.google.common.base.Preconditions.checkNotNull;

import com.google.common.base.Suppliers;
import com.google.common.primitives.ImmutableIntArray;
import io.netty.buffer.ByteBuf;
import java.io.Closeable;
import java.io.IOException;
import java.nio.file.Path;
import java.util.AbstractList;
import java.util.List;
import java.util.NoSuchElementException;
import java.util.Optional;
import java.util.function.Supplier;
import org.ckptimage.format.ImageFormat;
import org.ckptimage.format.ImageFormatException;
import org.ckptimage.format.ObjectType;
import org.ckptimage.format.RecordType;
import org.ckptimage.format.StructLayout;
import org.ckptimage.io.ByteSource;
import org.ckptimage.io.MappedFaults;
import org.ckptimage.io.OrderedBytes;
import org.ckptimage.record.CkptRecord;
import org.ckptimage.record.Detection;
import org.ckptimage.record.DialectDetector;
import org.ckptimage.record.ObjRef;
import org.ckptimage.record.RecordCodec;

/**
 * A checkpoint image, opened for reading.
 *
 * <pre>{@code
 * try (Image image = Image.open(Path.of("job.ckpt"))) {
 *     for (Task task : image.tasks())
 *         for (Descriptor descriptor : task.files().descriptors())
 *             System.out.println(task.pid() + ":" + descriptor.number() + " " + descriptor.file());
 * }
 * }</pre>
 *
 * <p>Opening reads the records' heads, never their contents: it costs by the number of records. A damaged or truncated
 * image opens as far as it can be read; {@link #damages} tells what is wrong with it.
 *
 * <p>Immutable; may be read by many threads. After {@link #close} accessors that read the image throw {@link
 * IllegalStateException}, also in other threads; buffers handed out before stay readable (see {@link ByteSource}).
 *
 * <p>Where a file shrinks while it is read, {@link org.ckptimage.io.ImageIOException} is thrown, or the JVM's own
 * {@link InternalError}: the JVM notices late, perhaps only behind the accessor that read. Whoever must be safe from
 * that wraps whole operations into {@link org.ckptimage.io.MappedFaults#guard}.
 */
public final class Image implements Closeable {
    private final ByteSource source;
    private final OpenOptions options;
    private final Detection detection;
    private final OrderedBytes bytes;
    private final RecordCodec codec;
    private final RecordIndex index;
    private final Walk walk;
    /** In dialects with pid objects, reading them costs by their number: once, not for every task. */
    private final Supplier<PidArray> pids = Suppliers.memoize(this::readPids);

    /** The first task with each pid, by its number. */
    private final Supplier<NumberTable> taskOfPid = Suppliers.memoize(this::numberPids);

    private final Supplier<FileViews> files = Suppliers.memoize(() -> new FileViews(this));

    private Image(ByteSource source, OpenOptions options) {
        this.source = source;
        this.options = options;
        this.detection = DialectDetector.detect(
                source, options.offset(), options.dialect().orElse(null));
        this.bytes = new OrderedBytes(source, detection.format().architecture().byteOrder());
        this.codec = RecordCodec.of(detection.format());
        this.index = ImageParser.parse(bytes, detection, options.offset());
        this.walk = new Walk(index);
        source.checkIntact();
    }

    /**
     * Opens the image in a file.
     *
     * @throws IOException if the file cannot be read
     * @throws ImageFormatException if no image starts there; names the file, and where in it what is wrong
     */
    public static Image open(Path path) throws IOException {
        checkNotNull(path, "path");
        return open(ByteSource.open(path, OpenOptions.DEFAULT.streamCheck()), OpenOptions.DEFAULT);
    }

    /**
     * Opens the image in a source, which is closed with it, or at once if this fails.
     *
     * @throws IOException if the source cannot be read
     * @throws ImageFormatException if no image starts there, or it is in an unknown dialect
     */
    public static Image open(ByteSource source, OpenOptions options) throws IOException {
        checkNotNull(source, "source");
        checkNotNull(options, "options");
        try {
            return MappedFaults.guard(source, () -> new Image(source, options));
        } catch (ImageFormatException e) {
            source.checkIntactAndClose();
            throw e.in(source.name());
        } catch (RuntimeException | Error e) {
            source.checkIntactAndClose();
            throw e;
        }
    }

    /** What messages call the image: the path of its file. */
    public String name() {
        return source.name();
    }

    /** Whether the dialect is certain, or was said by whoever opened the image; else it was guessed. */
    public boolean isDialectKnown() {
        return detection.certain() || options.dialect().isPresent();
    }

    /** The bytes it is read from. */
    public ByteSource source() {
        return source;
    }

    /** Where it begins in the source, in bytes. */
    public long start() {
        return options.offset();
    }

    /** Bytes from its start to the end of the source, whatever follows TAIL included. */
    public long size() {
        return source.size() - start();
    }

    /** How it was opened. */
    public OpenOptions options() {
        return options;
    }

    /** Dialect and architecture. */
    public ImageFormat format() {
        return detection.format();
    }

    /** What the image was found to be, and by what. */
    public Detection detection() {
        return detection;
    }

    /** Whether TAIL stands where the grammar expects it, behind all tasks. */
    public boolean isComplete() {
        return index.complete;
    }

    /** Bytes behind TAIL. */
    public long trailingBytes() {
        int last = index.size() - 1;
        return last >= 0 && index.kind(last) == RecordIndex.TRAILING ? index.length(last) : 0;
    }

    /** What is wrong with the image's structure, in its order; of very many places the first thousand. */
    public List<Damage> damages() {
        return index.damages();
    }

    /** How many places are damaged. */
    public int damageCount() {
        return index.damageCount();
    }

    /** Number of records, OBJREFs included, raw bytes not. */
    public int recordCount() {
        return index.records;
    }

    /** Number of saved pages, those of shared and SysV segments included. */
    public long pageCount() {
        return index.pages;
    }

    /** All records and raw runs in order: together the image, byte for byte. A view. */
    public List<ImageRecord> records() {
        return new AbstractList<>() {
            @Override
            public ImageRecord get(int i) {
                java.util.Objects.checkIndex(i, index.size());
                return new ImageRecord(Image.this, i);
            }

            @Override
            public int size() {
                return index.size();
            }
        };
    }

    /** The lossless tree. */
    public Node.Section tree() {
        return new Node.Section(this, Node.Section.Kind.IMAGE, 0, index.size());
    }

    /** The part in front of the tasks. */
    public Head head() {
        return new Head(this);
    }

    /** All tasks in the order of the image: processes, threads and zombies. */
    public List<Task> tasks() {
        return new AbstractList<>() {
            @Override
            public Task get(int i) {
                java.util.Objects.checkIndex(i, index.taskRecords.size());
                return new Task(Image.this, i);
            }

            @Override
            public int size() {
                return index.taskRecords.size();
            }
        };
    }

    /** The task with this pid, as the image numbers them; of several the first. */
    public Optional<Task> findTask(int pid) {
        int task = taskOfPid.get().get(pid);
        return task == NumberTable.ABSENT ? Optional.empty() : Optional.of(tasks().get(task));
    }

    /**
     * The task with this pid.
     *
     * @throws java.util.NoSuchElementException if there is none
     */
    public Task task(int pid) {
        return findTask(pid).orElseThrow(() -> new NoSuchElementException(name() + " has no task " + pid));
    }

    /** All shared objects. */
    public ObjectTable objects() {
        return new ObjectTable(this);
    }

    /** Every open file once, by number: those of descriptors, mappings and executables, and unused ones. */
    public List<OpenFile> files() {
        return files.get().all();
    }

    /** The open file with this number. */
    public Optional<OpenFile> file(ObjRef ref) {
        checkNotNull(ref, "ref");
        return files.get().find(ref);
    }

    /** The security label that its holders name by this number. */
    public Optional<SecurityLabel> label(ObjRef ref) {
        checkNotNull(ref, "ref");
        return SecurityLabel.find(this, ref);
    }

    FileViews fileViews() {
        return files.get();
    }

    // What the views stand on

    RecordIndex index() {
        return index;
    }

    OrderedBytes bytes() {
        return bytes;
    }

    Walk walk() {
        return walk;
    }

    Places places() {
        return new Places(index, bytes, format(), pids);
    }

    PidArray pids() {
        return pids.get();
    }

    private NumberTable numberPids() {
        NumberTable numbers = new NumberTable();
        tasks().forEach(task -> numbers.putIfAbsent(task.pid(), task.number()));
        return numbers;
    }

    private PidArray readPids() {
        return PidArray.of(index, bytes, format());
    }

    ImageObject definition(int definition) {
        long offset = index.offset(definition);
        ObjectType type = format().objectType(bytes.s32(offset + 8));
        return new ImageObject(this, definition, definition, ObjRef.of(bytes.s32(offset + 12)), type);
    }

    /**
     * The definition that has this number, or {@link RecordIndex#NONE} if none, a hidden one or one of another type.
     */
    int definition(ObjRef ref, ObjectType type) {
        int value = ref.isNone() ? NumberTable.ABSENT : index.numbers.get(ref.number());
        return value >= 0 && definition(value).type().orElse(null) == type ? value : RecordIndex.NONE;
    }

    /** A view of an entry's bytes from {@code skip} on; of very long raw runs the first 2 GiB. */
    ByteBuf slice(int entry, int skip) {
        long length = Math.max(0, Math.min(Integer.MAX_VALUE - 8, index.length(entry)) - skip);
        return source.slice(index.offset(entry) + Math.min(skip, index.length(entry)), (int) length);
    }

    /** Decodes a record; what is wrong with it is said with its place. */
    CkptRecord decode(int entry) {
        return MappedFaults.guard(source, () -> {
            try {
                return codec.decode(index.type(entry), slice(entry, 0));
            } catch (IllegalArgumentException e) {
                source.checkIntact();
                throw new ImageFormatException(
                                index.offset(entry),
                                places().of(entry),
                                "R008",
                                new ImageRecord(this, entry).typeName() + " " + e.getMessage())
                        .in(name());
            }
        });
    }

    /** Whether a record has all the bytes that its struct needs. */
    boolean isWhole(int entry) {
        RecordType type = index.type(entry);
        StructLayout layout = type == null ? null : format().layout(type);
        return layout == null || index.length(entry) >= layout.size();
    }

    /** The entries of a definition's own records of one type, without those that are cut short. */
    ImmutableIntArray whole(int definition, RecordType type) {
        return walk.own(definition, entry -> index.kind(entry) == type.ordinal() && isWhole(entry));
    }

    /** A record of one class; empty for no entry, and for a record that is damaged or of another class. */
    <T extends CkptRecord> Optional<T> find(int entry, Class<T> record) {
        return entry >= 0 && isWhole(entry)
                ? Optional.of(decode(entry)).filter(record::isInstance).map(record::cast)
                : Optional.empty();
    }

    /** Decodes a record that must be of one class. */
    <T extends CkptRecord> T decode(int entry, Class<T> record) {
        return record.cast(decode(entry));
    }

    /** A number field of a record, by name; 0 where the record is too short or the dialect lacks the field. */
    long field(int entry, String name) {
        RecordType type = index.type(entry);
        int at = format().layout(type).offset(name);
        if (at < 0 || at + 4 > index.length(entry)) {
            return 0;
        }
        return bytes.u32(index.offset(entry) + at);
    }

    @Override
    public void close() throws IOException {
        source.close();
    }

    @Override
    public String toString() {
        return name();
    }
}
