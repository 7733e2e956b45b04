package org.ckptimage.rewrite;

import com.google.common.base.Supplier;
import com.google.common.base.Suppliers;
import com.google.common.collect.ListMultimap;
import com.google.common.collect.MultimapBuilder;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.LongStream;
import org.ckptimage.format.ObjectType;
import org.ckptimage.format.RecordType;
import org.ckptimage.image.Descriptor;
import org.ckptimage.image.Image;
import org.ckptimage.image.ImageObject;
import org.ckptimage.image.ImageRecord;
import org.ckptimage.image.NumberTable;
import org.ckptimage.image.OpenFile;
import org.ckptimage.image.Task;
import org.ckptimage.record.FileDescRecord;
import org.ckptimage.record.FileTableRecord;
import org.ckptimage.rewrite.Consequence.Kind;
import org.ckptimage.rewrite.draft.Draft;

/** The FILE_DESC records of all file tables, and the counts in front of them. */
final class Descriptors {
    private static final int MOST_PIDS = 16;

    private final Image image;
    private final Draft draft;
    private final List<Consequence> consequences;
    /** How many descriptors each table has lost, by the place of its definition. */
    private final Map<ImageObject, Integer> lost = new LinkedHashMap<>();

    private final Supplier<Index> index = Suppliers.memoize(this::index);

    /**
     * Every descriptor by the file that it names, and who uses which table.
     *
     * @param entries ascending: the file's number above, the number of the FILE_DESC below, 8 bytes for each of what
     *     may be half a million
     */
    private record Index(long[] entries, ListMultimap<ImageObject, Task> users) {}

    /**
     * Where in the index the first descriptor of a file stands that is not closed: in front of it none is looked at
     * again.
     */
    private final NumberTable firstOpen = new NumberTable();

    Descriptors(Image image, Draft draft, List<Consequence> consequences) {
        this.image = image;
        this.draft = draft;
        this.consequences = consequences;
    }

    private Index index() {
        LongStream.Builder entries = LongStream.builder();
        for (ImageObject table : image.objects().definitions()) {
            if (table.is(ObjectType.FILE_TABLE)) {
                for (ImageRecord record : table.records()) {
                    if (record.is(RecordType.FILE_DESC) && record.decode() instanceof FileDescRecord descriptor) {
                        entries.add(first(descriptor.fdObjref().number()) | record.number());
                    }
                }
            }
        }
        ListMultimap<ImageObject, Task> users =
                MultimapBuilder.hashKeys().arrayListValues(2).build();
        image.tasks().forEach(task -> task.files().object().ifPresent(table -> users.put(table, task)));
        return new Index(entries.build().sorted().toArray(), users);
    }

    /** The least that an entry of the index can be which is about a file. */
    private static long first(int file) {
        return (long) file << Integer.SIZE;
    }

    /** The descriptors of a file, in all tables, that are not closed. */
    private List<ImageRecord> open(OpenFile file) {
        long[] entries = index.get().entries;
        int number = file.objref().number();
        return Arrays.stream(entries, firstOpen(number), entries.length)
                .takeWhile(entry -> entry >> Integer.SIZE == number)
                .mapToObj(entry -> image.records().get((int) entry))
                .filter(record -> !draft.isDeleted(record))
                .toList();
    }

    /**
     * The place in the index of a file's first descriptor that is not closed; if there is none, of what stands behind.
     */
    private int firstOpen(int file) {
        long[] entries = index.get().entries;
        int at = firstOpen.get(file);
        if (at == NumberTable.ABSENT) {
            int found = Arrays.binarySearch(entries, first(file));
            at = found >= 0 ? found : ~found;
            firstOpen.putIfAbsent(file, at);
        }
        while (isAbout(file, at) && draft.isDeleted(image.records().get((int) entries[at]))) {
            at++;
        }
        firstOpen.replace(file, at);
        return at;
    }

    private boolean isAbout(int file, int at) {
        long[] entries = index.get().entries;
        return at < entries.length && entries[at] >> Integer.SIZE == file;
    }

    /** Closes one descriptor, for all tasks that share its table; whether it was open. */
    boolean close(Task task, Descriptor descriptor) {
        ImageObject table = descriptor.definedBy().definition().orElseThrow();
        if (draft.isDeleted(descriptor.definedBy())) {
            return false;
        }
        List<Task> sharing = index.get().users.get(table);
        close(table, descriptor.definedBy(), task.pid() + ":" + descriptor.number());
        if (sharing.size() > 1) {
            consequences.add(new Consequence(
                    Kind.NOTE,
                    table.definedBy().offset(),
                    "its table " + table.ref() + " is shared: descriptor " + descriptor.number()
                            + " is closed for tasks " + pids(sharing)));
        }
        return true;
    }

    /** Closes every descriptor of a file, in all tables. */
    void closeAll(OpenFile file) {
        for (ImageRecord record : open(file)) {
            ImageObject table = record.definition().orElseThrow();
            int number = ((FileDescRecord) record.decode()).fdDescriptor();
            close(table, record, users(table) + ":" + number);
        }
    }

    private void close(ImageObject table, ImageRecord record, String descriptor) {
        draft.delete(record);
        lost.merge(table, 1, Integer::sum);
        consequences.add(
                new Consequence(Kind.DESCRIPTOR_CLOSED, record.offset(), "descriptor " + descriptor + " is closed"));
    }

    /** Whether a descriptor for a file is left in any table. */
    boolean isReferenced(OpenFile file) {
        int number = file.objref().number();
        return isAbout(number, firstOpen(number));
    }

    /** The pids of the tasks that use a table. */
    private String users(ImageObject table) {
        List<Task> tasks = index.get().users.get(table);
        return tasks.isEmpty() ? "table " + table.ref() : pids(tasks);
    }

    /**
     * In words; of very many the first ones, or telling of each descriptor that they share would grow with the square.
     */
    private static String pids(List<Task> tasks) {
        String first = tasks.stream()
                .limit(MOST_PIDS)
                .map(task -> Integer.toString(task.pid()))
                .collect(Collectors.joining(","));
        return tasks.size() <= MOST_PIDS ? first : first + " and " + (tasks.size() - MOST_PIDS) + " more";
    }

    /**
     * Sees to it that no definition is left behind the last descriptor of a table. There the deferred part begins, and
     * what an epoll set or socket owes to it would come before the set or socket itself is read.
     */
    void keepDefinitionsInFront() {
        for (ImageObject table : lost.keySet()) {
            if (isGone(table)) {
                continue;
            }
            ImageRecord head = null;
            ImageRecord last = null;
            int end = -1;
            for (ImageRecord record : table.records()) {
                RecordType type = record.type().orElse(null);
                if (type == RecordType.FILE_TABLE) {
                    head = record;
                } else if (type == RecordType.FILE_DESC) {
                    end = record.number();
                    last = draft.isDeleted(record) ? last : record;
                }
            }
            ImageRecord front = last == null ? head : last;
            // A damaged table may lack its FILE_TABLE; then nothing can be in front of anything.
            if (front != null) {
                moveInFront(table, front, end);
            }
        }
    }

    /** Moves what a table still defines between {@code last} and {@code end} in front of {@code last}. */
    private void moveInFront(ImageObject table, ImageRecord last, int end) {
        for (ImageObject nested : table.nested()) {
            ImageRecord start = nested.definedBy();
            if (start.number() > last.number() && start.number() < end) {
                draft.move(nested, last);
                if (!draft.isDeleted(start)) {
                    consequences.add(new Consequence(
                            Kind.DEFINITION_MOVED,
                            start.offset(),
                            "the definition of " + nested + " moves to offset " + last.offset()
                                    + ", in front of what is the last descriptor now"));
                }
            }
        }
    }

    /** Brings the number of descriptors in front of each changed table up to date. */
    void writeCounts() {
        lost.forEach((table, count) -> table.record(RecordType.FILE_TABLE).ifPresent(record -> {
            if (isGone(table)) {
                return;
            }
            FileTableRecord old = (FileTableRecord) draft.current(record);
            int left = old.fdtNfds() - count;
            draft.set(record, "fdt_nfds", left);
            consequences.add(new Consequence(
                    Kind.COUNT_CHANGED,
                    record.offset(),
                    "file table " + table.ref() + " has " + left + " descriptors instead of " + old.fdtNfds()));
        }));
    }

    /** Whether a table goes as a whole, with its task. */
    private boolean isGone(ImageObject table) {
        return draft.isDeleted(table.definedBy());
    }
}
