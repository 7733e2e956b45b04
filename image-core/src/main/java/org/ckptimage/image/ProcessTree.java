package org.ckptimage.image;

import static com.google.common.base.Preconditions.checkNotNull;

import com.google.common.collect.ImmutableListMultimap;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Which process is whose child, and which threads it has, by the pids of the image. A process whose parent the image
 * does not have is a root; so is one of several that call each other parent, as only a damaged image can have them.
 */
public final class ProcessTree {
    private final Image image;
    private final ImmutableListMultimap<Integer, Task> threads;
    private final ImmutableListMultimap<Task, Task> children;
    private final List<Task> roots;

    /** Reads the tasks of an image. */
    public ProcessTree(Image image) {
        checkNotNull(image, "image");
        this.image = image;
        ImmutableListMultimap.Builder<Integer, Task> byProcess = ImmutableListMultimap.builder();
        Map<Integer, Task> processes = new HashMap<>();
        for (Task task : image.tasks()) {
            if (task.isThread()) {
                byProcess.put(task.threadGroup(), task);
            } else {
                processes.putIfAbsent(task.pid(), task);
            }
        }
        threads = byProcess.build();
        ImmutableListMultimap.Builder<Task, Task> byParent = ImmutableListMultimap.builder();
        Map<Task, Boolean> known = new HashMap<>();
        roots = image.tasks().stream()
                .filter(task -> !task.isThread() || !processes.containsKey(task.threadGroup()))
                .filter(task -> {
                    Task parent = task.isThread() ? null : processes.get(task.ppid());
                    if (parent == null || endless(task, processes, known)) {
                        return true;
                    }
                    byParent.put(parent, task);
                    return false;
                })
                .toList();
        children = byParent.build();
    }

    /**
     * Whether the way up from a task never ends.
     *
     * @param known answers for tasks met before; each look-up adds those of all that it came by, so that all of them
     *     together cost one step a task
     */
    private static boolean endless(Task task, Map<Integer, Task> processes, Map<Task, Boolean> known) {
        Set<Task> path = new LinkedHashSet<>();
        Task at = task;
        while (at != null && !known.containsKey(at) && path.add(at)) {
            at = processes.get(at.ppid());
        }
        boolean answer = at != null && known.getOrDefault(at, true);
        path.forEach(passed -> known.put(passed, answer));
        return answer;
    }

    /** The image whose tasks these are. */
    public Image image() {
        return image;
    }

    /** The processes without a parent in the image, and threads without their process. */
    public List<Task> roots() {
        return roots;
    }

    /** The children of a process, in the order of the image. */
    public List<Task> children(Task process) {
        checkNotNull(process, "process");
        return children.get(process);
    }

    /** The threads of a process, its first one left out, in the order of the image. */
    public List<Task> threads(Task process) {
        checkNotNull(process, "process");
        return process.isThread() ? List.of() : threads.get(process.pid());
    }
}
