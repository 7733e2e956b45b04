package org.ckptimage.image;

import com.google.common.base.Supplier;
import com.google.common.base.Suppliers;
import com.google.common.collect.ImmutableList;
import com.google.common.collect.ImmutableMap;
import com.google.common.collect.ImmutableSetMultimap;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.LongStream;
import org.ckptimage.format.FileType;
import org.ckptimage.format.ImageFormatException;
import org.ckptimage.format.ObjectType;
import org.ckptimage.format.RecordType;
import org.ckptimage.record.FileRecord;
import org.ckptimage.record.ObjRef;
import org.ckptimage.record.Text;

/** The open files of an image and who uses them, gathered when first asked for. */
final class FileViews {
    private static final long MOST_SHARED = 1 << 18;
    private static final Comparator<Task> BY_PID = Comparator.comparingInt(Task::pid);

    private final Image image;
    private final Supplier<ImmutableList<OpenFile>> all = Suppliers.memoize(this::findAll);
    private final Supplier<ImmutableSetMultimap<ObjRef, FileUse>> uses = Suppliers.memoize(this::findUses);
    private final Supplier<ImmutableSetMultimap<ObjRef, Task>> mappers = Suppliers.memoize(this::findMappers);
    private final Supplier<ImmutableSetMultimap<ObjRef, Task>> executors = Suppliers.memoize(this::findExecutors);
    private final Supplier<ImmutableSetMultimap<ObjRef, EpollSet>> watchers = Suppliers.memoize(this::findWatchers);
    private final Supplier<ImmutableMap<ObjRef, OpenFile>> socketFiles = Suppliers.memoize(this::findSocketFiles);
    private final Supplier<Boolean> listable = Suppliers.memoize(this::findWhetherListable);
    /** By a file table's definition its descriptors, ascending: the number above, the entry below. */
    private final Map<Integer, long[]> descriptors = new ConcurrentHashMap<>();

    FileViews(Image image) {
        this.image = image;
    }

    ImmutableList<OpenFile> all() {
        return all.get();
    }

    Optional<OpenFile> find(ObjRef ref) {
        int definition = image.definition(ref, ObjectType.FILE);
        return definition < 0 ? Optional.empty() : Optional.of(view(definition));
    }

    /** The open file on a socket: of several the one with the lowest number. */
    Optional<OpenFile> ofSocket(ObjRef sock) {
        return Optional.ofNullable(socketFiles.get().get(sock));
    }

    private ImmutableMap<ObjRef, OpenFile> findSocketFiles() {
        Map<ObjRef, OpenFile> files = new HashMap<>();
        ofKind(FileType.SOCKET).forEach(file -> files.putIfAbsent(((SocketFile) file).sockRef(), file));
        return ImmutableMap.copyOf(files);
    }

    /** The entry of a table's descriptor, of several with one number the last; or {@link RecordIndex#NONE}. */
    int descriptor(int table, int number) {
        long[] all = descriptors.computeIfAbsent(table, this::findDescriptors);
        int behind = Arrays.binarySearch(all, number + 1L << Integer.SIZE);
        int at = (behind >= 0 ? behind : ~behind) - 1;
        return at >= 0 && all[at] >> Integer.SIZE == number ? (int) all[at] : RecordIndex.NONE;
    }

    private long[] findDescriptors(int table) {
        LongStream.Builder found = LongStream.builder();
        for (int entry : image.walk().own(table)) {
            if (image.index().type(entry) == RecordType.FILE_DESC && image.isWhole(entry)) {
                found.add(image.field(entry, "fd_descriptor") << Integer.SIZE | entry);
            }
        }
        return found.build().sorted().toArray();
    }

    List<FileUse> uses(ObjRef file) {
        checkListable();
        return uses.get().get(file).asList();
    }

    List<Task> mappers(ObjRef file) {
        checkListable();
        return mappers.get().get(file).asList();
    }

    List<Task> executors(ObjRef file) {
        return executors.get().get(file).asList();
    }

    List<EpollSet> watchers(ObjRef file) {
        return watchers.get().get(file).asList();
    }

    private ImmutableList<OpenFile> findAll() {
        List<OpenFile> files = new ArrayList<>();
        for (int number : image.index().numbers.numbers()) {
            find(ObjRef.of(number)).ifPresent(files::add);
        }
        files.sort(Comparator.comparing(OpenFile::objref));
        return ImmutableList.copyOf(files);
    }

    /** The files of one kind by number. Makes no views of all others: of these there may be half a million. */
    private List<OpenFile> ofKind(FileType kind) {
        List<OpenFile> files = new ArrayList<>();
        RecordIndex index = image.index();
        for (int order = 0; order < index.definitions.size(); order++) {
            int definition = index.definitions.at(order);
            int entry = image.walk().find(definition, RecordType.FILE);
            if (entry >= 0 && readable(entry) && FileType.of((int) image.field(entry, "f_type")) == kind) {
                find(image.definition(definition).ref())
                        .filter(file -> file.entry() == entry)
                        .ifPresent(files::add);
            }
        }
        files.sort(Comparator.comparing(OpenFile::objref));
        return files;
    }

    private OpenFile view(int definition) {
        int entry = image.walk().find(definition, RecordType.FILE);
        if (entry >= 0 && readable(entry) && image.decode(entry) instanceof FileRecord record) {
            switch (record.common().type().orElseThrow()) {
                case GENERIC:
                    return new GenericFile(image, definition, entry, record);
                case PIPE:
                    return new PipeEnd(image, definition, entry, record);
                case FIFO:
                    return new Fifo(image, definition, entry, record);
                case SOCKET:
                    return new SocketFile(image, definition, entry, record);
                case TTY:
                    return new TtyFile(image, definition, entry, record);
                case EPOLL:
                    return new EpollSet(image, definition, entry, record);
                default:
                    return new EventFd(image, definition, entry, record);
            }
        }
        return new BrokenFile(image, definition, definition);
    }

    /** Whether a FILE record has all the bytes that its kind needs. */
    private boolean readable(int entry) {
        FileType kind = FileType.of((int) image.field(entry, "f_type"));
        return kind != null
                && image.index().length(entry) >= image.format().layout(kind).size();
    }

    private ImmutableSetMultimap<ObjRef, FileUse> findUses() {
        ImmutableSetMultimap.Builder<ObjRef, FileUse> found = ImmutableSetMultimap.builder();
        for (Task task : processes()) {
            task.files().descriptors().stream()
                    .sorted(Comparator.comparingInt(Descriptor::number))
                    .forEach(d -> found.put(d.record().fdObjref(), new FileUse(task, d)));
        }
        return found.build();
    }

    /**
     * Processes may share tables and memory, and what they share counts for each of them: a small image can have more
     * of that than any machine has memory. No real one comes near this.
     */
    private boolean findWhetherListable() {
        Map<Object, Integer> sizes = new HashMap<>();
        long count = 0;
        for (Task task : processes()) {
            FileTable table = task.files();
            AddressSpace memory = task.memory();
            count += sizes.computeIfAbsent(table, t -> image.walk().count(table.definition(), RecordType.FILE_DESC));
            count += sizes.computeIfAbsent(memory, m -> memory.vmas().size());
        }
        return count <= Math.max(MOST_SHARED, 8L * image.index().size());
    }

    private void checkListable() {
        if (!listable.get()) {
            throw new ImageFormatException(
                    image.start(),
                    "so many tasks share so many descriptors and areas that they cannot be listed for each task");
        }
    }

    private ImmutableSetMultimap<ObjRef, Task> findMappers() {
        ImmutableSetMultimap.Builder<ObjRef, Task> found = ImmutableSetMultimap.builder();
        for (Task task : processes()) {
            for (Vma vma : task.memory().vmas()) {
                if (!vma.record().vmaObjref().isNone()) {
                    found.put(vma.record().vmaObjref(), task);
                }
            }
        }
        return found.build();
    }

    private ImmutableSetMultimap<ObjRef, Task> findExecutors() {
        ImmutableSetMultimap.Builder<ObjRef, Task> found = ImmutableSetMultimap.builder();
        for (Task task : processes()) {
            task.memory().record().ifPresent(mm -> {
                if (!mm.exeObjref().isNone()) {
                    found.put(mm.exeObjref(), task);
                }
            });
        }
        return found.build();
    }

    private ImmutableSetMultimap<ObjRef, EpollSet> findWatchers() {
        ImmutableSetMultimap.Builder<ObjRef, EpollSet> found = ImmutableSetMultimap.builder();
        for (OpenFile file : ofKind(FileType.EPOLL)) {
            ((EpollSet) file).items().forEach(item -> found.put(item.fileObjref(), (EpollSet) file));
        }
        return found.build();
    }

    /** All tasks but threads and zombies, by pid. */
    private List<Task> processes() {
        return image.tasks().stream()
                .filter(task -> !task.isThread() && !task.isZombie())
                .sorted(BY_PID)
                .toList();
    }

    /** The name behind the FILE record of a named file; empty if the image lacks it. */
    Text path(OpenFile file) {
        int end = image.index().definitions.endOf(file.definition());
        int entry = image.walk().find(file.entry() + 1, end, RecordType.FILE_NAME);
        return new Text(entry < 0 ? Unpooled.EMPTY_BUFFER : image.slice(entry, 8));
    }

    /** The unread bytes of a pipe: they stand behind the first FILE that has its number. */
    ByteBuf pipeContents(ObjRef pipe) {
        OptionalInt first = definingEntry(pipe);
        if (first.isEmpty()) {
            return Unpooled.EMPTY_BUFFER;
        }
        int definition = image.index().definitions.enclosing(first.getAsInt());
        int entry = definition < 0 ? RecordIndex.NONE : image.walk().find(definition, RecordType.PIPE_BUF);
        return entry < 0 ? Unpooled.EMPTY_BUFFER : image.slice(entry, 8);
    }

    private OptionalInt definingEntry(ObjRef hidden) {
        int value = image.index().numbers.get(hidden.number());
        return value == NumberTable.ABSENT || value >= 0 ? OptionalInt.empty() : OptionalInt.of(~value);
    }
}
