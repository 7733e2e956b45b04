package org.ckptimage.image;

import com.google.common.base.Supplier;
import com.google.common.base.Suppliers;
import com.google.common.collect.ImmutableList;
import com.google.common.collect.ImmutableMap;
import com.google.common.collect.ImmutableSetMultimap;
import com.google.common.collect.Lists;
import com.google.common.primitives.ImmutableIntArray;
import com.google.common.primitives.Longs;
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
import java.util.stream.IntStream;
import java.util.stream.Stream;
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
    /** Pairs of a watched file's number, above, and that of a set, below; ascending. */
    private final Supplier<long[]> watchers = Suppliers.memoize(this::findWatchers);

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
        ofKind(FileType.SOCKET)
                .sorted(Comparator.comparing(OpenFile::objref))
                .forEach(file -> files.putIfAbsent(((SocketFile) file).sockRef(), file));
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
        return image.whole(table, RecordType.FILE_DESC).stream()
                .mapToLong(entry -> image.field(entry, "fd_descriptor") << Integer.SIZE | entry)
                .sorted()
                .toArray();
    }

    /** The entries of a table's descriptors in the order of the image, of several with one number the last. */
    ImmutableIntArray descriptors(int table) {
        ImmutableIntArray all = image.whole(table, RecordType.FILE_DESC);
        long before = -1;
        for (int i = 0; i < all.length(); i++) {
            long number = image.field(all.get(i), "fd_descriptor");
            if (number <= before) {
                return lastOfEach(findDescriptors(table));
            }
            before = number;
        }
        return all;
    }

    private static ImmutableIntArray lastOfEach(long[] byNumber) {
        return ImmutableIntArray.copyOf(IntStream.range(0, byNumber.length)
                .filter(i -> i + 1 == byNumber.length || byNumber[i] >> Integer.SIZE != byNumber[i + 1] >> Integer.SIZE)
                .map(i -> (int) byNumber[i])
                .sorted());
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

    /** The sets that watch a file, by their numbers. A view. */
    List<EpollSet> watchers(ObjRef file) {
        long[] all = watchers.get();
        int from = ~Arrays.binarySearch(all, (long) file.number() << Integer.SIZE);
        int to = ~Arrays.binarySearch(all, file.number() + 1L << Integer.SIZE);
        return Lists.transform(Longs.asList(all).subList(from, to), pair ->
                (EpollSet) find(ObjRef.of(pair.intValue())).orElseThrow());
    }

    private ImmutableList<OpenFile> findAll() {
        List<OpenFile> files = new ArrayList<>();
        for (int number : image.index().numbers.numbers()) {
            find(ObjRef.of(number)).ifPresent(files::add);
        }
        files.sort(Comparator.comparing(OpenFile::objref));
        return ImmutableList.copyOf(files);
    }

    /** The files of one kind. Makes no views of all others: of these there may be half a million. */
    private Stream<OpenFile> ofKind(FileType kind) {
        return IntStream.range(0, image.index().definitions.size())
                .mapToObj(order -> ofKind(image.index().definitions.at(order), kind))
                .flatMap(Optional::stream);
    }

    private Optional<OpenFile> ofKind(int definition, FileType kind) {
        int entry = image.walk().find(definition, RecordType.FILE);
        boolean wanted = entry >= 0 && readable(entry) && FileType.of((int) image.field(entry, "f_type")) == kind;
        return wanted
                ? find(image.definition(definition).ref()).filter(file -> file.entry() == entry)
                : Optional.empty();
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

    private long[] findWatchers() {
        long[] pairs = ofKind(FileType.EPOLL)
                .flatMapToLong(file -> ((EpollSet) file)
                        .items().stream()
                                .mapToLong(item -> (long) item.fileObjref().number() << Integer.SIZE
                                        | file.objref().number()))
                .sorted()
                .toArray();
        return IntStream.range(0, pairs.length)
                .filter(i -> i == 0 || pairs[i] != pairs[i - 1])
                .mapToLong(i -> pairs[i])
                .toArray();
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
