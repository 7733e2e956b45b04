package org.ckptimage.rewrite;

import com.google.common.base.Supplier;
import com.google.common.base.Suppliers;
import com.google.common.collect.ListMultimap;
import com.google.common.collect.Multimaps;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.ckptimage.image.AddressSpace;
import org.ckptimage.image.Image;
import org.ckptimage.image.NumberTable;
import org.ckptimage.image.OpenFile;
import org.ckptimage.image.Task;
import org.ckptimage.image.Vma;
import org.ckptimage.record.ObjRef;

/**
 * Which files are mapped, or run, and by whom. Of memory that many tasks share every area is looked at once, and of very
 * many tasks and areas a sentence names the first.
 */
final class Mappings {
    private static final int MOST_NAMED = 16;

    private final Image image;
    private final Supplier<NumberTable> mapped = Suppliers.memoize(this::findMapped);
    /** The areas of each address space by the file that they map. */
    private final Map<AddressSpace, ListMultimap<ObjRef, Vma>> areas = new HashMap<>();

    Mappings(Image image) {
        this.image = image;
    }

    private NumberTable findMapped() {
        NumberTable files = new NumberTable();
        processes().stream().map(Task::memory).distinct().forEach(memory -> {
            areasOf(memory).keySet().forEach(file -> files.putIfAbsent(file.number(), 0));
            memory.record().ifPresent(mm -> files.putIfAbsent(mm.exeObjref().number(), 0));
        });
        return files;
    }

    private List<Task> processes() {
        return image.tasks().stream()
                .filter(task -> !task.isThread() && !task.isZombie())
                .sorted(Comparator.comparingInt(Task::pid))
                .toList();
    }

    private ListMultimap<ObjRef, Vma> areasOf(AddressSpace memory) {
        return areas.computeIfAbsent(
                memory, m -> Multimaps.index(m.vmas(), vma -> vma.record().vmaObjref()));
    }

    /** Whether a process has a file mapped, or runs it. */
    boolean isMapped(OpenFile file) {
        return mapped.get().contains(file.objref().number());
    }

    /** Who has it mapped, vma by vma, or runs it, in words. */
    String inWords(OpenFile file) {
        List<String> words = new ArrayList<>();
        for (Task task : file.executableOf()) {
            words.add("executable of task " + task.pid());
        }
        for (Task task : processes()) {
            List<Vma> vmas = areasOf(task.memory()).get(file.objref());
            if (!vmas.isEmpty()) {
                words.add("vmas " + list(vmas) + " of task " + task.pid());
            }
        }
        return list(words);
    }

    private static String list(List<?> all) {
        String first = all.stream().limit(MOST_NAMED).map(Object::toString).collect(Collectors.joining(", "));
        return all.size() <= MOST_NAMED ? first : first + " and " + (all.size() - MOST_NAMED) + " more";
    }
}
