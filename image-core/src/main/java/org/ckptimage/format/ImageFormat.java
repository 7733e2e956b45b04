package org.ckptimage.format;

import com.google.common.collect.ImmutableMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/**
 * One dialect on one architecture: every number and every layout that reading and writing an image needs. Immutable,
 * and one instance per pair.
 */
public final class ImageFormat {
    private static final Map<String, ImageFormat> CACHE = new ConcurrentHashMap<>();

    private final Dialect dialect;
    private final Architecture architecture;
    private final ImmutableMap<String, StructLayout> layouts;
    private final ImmutableMap<String, ImmutableMap<String, Integer>> numbers;
    private final int[] numberOfRecordType = new int[RecordType.values().length];
    private final RecordType[] lowRecordTypes = new RecordType[1024];
    private final int[] numberOfObjectType = new int[ObjectType.values().length];
    private final ObjectType[] objectTypes;
    private final StructLayout[] layoutOfRecordType = new StructLayout[RecordType.values().length];
    private final StructLayout[] layoutOfFileType = new StructLayout[FileType.values().length];

    ImageFormat(
            Dialect dialect,
            Architecture architecture,
            Map<String, StructLayout> layouts,
            Map<String, Map<String, Integer>> numbers) {
        this.dialect = dialect;
        this.architecture = architecture;
        this.layouts = ImmutableMap.copyOf(layouts);
        ImmutableMap.Builder<String, ImmutableMap<String, Integer>> groups = ImmutableMap.builder();
        numbers.forEach((group, byName) -> groups.put(group, ImmutableMap.copyOf(byName)));
        this.numbers = groups.buildOrThrow();
        for (RecordType type : RecordType.values()) {
            int number = this.numbers.get("HDR").getOrDefault(type.name(), -1);
            numberOfRecordType[type.ordinal()] = number;
            if (number >= 0 && number < lowRecordTypes.length) {
                lowRecordTypes[number] = type;
            }
            layoutOfRecordType[type.ordinal()] = layouts.get(type.name());
        }
        ImmutableMap<String, Integer> objects = this.numbers.get("OBJ");
        this.objectTypes = new ObjectType[objects.size()];
        for (ObjectType type : ObjectType.values()) {
            int number = objects.getOrDefault(type.name(), -1);
            numberOfObjectType[type.ordinal()] = number;
            if (number >= 0) {
                objectTypes[number] = type;
            }
        }
        for (FileType type : FileType.values()) {
            StructLayout common = layouts.get(RecordType.FILE.name());
            layoutOfFileType[type.ordinal()] = layouts.getOrDefault("FILE." + fileLayoutName(type), common);
        }
    }

    private static String fileLayoutName(FileType type) {
        return type == FileType.FIFO ? FileType.PIPE.name() : type.name();
    }

    /**
     * The tables of one dialect on one architecture.
     *
     * @throws IllegalArgumentException if no kernel of that dialect ran on that architecture
     */
    public static ImageFormat of(Dialect dialect, Architecture architecture) {
        return find(dialect, architecture)
                .orElseThrow(() -> new IllegalArgumentException(
                        "dialect " + dialect + " does not exist for architecture " + architecture));
    }

    /** The tables of one dialect on one architecture, or nothing if there is no such pair. */
    public static Optional<ImageFormat> find(Dialect dialect, Architecture architecture) {
        String key = dialect.id() + ' ' + architecture.id();
        ImageFormat known = CACHE.get(key);
        if (known == null) {
            known = LayoutTable.read(dialect, architecture).orElse(null);
            if (known != null) {
                CACHE.put(key, known);
            }
        }
        return Optional.ofNullable(known);
    }

    /** The dialect. */
    public Dialect dialect() {
        return dialect;
    }

    /** The architecture of the kernel that wrote the image. */
    public Architecture architecture() {
        return architecture;
    }

    /** The value of HEADER.arch_id. */
    public int architectureNumber() {
        return numbers.get("ARCH").get(architecture.numberName());
    }

    /** The record type with this number in this dialect, or null if the dialect has none. */
    public RecordType recordType(int number) {
        if (number >= 0 && number < lowRecordTypes.length) {
            return lowRecordTypes[number];
        }
        if (number == numberOfRecordType[RecordType.TAIL.ordinal()]) {
            return RecordType.TAIL;
        }
        return number == numberOfRecordType[RecordType.ERROR.ordinal()] ? RecordType.ERROR : null;
    }

    /** The number of a record type in this dialect, or -1 if the dialect does not have it. */
    public int number(RecordType type) {
        return numberOfRecordType[type.ordinal()];
    }

    /** Whether this dialect has the record type on this architecture. */
    public boolean has(RecordType type) {
        return numberOfRecordType[type.ordinal()] >= 0;
    }

    /** The object type with this number in this dialect, or null if the dialect has none. */
    public ObjectType objectType(int number) {
        return number >= 0 && number < objectTypes.length ? objectTypes[number] : null;
    }

    /** The number of an object type in this dialect, or -1 if the dialect does not have it. */
    public int number(ObjectType type) {
        return numberOfObjectType[type.ordinal()];
    }

    /**
     * The layout of a record, or null for a type without a known struct (CAPABILITIES, MNT_NS, NETDEV_ADDR) or one that
     * this dialect or architecture does not have. For FILE the common part; see {@link #layout(FileType)}.
     */
    public StructLayout layout(RecordType type) {
        return layoutOfRecordType[type.ordinal()];
    }

    /** The layout of a FILE record of one kind. */
    public StructLayout layout(FileType type) {
        return layoutOfFileType[type.ordinal()];
    }

    /**
     * The layout of an element struct, such as {@code eventpoll_item} or {@code siginfo}.
     *
     * @throws IllegalArgumentException if this dialect has no such struct
     */
    public StructLayout element(String name) {
        StructLayout layout = layouts.get(name);
        if (layout == null) {
            throw new IllegalArgumentException(this + " has no struct " + name);
        }
        return layout;
    }

    /** The layout of an entry of the pid array. In the later dialects {@code pids} is a pid object, not an entry. */
    public StructLayout pidEntry() {
        return layoutNamed("task_pids").orElseGet(() -> element("pids"));
    }

    /**
     * The layout of an element struct that lies in images as in the kernel's memory, so that it may depend on the size
     * of its words: {@code auxv}, {@code semaphore}.
     *
     * @throws IllegalArgumentException if this format has no struct of that name
     */
    public StructLayout kernelElement(String name) {
        return layoutNamed(name).orElseGet(() -> element(name + '.' + architecture.wordSize() * Byte.SIZE));
    }

    /** The names of all layouts of this format, records and elements. */
    public Set<String> layoutNames() {
        return layouts.keySet();
    }

    /** The layout with this name (a record type such as {@code FILE.PIPE}, or an element struct), if there is one. */
    public Optional<StructLayout> layoutNamed(String name) {
        return Optional.ofNullable(layouts.get(name));
    }

    /** Whether the image begins each live task with a THREAD record. */
    public boolean hasThreadRecord() {
        return layout(RecordType.THREAD) != null;
    }

    /** Whether an MM ends in an MM_CONTEXT record; powerpc has none. */
    public boolean hasMmContext() {
        return layout(RecordType.MM_CONTEXT) != null;
    }

    /** Whether every MM_CONTEXT is followed by an LDT record: x86 only. */
    public boolean hasLdt() {
        return has(RecordType.MM_CONTEXT_LDT);
    }

    /** A name such as {@code v20/x86_64}. */
    @Override
    public String toString() {
        return (dialect.id() + '/' + architecture.id()).toLowerCase(Locale.ROOT);
    }
}
