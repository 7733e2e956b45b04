package org.ckptimage.rewrite;

import com.google.common.base.Supplier;
import com.google.common.base.Suppliers;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.ckptimage.format.RecordType;
import org.ckptimage.image.AddressSpace;
import org.ckptimage.image.Image;
import org.ckptimage.image.NumberTable;
import org.ckptimage.image.OpenFile;
import org.ckptimage.image.Task;
import org.ckptimage.record.VmaRecord;

/**
 * Which files are mapped, or run, and by whom. Of memory that many tasks share every area is looked at once, and of
 * very many tasks and areas a sentence names the first.
 */
final class Mappings {
    private static final int MOST_NAMED = 16;

    private final Image image;
    private final Supplier<NumberTable> mapped = Suppliers.memoize(this::findMapped);

    Mappings(Image image) {
        this.image = image;
    }

    private NumberTable findMapped() {
        NumberTable files = new NumberTable();
        processes().stream().map(Task::memory).distinct().forEach(memory -> {
            areas(memory).forEach(area -> files.putIfAbsent(area.vmaObjref().number(), 0));
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

    /** The areas one by one: views of all of them would take more memory than the image. */
    private Stream<VmaRecord> areas(AddressSpace memory) {
        int size = image.format().layout(RecordType.VMA).size();
        return memory.object().stream()
                .flatMap(object -> object.records().stream())
                .filter(record -> record.is(RecordType.VMA) && record.length() >= size)
                .map(record -> (VmaRecord) record.decode());
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
        Map<AddressSpace, String> vmas = new HashMap<>();
        for (Task task : processes()) {
            String found = vmas.computeIfAbsent(task.memory(), memory -> vmas(memory, file));
            if (!found.isEmpty()) {
                words.add("vmas " + found + " of task " + task.pid());
            }
        }
        return list(words);
    }

    private String vmas(AddressSpace memory, OpenFile file) {
        return list(areas(memory)
                .filter(area -> area.vmaObjref().equals(file.objref()))
                .map(area -> Long.toHexString(area.vmStart()) + "-" + Long.toHexString(area.vmEnd()) + " "
                        + area.permissions())
                .toList());
    }

    private static String list(List<String> all) {
        String first = all.stream().limit(MOST_NAMED).collect(Collectors.joining(", "));
        return all.size() <= MOST_NAMED ? first : first + " and " + (all.size() - MOST_NAMED) + " more";
    }
}
