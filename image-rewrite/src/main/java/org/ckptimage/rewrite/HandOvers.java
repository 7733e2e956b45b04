package org.ckptimage.rewrite;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Predicate;
import org.ckptimage.image.EpollSet;
import org.ckptimage.image.FileUse;
import org.ckptimage.image.ImageRecord;
import org.ckptimage.image.OpenFile;
import org.ckptimage.image.Task;
import org.ckptimage.record.EpollItem;
import org.ckptimage.rewrite.draft.Draft;

/** What must be handed over for the files that a plan substitutes, when it is known what else the plan takes away. */
final class HandOvers {
    private static final String CLOSE_ON_EXEC = "fd_close_on_exec";

    /** A file, and what stands for it. */
    private record Request(OpenFile file, InheritedDescriptor descriptor) {}

    private final List<Request> requests = new ArrayList<>();
    /** Descriptors that somebody wished to be closed, rather than handed over. */
    private final Set<ImageRecord> closed = new HashSet<>();

    void add(OpenFile file, InheritedDescriptor descriptor) {
        requests.add(new Request(file, descriptor));
    }

    void closed(ImageRecord descriptor) {
        closed.add(descriptor);
    }

    /**
     * @param draft all edits marked on it
     * @param dropped tells which tasks go
     */
    List<HandOver> list(Draft draft, Predicate<Task> dropped) {
        return requests.stream()
                .map(request -> handOver(request, draft, dropped))
                .toList();
    }

    private HandOver handOver(Request request, Draft draft, Predicate<Task> dropped) {
        OpenFile file = request.file;
        List<HandOver.Watch> watches = new ArrayList<>();
        for (EpollSet set : file.watchedBy()) {
            if (!draft.isDeleted(set.definedBy())) {
                for (EpollSet.Watch watch : set.watches()) {
                    EpollItem item = watch.item();
                    if (item.fileObjref().equals(file.objref())) {
                        watches.add(new HandOver.Watch(
                                targets(set, draft, dropped), item.fd(), item.events(), item.data()));
                    }
                }
            }
        }
        return new HandOver(
                request.descriptor,
                file.objref(),
                file.type(),
                file.nameText(),
                targets(file, draft, dropped),
                watches);
    }

    private List<HandOver.Target> targets(OpenFile file, Draft draft, Predicate<Task> dropped) {
        return file.descriptors().stream()
                .filter(use -> !dropped.test(use.task()))
                .filter(use -> !closed.contains(use.descriptor().definedBy()))
                .map(use -> target(use, draft))
                .toList();
    }

    private static HandOver.Target target(FileUse use, Draft draft) {
        boolean closeOnExec = draft.get(use.descriptor().definedBy(), CLOSE_ON_EXEC) != 0;
        return new HandOver.Target(use.task().pid(), use.descriptor().number(), closeOnExec);
    }
}
